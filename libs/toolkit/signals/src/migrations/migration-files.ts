import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Profile } from '../database/server.ts';
import type { SchemaMigration } from './migrate-schema.ts';

// Built, the files lie beside the code; in the workspace they lie with those of the other schemas.
const folders = ['./migrations', '../migrations', '../../../../../migrations/signals'];

/** Where the migrations of the schema `signals` lie. */
export function migrationsFolder(): string {
  for (const folder of folders) {
    const path = fileURLToPath(new URL(folder, import.meta.url));
    if (existsSync(`${path}/0001_dimensions.sql`)) return path;
  }
  throw new Error(
    'The migrations of @h-j-petroleum/toolkit-signals are missing. Install the package anew.',
  );
}

/** The migrations of a profile in their order: files without a profile in their name, and those with this one. */
export function migrationFiles(
  profile: Profile,
  folder: string = migrationsFolder(),
): SchemaMigration[] {
  return sqlFiles(folder, profile);
}

/**
 * The migrations of a folder in their order: `0002_tiers.sql`, and `0002_tiers.timescale.sql` for the one profile. Line ends
 * count as `\n` on every machine. Throws for a file of SQL that is called otherwise.
 */
export function sqlFiles(folder: string, profile?: Profile): SchemaMigration[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      if (!file.endsWith('.sql')) return [];
      const [, name, only] = /^(\d{4}_[a-z_]+)(?:\.(postgres|timescale))?\.sql$/.exec(file) ?? [];
      // Left out in silence it would be missed in every database, and nobody would know.
      if (name === undefined) throw new Error(`${file} is no name of a migration: 0005_what.sql`);
      if (only !== undefined && only !== profile) return [];
      const text = readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n');
      return [{ name, sql: text, sha256: createHash('sha256').update(text).digest('hex') }];
    });
}
