import type { Database, Session } from '../database/database.ts';
import type { Profile, Server } from '../database/server.ts';
import { askServer } from '../database/server.ts';
import { SignalsError } from '../errors.ts';
import { migrateSchema, SchemaMigrationError } from './migrate-schema.ts';
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
    const afterFirst = `insert into signals.settings (profile) values ('${profile}')`;
    try {
      const applied = await migrateSchema(session, { schema: 'signals', files, afterFirst });
      return { server, profile, applied };
    } catch (error) {
      throw error instanceof SchemaMigrationError ? explain(error) : error;
    }
  });
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

function explain({ reason, migration, message, cause }: SchemaMigrationError): SignalsError {
  if (reason === 'newer') {
    return new SignalsError(
      'SIGNALS_DATABASE_NEWER',
      `The database is newer than this code: it has the migration ${migration}, which this version of @h-j-petroleum/toolkit-signals doesn't know. Update the package.`,
      { cause },
    );
  }
  if (reason === 'changed') {
    return new SignalsError(
      'SIGNALS_MIGRATION_CHANGED',
      `The migration ${migration} that made this store is not the one that this version of @h-j-petroleum/toolkit-signals has, so what follows it may not fit. Use the version that made the store, or, where its data may go: drop schema signals cascade; then run signals migrate.`,
    );
  }
  const wayOut =
    Reflect.get(Object(cause), 'code') === '42501'
      ? ' The role needs the right to make a schema: grant create on database … to …; or let a role that has it run: signals migrate'
      : '';
  return new SignalsError(
    'SIGNALS_MIGRATION_FAILED',
    `The migration ${migration ?? 'of the schema signals'} failed, and nothing was changed: ${message}.${wayOut}`,
    { cause },
  );
}
