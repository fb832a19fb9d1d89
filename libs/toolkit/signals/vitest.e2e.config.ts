import { defineConfig, mergeConfig } from 'vitest/config';
import unit from './vitest.config.ts';

// What takes a minute of computing: run by .ci/run, not by npm test.
export default mergeConfig(
  { ...unit, test: { ...unit.test, include: [] } },
  defineConfig({ test: { include: ['e2e/**/*.e2e.ts'] } }),
);
