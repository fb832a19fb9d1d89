import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../../vitest.base.mjs';

export default mergeConfig(
  shared,
  defineConfig({
    root: import.meta.dirname,
    test: {
      include: ['src/**/*.test.ts'],
      globalSetup: 'src/testing/global-setup.ts',
      // They share one embedded database, which has one backend for all its connections.
      fileParallelism: false,
    },
  }),
);
