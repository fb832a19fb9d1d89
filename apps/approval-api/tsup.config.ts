import { cpSync } from 'node:fs';
import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { server: 'src/server.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node22.15',
  clean: true,
  silent: true,
  // The migrations lie with those of the other schemas, the policies beside the code; the service brings its own.
  onSuccess: async () => {
    cpSync('../../migrations/approval', 'dist/migrations', { recursive: true });
    await Promise.resolve(cpSync('policies', 'dist/policies', { recursive: true }));
  },
});
