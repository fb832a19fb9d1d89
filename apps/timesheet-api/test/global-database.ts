import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the embedded database of this run is. */
    databaseUrl: string;
  }
}

/** One embedded database for all files, in the process that runs none of them: booting one for each costs seconds. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await PGlite.create({ extensions: { btree_gist } });
  const server = new PGLiteSocketServer({
    ...{ db: engine, host: '127.0.0.1', port: 0, maxConnections: 50 },
  });
  await server.start();
  project.provide('databaseUrl', `postgres://postgres@${server.getServerConn()}/postgres`);
  return async () => {
    await server.stop();
    await engine.close();
  };
}
