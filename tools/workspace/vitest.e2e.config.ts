import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.base.mjs';

/**
 * Tests of the toolkits as they would be published, which are packed and installed in a fresh folder, and of commands that start
 * databases and services as processes of their own. They take minutes.
 */
export default mergeConfig(
  shared,
  defineConfig({
    root: import.meta.dirname,
    test: {
      include: ['e2e/**/*.e2e.ts'],
      // Two installs at once would measure the registry and not the packages.
      fileParallelism: false,
    },
  }),
);
