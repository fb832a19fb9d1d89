// What the tests of all projects share; a project's vitest.config.ts merges its own part into it.

// Sources of the workspace's packages are reached through the first condition, so tests need no build.
const conditions = ['@h-j-petroleum/source', 'module', 'node', 'development|production'];

export default {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  // The process that runs no tests (`globalSetup`) finds packages by conditions of its own.
  environments: { __vitest__: { resolve: { conditions } } },
  test: {
    environment: 'node',
    setupFiles: [new URL('vitest.properties.mjs', import.meta.url).pathname],
    // Ends of patience, not expectations: a machine that is busy with other things is slow, and nothing is wrong with it. What a
    // test waits for comes as soon as it can.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // By `vitest run --coverage`: what test:coverage-check reads.
    coverage: { provider: 'v8', reporter: ['json'] },
    expect: { poll: { timeout: 120_000, interval: 50 } },
  },
};
