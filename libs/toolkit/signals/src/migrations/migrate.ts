import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Database, Session } from '../database/database.ts';
import type { Profile, Server } from '../database/server.ts';
import { askServer } from '../database/server.ts';
import { messageOf, SignalsError } from '../errors.ts';
import type { MigrationFile } from './migration-files.ts';
import { migrationFiles } from './migration-files.ts';

/** What a run of the migrations found and did. */
export interface MigrationReport {
  readonly server: Server;
  readonly profile: Profile;
  /** Names of the migrations that this run applied, in order. */
  readonly applied: readonly string[];
}

/**
 * Brings the schema `signals` to this package's version. Running it again, or from many processes at once, is harmless:
 * Kysely's migrator holds an advisory lock for its one transaction.
 *
 * Throws `SIGNALS_DATABASE_NEWER` when the database knows migrations that this package doesn't, `SIGNALS_PROFILE_CHANGED`
 * when TimescaleDB left a server after the store was made, `SIGNALS_MIGRATION_CHANGED` when the store was made by other files
 * than this package has, and `SIGNALS_MIGRATION_FAILED`; nothing is changed then.
 *
 * @param folder of the migrations; this package's own unless given
 */
export async function migrate(database: Database, folder?: string): Promise<MigrationReport> {
  return database.session(async (session) => {
    const server = await askServer(session);
    const profile = await storedProfile(session, server.profile);
    if (profile === 'timescale') {
      await session.query('create extension if not exists timescaledb');
    }
    const files = migrationFiles(profile, folder);
    await checkFiles(session, files);
    const db = new Kysely<Record<string, never>>({ dialect: dialectOf(session) });
    const migrator = new Migrator({
      db,
      migrationTableSchema: 'signals',
      migrationTableName: 'migrations',
      migrationLockTableName: 'migrations_lock',
      provider: { getMigrations: () => Promise.resolve(migrationsOf(files, profile)) },
    });
    const { error, results = [] } = await migrator.migrateToLatest();
    if (error !== undefined)
      throw explain(error, results.find(({ status }) => status === 'Error')?.migrationName);
    return {
      server,
      profile,
      applied: results
        .filter(({ status }) => status === 'Success')
        .map(({ migrationName }) => migrationName),
    };
  });
}

function migrationsOf(files: readonly MigrationFile[], profile: Profile) {
  return Object.fromEntries(
    files.map(({ name, sql: text, sha256 }, position) => [
      name,
      {
        up: async (db: Kysely<unknown>) => {
          await sql.raw(text).execute(db);
          if (position === 0)
            await sql
              .raw(`insert into signals.settings (profile) values ('${profile}')`)
              .execute(db);
          await sql
            .raw(`insert into signals.migration_files values ('${name}', '${sha256}')`)
            .execute(db);
        },
      },
    ]),
  );
}

/** Throws `SIGNALS_MIGRATION_CHANGED` where a migration that made this store was another one than this package has. */
async function checkFiles(session: Session, files: readonly MigrationFile[]): Promise<void> {
  const { rows: tables } = await session.query<{ made: boolean; noted: boolean }>(
    "select to_regclass('signals.settings') is not null as made, to_regclass('signals.migration_files') is not null as noted",
  );
  if (tables[0]?.made !== true) return;
  const { rows: applied } = tables[0].noted
    ? await session.query<{ name: string; sha256: string }>(
        'select name, sha256 from signals.migration_files order by name',
      )
    : { rows: [{ name: '0001_dimensions', sha256: '' }] };
  const own = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  const changed = applied.find(({ name, sha256 }) => own.has(name) && own.get(name) !== sha256);
  if (changed === undefined) return;
  throw new SignalsError(
    'SIGNALS_MIGRATION_CHANGED',
    `The migration ${changed.name} that made this store is not the one that this version of @h-j-petroleum/toolkit-signals has, so what follows it may not fit. Use the version that made the store, or, where its data may go: drop schema signals cascade; then run signals migrate.`,
  );
}

/** The profile that the store was made with; what the server offers where there is none yet. */
async function storedProfile(session: Session, offered: Profile): Promise<Profile> {
  const { rows } = await session.query<{ there: boolean }>(
    "select to_regclass('signals.settings') is not null as there",
  );
  if (rows[0]?.there !== true) return offered;
  const { rows: settings } = await session.query<{ profile: Profile }>(
    'select profile from signals.settings',
  );
  const profile = settings[0]?.profile ?? offered;
  if (profile === 'timescale' && offered === 'postgres') {
    throw new SignalsError(
      'SIGNALS_PROFILE_CHANGED',
      'The store was made with TimescaleDB, and the server offers it no longer. Load it again (shared_preload_libraries = timescaledb, timescaledb.license = timescale), or name another database.',
    );
  }
  return profile;
}

function explain(error: unknown, name: string | undefined): SignalsError {
  const message = messageOf(error);
  const [, unknown] = /previously executed migration (\S+) is missing/.exec(message) ?? [];
  if (unknown !== undefined) {
    return new SignalsError(
      'SIGNALS_DATABASE_NEWER',
      `The database is newer than this code: it has the migration ${unknown}, which this version of @h-j-petroleum/toolkit-signals doesn't know. Update the package.`,
      { cause: error },
    );
  }
  const wayOut =
    Reflect.get(Object(error), 'code') === '42501'
      ? ' The role needs the right to make a schema: grant create on database … to …; or let a role that has it run: signals migrate'
      : '';
  return new SignalsError(
    'SIGNALS_MIGRATION_FAILED',
    `The migration ${name ?? 'of the schema signals'} failed, and nothing was changed: ${message}.${wayOut}`,
    { cause: error },
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
