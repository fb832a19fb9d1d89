import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../../vitest.base.mjs';

/** Tests of the command as processes of its own, which are killed. */
export default mergeConfig(
  shared,
  defineConfig({
    root: import.meta.dirname,
    test: {
      include: ['e2e/**/*.e2e.ts'],
    },
  }),
);
