import { defineConfig, mergeConfig } from 'vitest/config';
import unit from './vitest.config.ts';

// The service as a process of its own: started, told to end, killed.
export default mergeConfig(
  { ...unit, test: { ...unit.test, include: [] } },
  defineConfig({ test: { include: ['src/**/*.e2e.ts'] } }),
);
