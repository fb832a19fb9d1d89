import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Profile } from '../database/server.ts';

/** One step of the schema. */
export interface MigrationFile {
  /** `0002_tiers`: number and title, the same in every profile. */
  readonly name: string;
  readonly sql: string;
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
      const [, name, only] = /^(\d{4}_[a-z_]+)(?:\.(postgres|timescale))?\.sql$/.exec(file) ?? [];
      if (name === undefined || (only !== undefined && only !== profile)) return [];
      return [{ name, sql: readFileSync(`${folder}/${file}`, 'utf8') }];
    });
}
