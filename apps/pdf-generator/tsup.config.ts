import { cpSync } from 'node:fs';
import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { server: 'src/server.ts', app: 'src/app.ts', worker: 'src/press/worker.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node22.15',
  clean: true,
  silent: true,
  // What is read as it is: Typst's sources, and the migrations, which lie with those of the other schemas.
  onSuccess: async () => {
    cpSync('src/templates', 'dist/templates', {
      recursive: true,
      filter: (path) => !/\.(ts|md|png)$/.test(path),
    });
    cpSync('../../migrations/pdf', 'dist/migrations', { recursive: true });
    await Promise.resolve();
  },
});
