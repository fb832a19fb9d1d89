import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { VectorError } from '@vector-toolkit/core';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type pg from 'pg';
import { sqlState } from '../database/store-error.ts';

/**
 * Brings the schema `vector` to this package's version, and makes the extension where the role may. Running it again, or from
 * many processes at once, is harmless: Kysely's migrator holds an advisory lock for its one transaction.
 *
 * Throws `VECTOR_STORE_NOT_READY` where the database is newer than this package, or a migration failed; nothing is changed then.
 *
 * @returns names of the migrations that this run applied
 */
export async function migrate(pool: pg.Pool): Promise<readonly string[]> {
  // Two that make the extension at once meet in the catalogue, so it is made under a lock of its own.
  await pool
    .query(
      `do $$ begin perform pg_advisory_xact_lock(hashtext('vector-toolkit')); create extension if not exists vector; end $$`,
    )
    .catch((cause: unknown) => {
      const state = sqlState(cause);
      // There is no such server, or no such database, or it lets nobody of this name in.
      if (state === undefined || /^(?:08|28|57P|3D000)/.test(state))
        throw new VectorError(
          'VECTOR_STORE_UNREACHABLE',
          `The database cannot be reached: ${messageOf(cause)}`,
          { cause },
        );
      throw notReady(`The extension pgvector cannot be made: ${messageOf(cause)}`, cause);
    });
  const db = new Kysely<Record<string, never>>({
    dialect: new PostgresDialect({
      // The pool is the caller's, so it is not ended with Kysely.
      pool: { connect: () => pool.connect(), end: () => Promise.resolve() } as unknown as pg.Pool,
    }),
  });
  const migrator = new Migrator({
    db,
    migrationTableSchema: 'vector',
    migrationTableName: 'migrations',
    migrationLockTableName: 'migrations_lock',
    provider: { getMigrations: () => Promise.resolve(migrations()) },
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const message = messageOf(error);
    const [, unknown] = /previously executed migration (\S+) is missing/.exec(message) ?? [];
    throw unknown === undefined
      ? notReady(
          `A migration of the schema vector failed, and nothing was changed: ${message}`,
          error,
        )
      : notReady(
          `The database is newer than this code: it has the migration ${unknown}. Update @vector-toolkit/stores-postgres.`,
          error,
        );
  }
  return results
    .filter(({ status }) => status === 'Success')
    .map(({ migrationName }) => migrationName);
}

// Built, the files lie beside the code; in the workspace they lie with those of the other schemas.
const folders = ['./migrations', '../migrations', '../../../../../../migrations/vector'];

function migrations() {
  const folder = folders
    .map((one) => fileURLToPath(new URL(one, import.meta.url)))
    .find((one) => existsSync(`${one}/0001_collections.sql`));
  if (folder === undefined)
    throw notReady(
      'The migrations of @vector-toolkit/stores-postgres are missing. Install it anew.',
    );
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .filter((file) => file.endsWith('.sql'))
      .map((file) => [
        file.replace(/\.sql$/, ''),
        {
          up: async (db: Kysely<unknown>) => {
            await sql.raw(readFileSync(`${folder}/${file}`, 'utf8')).execute(db);
          },
        },
      ]),
  );
}

function notReady(message: string, cause?: unknown): VectorError {
  return new VectorError('VECTOR_STORE_NOT_READY', message, { cause });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
