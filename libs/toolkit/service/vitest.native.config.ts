import { defineConfig, mergeConfig } from 'vitest/config';
import unit from './vitest.config.ts';

// The same tests on the native server that TEST_DATABASE_URL names, and those that need one: run by .ci/run, not by npm test.
export default mergeConfig(
  { ...unit, test: { ...unit.test, include: [] } },
  defineConfig({
    test: { include: ['src/**/*.test.ts', 'src/**/*.e2e.ts', 'src/**/*.native.ts'] },
  }),
);
