import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/domain/rules/evaluate.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node22.15',
  clean: true,
  silent: true,
});
