import { defineConfig } from 'vitest/config';
import shared from '../../../vitest.base.mjs';

// In a browser, and what was built: without the condition that leads to sources.
const conditions = ['module', 'node', 'development|production'];

export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: { ...shared.test, include: ['{src,conformance}/**/*.e2e.{ts,tsx}'] },
});
