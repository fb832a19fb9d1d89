import type { Database } from '../database/database.ts';
import { SignalsError } from '../errors.ts';
import { migrate } from '../migrations/migrate.ts';
import { inProcess } from './in-process.ts';
import { wholeQueries } from './whole-queries.ts';

/** A database server of this process. */
export interface EmbeddedServer {
  /** What to give others as `DATABASE_URL`. */
  readonly url: string;
  /** The same database past the socket, for what a test looks up itself. */
  readonly database: Database;
  close(): Promise<void>;
}

/**
 * A throw-away server on a free port of 127.0.0.1, migrated, profile `postgres`: for tests that start processes. It lives in
 * the process that asks for it, so a test that waits without giving up its turn gets no answer.
 *
 * Needs the optional peers `@electric-sql/pglite` and `@electric-sql/pglite-socket`. Close it.
 */
export async function embeddedServer(): Promise<EmbeddedServer> {
  const [{ PGlite }, { PGLiteSocketServer }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite-socket'),
  ]).catch((cause: unknown) => {
    throw new SignalsError(
      'SIGNALS_UNREACHABLE',
      'Cannot import `@electric-sql/pglite` and `@electric-sql/pglite-socket`. Install them as devDependencies to run a server in this process.',
      { cause },
    );
  });
  const engine = await PGlite.create();
  const database = inProcess(engine);
  await migrate(database);
  const server = new PGLiteSocketServer({
    ...{ db: wholeQueries(engine), port: 0, maxConnections: 20 },
  });
  await server.start();
  return {
    url: `postgres://postgres@${server.getServerConn()}/postgres`,
    database,
    close: async () => {
      await server.stop();
      await database.close();
    },
  };
}
