import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../../vitest.base.mjs';

export default mergeConfig(
  shared,
  defineConfig({
    root: import.meta.dirname,
    test: {
      include: ['src/**/*.test.ts'],
      // No file leaves anything behind in the process, so they share one, which takes half the time.
      isolate: false,
    },
  }),
);
