import { cpSync } from 'node:fs';
import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    bin: 'src/bin.ts',
    index: 'src/index.ts',
    'conformance/index': 'src/conformance/index.ts',
    'fingerprints/index': 'src/fingerprints/index.ts',
    'testing/index': 'src/testing/index.ts',
  },
  format: 'esm',
  platform: 'node',
  target: 'node22.15',
  dts: { compilerOptions: { composite: false, incremental: false } },
  clean: true,
  silent: true,
  // The migrations lie with those of the other schemas; the package brings its own.
  onSuccess: async () => {
    await Promise.resolve(
      cpSync('../../../migrations/signals', 'dist/migrations', { recursive: true }),
    );
  },
});
