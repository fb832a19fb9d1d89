import { defineConfig } from 'vitest/config';
import config from './vitest.config.ts';

/** Tests on a native server, which TEST_DATABASE_URL names. */
export default defineConfig({
  ...config,
  test: { ...config.test, include: ['src/**/*.native.ts'] },
});
