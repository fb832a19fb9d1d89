import { defineConfig } from 'vitest/config';

// Sources of the workspace's packages are reached through this condition; what is tested are the built ones, in processes of
// their own.
const conditions = ['@h-j-petroleum/source', 'module', 'node', 'development|production'];

/** Tests of the toolkits as they would be published: they are packed, installed in a fresh folder, and take minutes. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['e2e/**/*.e2e.ts'],
    environment: 'node',
    // Two installs at once would measure the registry and not the packages.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
});
