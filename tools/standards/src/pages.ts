import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { SkillMeta } from '@h-j-petroleum/standards-engine';

/** The pages travel with the package (`docs/` beside the built files); in the workspace itself they stand in its docs. */
const folders = ['./docs/', '../../../docs/standards/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** A skill's page as Markdown; undefined for a skill of another pack, whose page is at `meta.docs`. */
export function pageOf(meta: SkillMeta): string | undefined {
  const path = `${meta.id.replace(':', '/')}.md`;
  const found = folders.map((folder) => folder + path).find((file) => existsSync(file));
  return found === undefined ? undefined : readFileSync(found, 'utf8');
}

/** The part of a page under one heading, without the heading; undefined where there is none. */
export function sectionOf(page: string, heading: string): string | undefined {
  const lines = page.split(/\r?\n/);
  const start = lines.findIndex((line) => /^#{2,3} /.test(line) && line.includes(heading));
  if (start === -1) return undefined;
  const length = lines.slice(start + 1).findIndex((line) => /^#{1,3} /.test(line));
  const end = length === -1 ? undefined : start + 1 + length;
  return lines
    .slice(start + 1, end)
    .join('\n')
    .trim();
}
