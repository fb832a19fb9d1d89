import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Session } from '../database/database.ts';
import { messageOf } from '../errors.ts';

/** One step of a schema, as a file has it. */
export interface SchemaMigration {
  /** `0002_tiers`: number and title; the order of the names is that of the steps. */
  readonly name: string;
  readonly sql: string;
  /** Of the file's text; a released file never changes. */
  readonly sha256: string;
}

/** A schema of the database and the files that make it. */
export interface SchemaDefinition {
  readonly schema: string;
  /** The first of them makes the table `<schema>.migration_files (name text primary key, sha256 text not null)`. */
  readonly files: readonly SchemaMigration[];
  /** Runs in the same transaction after the first file of all. */
  readonly afterFirst?: string;
}

/**
 * Why a schema could not be brought up to date: the database knows a migration that the files don't have (`newer`), one that
 * was applied is not the file of its name any more (`changed`), or one failed. Nothing is changed then.
 */
export class SchemaMigrationError extends Error {
  override readonly name = 'SchemaMigrationError';
  readonly reason: 'newer' | 'changed' | 'failed';
  /** Which, where it is known. */
  readonly migration: string | undefined;

  constructor(
    reason: SchemaMigrationError['reason'],
    migration: string | undefined,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.reason = reason;
    this.migration = migration;
  }
}

/**
 * Brings a schema to what its files say. Running it again, or from many processes at once, is harmless: Kysely's migrator
 * holds an advisory lock for its one transaction.
 *
 * @returns names of the migrations that this run applied
 * @throws SchemaMigrationError
 */
export async function migrateSchema(
  session: Session,
  { schema, files, afterFirst }: SchemaDefinition,
): Promise<readonly string[]> {
  await checkFiles(session, schema, files);
  const db = new Kysely<Record<string, never>>({ dialect: dialectOf(session) });
  const migrator = new Migrator({
    db,
    migrationTableSchema: schema,
    migrationTableName: 'migrations',
    migrationLockTableName: 'migrations_lock',
    provider: { getMigrations: () => Promise.resolve(migrationsOf(schema, files, afterFirst)) },
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error !== undefined) {
    const message = messageOf(error);
    const [, unknown] = /previously executed migration (\S+) is missing/.exec(message) ?? [];
    const failed = results.find(({ status }) => status === 'Error')?.migrationName;
    throw unknown === undefined
      ? new SchemaMigrationError('failed', failed, message, { cause: error })
      : new SchemaMigrationError('newer', unknown, message, { cause: error });
  }
  return results
    .filter(({ status }) => status === 'Success')
    .map(({ migrationName }) => migrationName);
}

function migrationsOf(
  schema: string,
  files: readonly SchemaMigration[],
  afterFirst: string | undefined,
) {
  return Object.fromEntries(
    files.map(({ name, sql: text, sha256 }, position) => [
      name,
      {
        up: async (db: Kysely<unknown>) => {
          await sql.raw(text).execute(db);
          if (position === 0 && afterFirst !== undefined) await sql.raw(afterFirst).execute(db);
          await sql
            .raw(`insert into ${schema}.migration_files values ('${name}', '${sha256}')`)
            .execute(db);
        },
      },
    ]),
  );
}

/** Throws where a migration that was applied was another one than the file of its name is. */
async function checkFiles(
  session: Session,
  schema: string,
  files: readonly SchemaMigration[],
): Promise<void> {
  const { rows: tables } = await session.query<{ made: boolean; noted: boolean }>(
    'select to_regclass($1) is not null as made, to_regclass($2) is not null as noted',
    [`${schema}.migrations`, `${schema}.migration_files`],
  );
  if (tables[0]?.made !== true) return;
  const { rows: applied } = tables[0].noted
    ? await session.query<{ name: string; sha256: string }>(
        `select name, sha256 from ${schema}.migration_files order by name`,
      )
    : // Made before files were noted, so by others than these.
      await session.query<{ name: string; sha256: string }>(
        `select name, '' as sha256 from ${schema}.migrations order by name limit 1`,
      );
  const own = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  const changed = applied.find(({ name, sha256 }) => own.has(name) && own.get(name) !== sha256);
  if (changed === undefined) return;
  throw new SchemaMigrationError(
    'changed',
    changed.name,
    `The migration ${changed.name} that made the schema ${schema} is another one than the file`,
  );
}

/** Kysely on a session that is ours: its pool is the one connection. */
function dialectOf(session: Session): PostgresDialect {
  return new PostgresDialect({
    pool: {
      connect: () =>
        Promise.resolve({
          query: async (text: unknown, values?: readonly unknown[]) => {
            const { rows, rowCount } = await session.query(String(text), values ?? []);
            const command = /^\s*(\w+)/.exec(String(text))?.[1]?.toUpperCase();
            return { rows, rowCount, command: isCommand(command) ? command : 'SELECT' };
          },
          release: () => undefined,
        }),
      end: () => Promise.resolve(),
    } as unknown as ConstructorParameters<typeof PostgresDialect>[0]['pool'],
  });
}

function isCommand(
  word: string | undefined,
): word is 'UPDATE' | 'DELETE' | 'INSERT' | 'SELECT' | 'MERGE' {
  return word !== undefined && ['UPDATE', 'DELETE', 'INSERT', 'SELECT', 'MERGE'].includes(word);
}
