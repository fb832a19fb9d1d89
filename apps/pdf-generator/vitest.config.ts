import { defineConfig } from 'vitest/config';

// Sources of the workspace's packages are reached through this condition, so tests need no build.
const conditions = ['@h-j-petroleum/source', 'module', 'node', 'development|production'];

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
    setupFiles: ['../../vitest.properties.mjs'],
    // As a worker has it: whatever asks for a proxy gets one where nobody listens.
    env: { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' },
    // The embedded database takes seconds to start, and more beside others.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
