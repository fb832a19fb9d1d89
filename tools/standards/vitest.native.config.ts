import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.base.mjs';

/** Tests on a native server, which TEST_DATABASE_URL names. */
export default mergeConfig(
  shared,
  defineConfig({
    root: import.meta.dirname,
    test: {
      include: ['src/**/*.native.ts'],
    },
  }),
);
