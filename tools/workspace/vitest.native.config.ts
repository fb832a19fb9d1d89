import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.base.mjs';

// Tests that need a native server: run by .ci/run, not by npm test.
export default mergeConfig(
  shared,
  defineConfig({
    root: import.meta.dirname,
    test: {
      include: ['src/**/*.native.ts', 'e2e/**/*.native.ts'],
    },
  }),
);
