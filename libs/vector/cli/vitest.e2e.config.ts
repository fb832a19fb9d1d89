import { defineConfig } from 'vitest/config';

const conditions = ['@h-j-petroleum/source', 'module', 'node', 'development|production'];

/** Tests of the command as processes of its own, which are killed. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['e2e/**/*.e2e.ts'],
    environment: 'node',
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
