import type { Database } from '../database/database.ts';
import { SignalsError } from '../errors.ts';
import { migrate } from '../migrations/migrate.ts';
import { inProcess } from './in-process.ts';

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
 * Needs the optional peers `@electric-sql/pglite` and `@vector-toolkit/stores-embedded`. Close it.
 */
export async function embeddedServer(): Promise<EmbeddedServer> {
  const { startEmbeddedDatabase } = await import('@vector-toolkit/stores-embedded').catch(
    (cause: unknown) => {
      throw new SignalsError(
        'SIGNALS_UNREACHABLE',
        'Cannot import `@vector-toolkit/stores-embedded`. Install it as a devDependency to run a server in this process.',
        { cause },
      );
    },
  );
  const { url, engine, close } = await startEmbeddedDatabase();
  const database = inProcess(engine);
  await migrate(database);
  return { url, database, close };
}
