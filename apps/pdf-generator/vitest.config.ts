import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.base.mjs';

export default mergeConfig(
  shared,
  defineConfig({
    root: import.meta.dirname,
    test: {
      include: ['src/**/*.test.ts'],
      // As a worker has it: whatever asks for a proxy gets one where nobody listens.
      env: { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' },
    },
  }),
);
