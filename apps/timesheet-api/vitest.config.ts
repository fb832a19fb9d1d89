import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.base.mjs';

export default mergeConfig(
  shared,
  defineConfig({
    root: import.meta.dirname,
    test: {
      include: ['src/**/*.test.ts'],
      globalSetup: 'test/global-database.ts',
      // The files that need a database share one, which has one backend for all its connections.
      fileParallelism: false,
    },
  }),
);
