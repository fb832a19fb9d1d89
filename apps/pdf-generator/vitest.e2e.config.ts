import { defineConfig } from 'vitest/config';
import config from './vitest.config.ts';

export default defineConfig({
  ...config, // A killed instance's job is another's after ten to forty seconds.
  test: { ...config.test, include: ['src/**/*.e2e.ts'], testTimeout: 300_000 },
});
