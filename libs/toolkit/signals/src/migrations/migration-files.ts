import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Profile } from '../database/server.ts';

/** One step of the schema. */
export interface MigrationFile {
  /** `0002_tiers`: number and title, the same in every profile. */
  readonly name: string;
  readonly sql: string;
  /** Of the file's text, whatever its line ends; a released file never changes. */
  readonly sha256: string;
}

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
): MigrationFile[] {
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
