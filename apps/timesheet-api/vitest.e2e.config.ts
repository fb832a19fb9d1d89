import { defineConfig } from 'vitest/config';

const conditions = ['@h-j-petroleum/source', 'module', 'node', 'development|production'];

/** Tests with approval-api itself, as processes. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['src/**/*.e2e.ts'],
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
