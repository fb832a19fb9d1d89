import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../../vitest.base.mjs';

export default mergeConfig(
  shared,
  defineConfig({
    root: import.meta.dirname,
    test: { include: ['{src,conformance}/**/*.test.{ts,tsx}'] },
  }),
);
