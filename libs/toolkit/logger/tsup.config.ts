import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { index: 'src/index.ts', 'store-crash': 'src/exit/store-crash.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node22.15',
  dts: { compilerOptions: { composite: false, incremental: false } },
  clean: true,
  silent: true,
});
