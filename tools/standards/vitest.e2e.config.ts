import { defineConfig } from 'vitest/config';

/** Tests of the built package in workspaces that are not this one: they install, run and take minutes. */
export default defineConfig({
  root: import.meta.dirname,
  test: {
    include: ['e2e/**/*.e2e.ts'],
    environment: 'node',
    globalSetup: ['e2e/packed.ts'],
    // Two installs at once would measure the registry and not the package.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
