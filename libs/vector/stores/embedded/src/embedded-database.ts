import type { Extensions } from '@electric-sql/pglite';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { wholeQueries } from './whole-queries.ts';

export interface EmbeddedDatabaseOptions {
  /** Folder of the data; one process at a time may have it. @default kept in memory, and gone with the process */
  readonly dataDir?: string | undefined;
  /** Further extensions of PGlite (`@electric-sql/pglite/contrib/*`), by the names that `create extension` knows. pgvector is there. */
  readonly extensions?: Extensions;
  /** Port of 127.0.0.1. @default a free one */
  readonly port?: number;
  /** Connections at once; more are refused. @default 50 */
  readonly maxConnections?: number;
}

export interface EmbeddedDatabase {
  /** What to give others as `DATABASE_URL`. */
  readonly url: string;
  /** The port of 127.0.0.1 that it listens on. */
  readonly port: number;
  /** The same database past the socket, for whoever lives in this process. It does not wait for the queries of connections. */
  readonly engine: PGlite;
  /** Ends connections and the database. What is in memory is lost. */
  close(): Promise<void>;
}

/**
 * Starts PostgreSQL in WASM in this process, with pgvector, behind a socket on 127.0.0.1 that any client speaks to. All
 * connections share one backend: they wait for each other's queries and transactions, a `set` of one holds for all, and there are
 * no named prepared statements. A process that waits without giving up its turn gets no answer.
 *
 * @throws Error where the port is taken, or the folder is no database
 */
export async function startEmbeddedDatabase(
  options: EmbeddedDatabaseOptions = {},
): Promise<EmbeddedDatabase> {
  const { dataDir, extensions, port = 0, maxConnections = 50 } = options;
  const engine = await PGlite.create({
    ...(dataDir === undefined ? {} : { dataDir }),
    extensions: { vector, ...extensions },
  });
  const server = new PGLiteSocketServer({
    ...{ db: wholeQueries(engine), host: '127.0.0.1', port, maxConnections },
  });
  try {
    await server.start();
  } catch (error) {
    await engine.close();
    throw error;
  }
  const address = server.getServerConn();
  return {
    url: `postgres://postgres@${address}/postgres`,
    port: Number(address.split(':').at(-1)),
    engine,
    close: async () => {
      await server.stop();
      await engine.close();
    },
  };
}
