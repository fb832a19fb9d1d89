import { cpSync } from 'node:fs';
import { defineConfig } from 'tsup';

export default defineConfig({
  entry: { server: 'src/server.ts', app: 'src/app.ts' },
  format: 'esm',
  platform: 'node',
  target: 'node22.15',
  clean: true,
  silent: true,
  // The migrations lie with those of the other schemas; the service brings its own.
  onSuccess: async () => {
    await Promise.resolve(
      cpSync('../../migrations/timesheet', 'dist/migrations', { recursive: true }),
    );
  },
});
