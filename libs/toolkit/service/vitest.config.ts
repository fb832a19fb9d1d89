import { defineConfig } from 'vitest/config';

// Sources of the workspace's packages are reached through this condition, so tests need no build.
const conditions = ['@h-j-petroleum/source', 'module', 'node', 'development|production'];

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // The process that runs no tests finds packages by conditions of its own.
  environments: { __vitest__: { resolve: { conditions } } },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
    globalSetup: 'src/testing/global-setup.ts',
    // They share one embedded database, which has one backend for all its connections.
    fileParallelism: false,
    // The embedded database takes seconds to start, and more beside others.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
