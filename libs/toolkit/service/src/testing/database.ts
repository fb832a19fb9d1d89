import pg from 'pg';
import type { ServiceSchema } from '../database/migrate.ts';
import { migrate } from '../database/migrate.ts';
import { startEmbeddedServer } from './embedded-server.ts';

/** A database of a test's own. */
export interface TestDatabase {
  /** What to give others as `DATABASE_URL`. */
  readonly url: string;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/**
 * PostgreSQL in WASM in this process, behind a socket on a free port of 127.0.0.1, migrated. All its connections share one
 * backend: no named prepared statements, an open transaction holds up everybody else, `set` outlives its connection. Booting
 * takes seconds, so share one for a file. Needs the optional peers `@electric-sql/pglite` and `@vector-toolkit/stores-embedded`.
 *
 * @param schemas of services, beside the one that all share
 */
export async function embeddedDatabase(
  ...schemas: (ServiceSchema | undefined)[]
): Promise<TestDatabase> {
  const server = await startEmbeddedServer();
  const pool = quietPool(server.url, 4);
  await migrateAll(pool, schemas);
  return {
    ...{ url: server.url, pool },
    close: async () => {
      await pool.end();
      await server.close();
    },
  };
}

/**
 * A database that another process of the test run keeps (vitest's `globalSetup`), migrated: booting one for each file costs
 * seconds. Files that share one run one after the other (`fileParallelism: false`). Closing it ends its connections alone.
 */
export async function databaseAt(
  url: string,
  ...schemas: (ServiceSchema | undefined)[]
): Promise<TestDatabase> {
  const pool = quietPool(url, 4);
  await migrateAll(pool, schemas);
  return { url, pool, close: () => pool.end() };
}

/** A new database on the server that TEST_DATABASE_URL names, migrated. */
export async function nativeDatabase(
  ...schemas: (ServiceSchema | undefined)[]
): Promise<TestDatabase> {
  const database = await emptyDatabase();
  await migrateAll(database.pool, schemas);
  return database;
}

/**
 * A new database without schemas on the server that TEST_DATABASE_URL names. Throws where it names none: then the run could
 * not reach what it is for.
 */
export async function emptyDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server === undefined || server === '') {
    throw new Error(
      'TEST_DATABASE_URL is not set. Run these tests by the target native, which starts a server.',
    );
  }
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  const name = `service_test_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
  await admin.query(`create database ${name}`);
  const of = new URL(server);
  of.pathname = `/${name}`;
  const pool = quietPool(of.href, 20);
  return {
    ...{ url: of.href, pool },
    close: async () => {
      await pool.end();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

async function migrateAll(
  pool: pg.Pool,
  schemas: readonly (ServiceSchema | undefined)[],
): Promise<void> {
  await migrate(pool);
  for (const schema of schemas) await migrate(pool, schema);
}

function quietPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max });
  // Dropping the database ends connections that are still closing.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
