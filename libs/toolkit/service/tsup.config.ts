import { cpSync } from 'node:fs';
import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'run/index': 'src/run/index.ts',
    'testing/global-setup': 'src/testing/global-setup.ts',
    'testing/index': 'src/testing/index.ts',
    'testing/observer': 'src/testing/observer.ts',
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
      cpSync('../../../migrations/service', 'dist/migrations', { recursive: true }),
    );
  },
});
