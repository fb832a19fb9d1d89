import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', 'testing/index': 'src/testing/index.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  dts: { compilerOptions: { composite: false, incremental: false } },
  clean: true,
  silent: true,
});
