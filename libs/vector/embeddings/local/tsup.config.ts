import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'hash-embedder': 'src/hash-embedder.ts',
    onnx: 'src/onnx/index.ts',
    static: 'src/static/index.ts',
  },
  format: 'esm',
  platform: 'neutral',
  external: [/^node:/],
  target: 'es2023',
  dts: { compilerOptions: { composite: false, incremental: false } },
  clean: true,
  silent: true,
});
