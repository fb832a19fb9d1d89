import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts' },
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  dts: { compilerOptions: { composite: false, incremental: false } },
  clean: true,
  silent: true,
});
