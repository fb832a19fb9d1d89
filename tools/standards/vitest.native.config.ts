import { defineConfig } from 'vitest/config';

const conditions = ['@h-j-petroleum/source', 'module', 'node', 'development|production'];

/** Tests on a native server, which TEST_DATABASE_URL names. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['src/**/*.native.ts'],
    environment: 'node',
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
});
