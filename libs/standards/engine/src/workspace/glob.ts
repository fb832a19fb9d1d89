import picomatch from 'picomatch';
import { expandBraces } from './expand-braces.ts';
import type { Files } from './files.ts';
import { joinPath, normalisePath } from './files.ts';

export interface GlobOptions {
  /** Names of folders that are never entered, also where a pattern spells them out. Default: {@link ignoredFolders}. */
  readonly ignored?: ReadonlySet<string>;
  /** Finds only folders that hold something of one of these names, be it readable or not. */
  readonly holding?: readonly string[];
  /** Whether nothing below a folder that `!` leaves out is found either. Default: only where the pattern ends in `/**`. */
  readonly negationPrunes?: boolean;
}

type WantedKind = 'file' | 'directory';

/** What no package manager looks into. */
export const ignoredFolders: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** Beyond this a pattern is no honest glob, and picomatch would throw. */
const longestPattern = 4096;

/** Brings a glob into one form: forward slashes, no `./`, no `/` at either end; `''` is the root. */
export function normaliseGlob(glob: string): string {
  return normalisePath(glob);
}

/** Whether a normalised glob can match more than the one path that it spells. */
export function isGlob(glob: string): boolean {
  // Nearly every part of a glob; what follows is the whole of picomatch.
  if (glob === '*') return true;
  if (/^[\w.-]*$/.test(glob)) return false;
  return picomatch.scan(glob).isGlob;
}

/** True for `!x`, and for any odd number of `!`; `!(a|b)` is a glob and no negation. */
export function isNegated(pattern: string): boolean {
  return negationsOf(pattern) % 2 === 1;
}

/** The pattern without the `!` in front of it. */
export function withoutNegation(pattern: string): string {
  return pattern.slice(negationsOf(pattern));
}

/**
 * The folders that globs match, sorted. `*` and `**` match no name with a leading dot, `!` does. A pattern with `!`
 * takes out what the others find, wherever it stands among them.
 */
export function findFolders(
  files: Files,
  patterns: readonly string[],
  options: GlobOptions = {},
): string[] {
  return find(files, patterns, 'directory', options);
}

/** The files that globs match, sorted; `src/**` means every file below `src`. */
export function findFiles(
  files: Files,
  patterns: readonly string[],
  options: GlobOptions = {},
): string[] {
  return find(files, patterns, 'file', options);
}

/** Whether globs match a path; a name with a leading dot is matched like any other. */
export function matchesGlob(path: string, globs: readonly string[]): boolean {
  return compile(globs.map(normaliseGlob))(path);
}

function find(
  files: Files,
  patterns: readonly string[],
  wanted: WantedKind,
  options: GlobOptions,
): string[] {
  const honest = patterns.filter(({ length }) => length <= longestPattern);
  const negated = honest
    .filter(isNegated)
    .map((pattern) => normaliseGlob(withoutNegation(pattern)));
  const search: Search = {
    files,
    wanted,
    ignored: options.ignored ?? ignoredFolders,
    holding: options.holding,
    excludes: compile(negated),
    prunes: compile(
      options.negationPrunes === true
        ? negated
        : negated.filter((glob) => /(?:^|\/)\*\*$/.test(glob)),
    ),
    found: new Set(),
  };
  for (const pattern of honest) {
    if (isNegated(pattern)) continue;
    for (const glob of expandBraces(normaliseGlob(withoutNegation(pattern)))) {
      walk(search, stepsOf(glob, wanted), 0, '', 'spelt');
    }
  }
  return [...search.found].sort((a, b) => (a < b ? -1 : 1));
}

interface Search {
  readonly files: Files;
  readonly wanted: WantedKind;
  readonly ignored: ReadonlySet<string>;
  readonly holding: readonly string[] | undefined;
  readonly excludes: (path: string) => boolean;
  readonly prunes: (path: string) => boolean;
  readonly found: Set<string>;
}

/** One part of a glob between slashes: a name, any number of folders, or a test of names. */
type Step = string | typeof anyDepth | ((name: string) => boolean);
const anyDepth = Symbol('**');

function stepsOf(glob: string, wanted: WantedKind): readonly Step[] {
  const parts = glob === '' ? [] : glob.split('/');
  // A file is always one name below some folder.
  if (wanted === 'file' && parts.at(-1) === '**') parts.push('*');
  return parts
    .filter((part, at) => part !== '**' || parts[at - 1] !== '**')
    .map((part) => {
      if (part === '**') return anyDepth;
      return isGlob(part) ? nameTest(part) : part;
    });
}

function nameTest(part: string): (name: string) => boolean {
  if (part === '*') return (name) => !name.startsWith('.');
  const matches = picomatch(part, { nonegate: true });
  // picomatch lets `!(a)` match names with a leading dot, which is at odds with `*`.
  return part.startsWith('.') ? matches : (name) => !name.startsWith('.') && matches(name);
}

/** How a path was come by: `spelt` out by the pattern, so it may not exist, or `listed` in its folder. */
type Origin = 'spelt' | 'listed';

function walk(
  search: Search,
  steps: readonly Step[],
  at: number,
  path: string,
  origin: Origin,
): void {
  const step = steps[at];
  if (step === undefined) {
    accept(search, path, origin);
  } else if (typeof step === 'string') {
    if (!search.ignored.has(step)) walk(search, steps, at + 1, joinPath(path, step), 'spelt');
  } else if (step === anyDepth) {
    walk(search, steps, at + 1, path, 'spelt');
    for (const { name, kind, link } of search.files.list(path)) {
      if (kind !== 'directory' || name.startsWith('.') || search.ignored.has(name)) continue;
      const below = path === '' ? name : `${path}/${name}`;
      if (search.prunes(below)) continue;
      // What a link points at is found; what lies below it is not searched.
      walk(search, steps, link ? at + 1 : at, below, 'listed');
    }
  } else {
    const last = at === steps.length - 1;
    const kindHere = last ? search.wanted : 'directory';
    for (const { name, kind } of search.files.list(path)) {
      if (kind !== kindHere || !step(name) || search.ignored.has(name)) continue;
      const below = path === '' ? name : `${path}/${name}`;
      if (!last && search.prunes(below)) continue;
      walk(search, steps, at + 1, below, 'listed');
    }
  }
}

function accept(search: Search, path: string, origin: Origin): void {
  if (search.found.has(path) || search.excludes(path)) return;
  if (isWanted(search, path, origin)) search.found.add(path);
}

function isWanted({ files, wanted, holding }: Search, path: string, origin: Origin): boolean {
  if (wanted === 'file' || !holding) return origin === 'listed' || files.kind(path) === wanted;
  return files.list(path).some(({ name }) => holding.includes(name));
}

function compile(globs: readonly string[]): (path: string) => boolean {
  // picomatch throws on both; the empty one is the root, which no pattern takes away.
  const honest = globs.filter(({ length }) => length > 0 && length <= longestPattern);
  return honest.length === 0 ? () => false : picomatch(honest, { dot: true, nonegate: true });
}

function negationsOf(pattern: string): number {
  const marks = /^!+/.exec(pattern)?.[0].length ?? 0;
  return pattern[marks] === '(' ? marks - 1 : marks;
}
