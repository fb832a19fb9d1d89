import type { Files } from '@h-j-petroleum/standards-engine';
import { parseYaml } from '@h-j-petroleum/standards-engine';
import * as z from 'zod/mini';

export const changesetFolder = '.changeset';

/** From the least to the greatest. */
export const bumps = ['none', 'patch', 'minor', 'major'] as const;
export type Bump = (typeof bumps)[number];

/** A file that says which packages a change releases, and what to tell of it. */
export interface Changeset {
  /** Relative to the workspace's root. */
  readonly file: string;
  /** By name of the package, as written. */
  readonly releases: ReadonlyMap<string, Bump>;
  readonly summary: string;
}

export interface UnreadableFile {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** As `@changesets/parse` takes it apart; groups: the front matter, what follows. */
export const frontMatter = /^(\s*---)([^]*?)(\r?\n\s*---)(\s*(?:\n|$)[^]*)$/;
const releasesSchema = z.nullish(z.record(z.string().check(z.minLength(1)), z.enum(bumps)));

/** Every changeset that waits for a release. */
export async function readChangesets(files: Files): Promise<{
  readonly changesets: readonly Changeset[];
  readonly unreadable: readonly UnreadableFile[];
}> {
  const changesets: Changeset[] = [];
  const unreadable: UnreadableFile[] = [];
  for (const { name, kind } of files.list(changesetFolder)) {
    if (kind !== 'file' || !name.endsWith('.md') || /^readme\.md$/i.test(name)) continue;
    const file = `${changesetFolder}/${name}`;
    const read = await parseChangeset(file, files.read(file) ?? '');
    if ('reason' in read) unreadable.push(read);
    else changesets.push(read);
  }
  return { changesets, unreadable };
}

export async function parseChangeset(
  file: string,
  text: string,
): Promise<Changeset | UnreadableFile> {
  const [, , matter, , rest = ''] = frontMatter.exec(text) ?? [];
  if (matter === undefined) {
    return { file, line: 1, reason: 'it does not begin with packages between two lines of `---`' };
  }
  const yaml = await parseYaml(matter);
  if (!yaml.ok) return { file, line: yaml.line, reason: yaml.reason };
  const releases = releasesSchema.safeParse(yaml.value);
  if (!releases.success) {
    return { file, line: 1, reason: `each package must have one of ${bumps.join(', ')}` };
  }
  return { file, releases: new Map(Object.entries(releases.data ?? {})), summary: rest.trim() };
}

/** The greatest of some bumps; undefined of none. */
export function greatest(given: readonly Bump[]): Bump | undefined {
  return bumps.findLast((bump) => given.includes(bump));
}

export function isLess(bump: Bump, than: Bump): boolean {
  return bumps.indexOf(bump) < bumps.indexOf(than);
}
