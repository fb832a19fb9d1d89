import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.base.mjs';

/** Tests with approval-api itself, as processes. */
export default mergeConfig(
  shared,
  defineConfig({
    root: import.meta.dirname,
    test: {
      include: ['src/**/*.e2e.ts'],
    },
  }),
);
