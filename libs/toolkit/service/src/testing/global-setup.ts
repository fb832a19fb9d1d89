// For vitest's `globalSetup`. Loads nothing of this package but the server: it is read before any test, each time.
import type { TestProject } from 'vitest/node';
import { startEmbeddedServer } from './embedded-server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the embedded database of this run is; absent where TEST_DATABASE_URL names a server. */
    databaseUrl: string;
  }
}

/** One embedded database for all files, in the process that runs none of them: booting one for each costs seconds. */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_DATABASE_URL'] !== undefined) return undefined;
  const server = await startEmbeddedServer();
  project.provide('databaseUrl', server.url);
  return () => server.close();
}
