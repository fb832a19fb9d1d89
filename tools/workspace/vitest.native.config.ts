import { defineConfig } from 'vitest/config';

// Tests that need a native server: run by .ci/run, not by npm test.
const conditions = ['@h-j-petroleum/source', 'module', 'node', 'development|production'];

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['src/**/*.native.ts', 'e2e/**/*.native.ts'],
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
