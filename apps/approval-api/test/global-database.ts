import { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the embedded database of this run is. */
    databaseUrl: string;
  }
}

/** One embedded database for all files, in the process that runs none of them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const db = await PGlite.create();
  const server = new PGLiteSocketServer({ db, host: '127.0.0.1', port: 0, maxConnections: 50 });
  await server.start();
  project.provide('databaseUrl', `postgres://postgres@${server.getServerConn()}/postgres`);
  return async () => {
    await server.stop();
    await db.close();
  };
}
