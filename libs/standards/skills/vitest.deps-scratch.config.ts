import { defineConfig } from 'vitest/config';
const conditions = ['@h-j-petroleum/source', 'module', 'node', 'development|production'];
export default defineConfig({ root: import.meta.dirname, resolve: { conditions }, ssr: { resolve: { conditions } },
  test: { include: ['src/deps/**/*.test.ts'], exclude: ['**/*.property.test.ts'], environment: 'node' } });
