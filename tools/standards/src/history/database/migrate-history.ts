import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StandardsError } from '@h-j-petroleum/standards-engine';
import type { Database } from '@h-j-petroleum/toolkit-signals';
import { migrateSchema, SchemaMigrationError, sqlFiles } from '@h-j-petroleum/toolkit-signals';

export const roleKinds = ['writer', 'reader', 'maintainer'] as const;
export type RoleKind = (typeof roleKinds)[number];

/**
 * Brings the schema `standards` to what this version of the gate knows. Running it again, or from many processes at once, is
 * harmless.
 *
 * @returns the names of the migrations that this run applied
 * @throws StandardsError DATABASE_FAILED; nothing is changed then
 */
export async function migrateHistory(database: Database): Promise<readonly string[]> {
  try {
    return await database.session((session) =>
      migrateSchema(session, { schema: 'standards', files: sqlFiles(migrationsFolder()) }),
    );
  } catch (cause) {
    throw cause instanceof SchemaMigrationError ? explained(cause) : failed(cause);
  }
}

/** @throws StandardsError DATABASE_FAILED where there is no such role */
export async function grantHistory(
  database: Database,
  role: string,
  kind: RoleKind,
): Promise<void> {
  try {
    await database.session((session) =>
      session.query('select standards.grant_to($1, $2)', [role, kind]),
    );
  } catch (cause) {
    throw failed(cause);
  }
}

function failed(cause: unknown): StandardsError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new StandardsError('DATABASE_FAILED', `The database did not do as asked: ${message}.`, {
    cause,
  });
}

function explained(error: SchemaMigrationError): StandardsError {
  const { reason, migration, message } = error;
  const what = {
    newer: `The database is newer than this gate: its schema standards has the migration ${migration}, which this version doesn't know. Update @h-j-petroleum/standards.`,
    changed: `The migration ${migration} that made the schema standards is not the one of this version, so what follows may not fit. Use the version that made it.`,
    failed: `The migration ${migration ?? 'of the schema'} of standards failed, and nothing was changed: ${message}. The role needs the right to make a schema: grant create on database … to …`,
  }[reason];
  return new StandardsError('DATABASE_FAILED', what, { cause: error });
}

/** In the sources that of the workspace, in what is published that of the package: the nearest above. */
function migrationsFolder(): string {
  for (let above = dirname(fileURLToPath(import.meta.url)); ; above = dirname(above)) {
    const folder = join(above, 'migrations/standards');
    if (existsSync(join(folder, '0001_runs.sql'))) return folder;
    if (dirname(above) === above) {
      throw new StandardsError(
        'DATABASE_FAILED',
        'The migrations of @h-j-petroleum/standards are missing. Install the package anew.',
      );
    }
  }
}
