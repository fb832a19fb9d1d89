import type { Database } from '../database/database.ts';
import { SignalsError } from '../errors.ts';
import { migrate } from '../migrations/migrate.ts';
import { inProcess } from './in-process.ts';

/**
 * A throw-away database in this process, migrated: PostgreSQL in WASM, profile `postgres`. For tests of what writes signals.
 * Needs the optional peer `@electric-sql/pglite`. Close it.
 */
export async function embeddedDatabase(): Promise<Database> {
  const { PGlite } = await import('@electric-sql/pglite').catch((cause: unknown) => {
    throw new SignalsError(
      'SIGNALS_UNREACHABLE',
      'Cannot import `@electric-sql/pglite`. Install it as a devDependency to run the signal store in this process.',
      { cause },
    );
  });
  const database = inProcess(await PGlite.create());
  await migrate(database);
  return database;
}
