import { defineConfig, mergeConfig } from 'vitest/config';
import unit from './vitest.config.ts';

// The same tests on the native server that TEST_DATABASE_URL names: run by .ci/run, not by npm test.
export default mergeConfig(
  { ...unit, test: { ...unit.test, include: [] } },
  defineConfig({
    test: {
      include: [
        'src/maintenance/{tiers,promotion}.test.ts',
        'src/migrations/migrate.test.ts',
        'src/queries/queries.test.ts',
        'src/writer/{poisoned,writer.conformance}.test.ts',
      ],
    },
  }),
);
