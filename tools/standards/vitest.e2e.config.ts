import { defineConfig } from 'vitest/config';
import shared from '../../vitest.base.mjs';

/** Tests of the built package in workspaces that are not this one: they install, run and take minutes. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    ...shared.test,
    include: ['e2e/**/*.e2e.ts'],
    globalSetup: ['e2e/packed.ts'],
    // Two installs at once would measure the registry and not the package.
    fileParallelism: false,
  },
});
