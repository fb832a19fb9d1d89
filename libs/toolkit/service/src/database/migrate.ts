import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Session } from '@h-j-petroleum/toolkit-signals';
import { migrateSchema, SchemaMigrationError, sqlFiles } from '@h-j-petroleum/toolkit-signals';
import type pg from 'pg';
import { ServiceError } from '../errors.ts';

/** A schema of a service's own and the folder of its files. */
export interface ServiceSchema {
  /** `approval`; a name that needs no quotes. */
  readonly schema: string;
  /** Of `0001_what.sql`, the first of which makes the table `<schema>.migration_files (name text primary key, sha256 text not null)`. */
  readonly folder: string;
}

/**
 * Brings the schema `service` and then a service's own to what their files say. Running it again, or from many processes at
 * once, is harmless.
 *
 * @returns what this run applied: `service.0001_api_keys`
 * @throws ServiceError `SERVICE_DATABASE_NEWER`, `SERVICE_MIGRATION_CHANGED`, `SERVICE_MIGRATION_FAILED`; of the schema that
 *   failed nothing is changed then
 */
export async function migrate(pool: pg.Pool, own?: ServiceSchema): Promise<readonly string[]> {
  const applied: string[] = [];
  for (const one of [sharedSchema(), ...(own === undefined ? [] : [own])]) {
    applied.push(...(await migrateOne(pool, one)));
  }
  return applied;
}

/**
 * What of the two schemas is not what the files say; a service is not ready before.
 *
 * @throws ServiceError `SERVICE_NOT_MIGRATED`, `SERVICE_DATABASE_NEWER` for a migration that the files don't have
 */
export async function checkMigrated(pool: pg.Pool, own?: ServiceSchema): Promise<void> {
  for (const { schema, folder } of [sharedSchema(), ...(own === undefined ? [] : [own])]) {
    const { rows: there } = await pool.query<{ there: boolean }>(
      'select to_regclass($1) is not null as there',
      [`${checked(schema)}.migration_files`],
    );
    const { rows } =
      there[0]?.there === true
        ? await pool.query<{ name: string }>(`select name from ${schema}.migration_files`)
        : { rows: [] };
    const applied = new Set(rows.map(({ name }) => name));
    const missing = sqlFiles(folder).filter(({ name }) => !applied.has(name));
    if (missing.length > 0) {
      throw new ServiceError(
        'SERVICE_NOT_MIGRATED',
        `The schema ${schema} lacks ${missing.map(({ name }) => name).join(', ')}. Run the service's command migrate.`,
      );
    }
  }
}

async function migrateOne(pool: pg.Pool, { schema, folder }: ServiceSchema): Promise<string[]> {
  checked(schema);
  const client = await pool.connect();
  try {
    const names = await migrateSchema(sessionOf(client), { schema, files: sqlFiles(folder) });
    return names.map((name) => `${schema}.${name}`);
  } catch (error) {
    throw error instanceof SchemaMigrationError ? explain(error, schema) : error;
  } finally {
    client.release();
  }
}

function checked(schema: string): string {
  if (/^[a-z][a-z0-9_]{0,62}$/.test(schema)) return schema;
  throw new ServiceError(
    'SERVICE_BAD_OPTION',
    `"${schema}" is no name of a schema: small letters, digits and underscores.`,
  );
}

// Built, the files lie beside the code; in the workspace they lie with those of the other schemas.
const folders = ['./migrations', '../migrations', '../../../../../migrations/service'];

/** The schema that all services share. */
export function sharedSchema(): ServiceSchema {
  const folder = folders
    .map((one) => fileURLToPath(new URL(one, import.meta.url)))
    .find((one) => existsSync(`${one}/0001_api_keys.sql`));
  if (folder === undefined) {
    throw new ServiceError(
      'SERVICE_MIGRATION_FAILED',
      'The migrations of @h-j-petroleum/toolkit-service are missing. Install the package anew.',
    );
  }
  return { schema: 'service', folder };
}

function explain({ reason, migration, message, cause }: SchemaMigrationError, schema: string) {
  if (reason === 'newer') {
    return new ServiceError(
      'SERVICE_DATABASE_NEWER',
      `The database is newer than this code: its schema ${schema} has the migration ${migration}, which this version doesn't know. Deploy the newer version.`,
      { cause },
    );
  }
  if (reason === 'changed') {
    return new ServiceError(
      'SERVICE_MIGRATION_CHANGED',
      `The migration ${migration} that made the schema ${schema} is not the file of that name any more, so what follows may not fit. Put the released file back, and write a new one for the change.`,
    );
  }
  const wayOut =
    Reflect.get(Object(cause), 'code') === '42501'
      ? ' The role needs the right to make a schema: grant create on database … to …; or let a role that has it migrate.'
      : '';
  return new ServiceError(
    'SERVICE_MIGRATION_FAILED',
    `The migration ${migration ?? 'of the schema'} of ${schema} failed, and nothing was changed: ${message}.${wayOut}`,
    { cause },
  );
}

function sessionOf(client: pg.PoolClient): Session {
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) => {
      const { rows, rowCount } = await client.query(text, [...values]);
      // The shape of a row is what the statement says.
      return { rows: rows as Row[], rowCount: rowCount ?? 0 };
    },
  };
}
