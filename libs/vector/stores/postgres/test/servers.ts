import { startEmbeddedDatabase } from '@vector-toolkit/stores-embedded';
import pg from 'pg';
import { migrate } from '../src/index.ts';

/** A database of a test's own. */
export interface TestDatabase {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** PostgreSQL in WASM in this process, reached through its socket as any client reaches it. */
export async function embeddedDatabase(): Promise<TestDatabase> {
  const embedded = await startEmbeddedDatabase();
  const pool = new pg.Pool({ connectionString: embedded.url, max: 4 });
  await migrate(pool);
  return {
    pool,
    close: async () => {
      await pool.end();
      await embedded.close();
    },
  };
}

/** A new database on the server that TEST_DATABASE_URL names, migrated. */
export async function nativeDatabase(): Promise<EmptyDatabase> {
  const database = await emptyDatabase();
  await migrate(database.pool);
  return database;
}

/** A database, and where it is. */
export interface EmptyDatabase extends TestDatabase {
  readonly url: string;
}

/** A new database without extension and schema. Throws where TEST_DATABASE_URL names no server: then the run could not reach what it is for. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const url = process.env.TEST_DATABASE_URL;
  if (url === undefined || url === '')
    throw new Error(
      'TEST_DATABASE_URL is not set. Run these tests by `nx native @vector-toolkit/stores-postgres`, which starts a server.',
    );
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  const name = `vector_test_${process.pid}_${Date.now()}_${Math.floor(Math.random() * 1e6)}`;
  await admin.query(`create database ${name}`);
  const of = new URL(url);
  of.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: of.href, max: 8 });
  // Dropping the database ends connections that are still closing.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    pool,
    url: of.href,
    close: async () => {
      await pool.end();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
