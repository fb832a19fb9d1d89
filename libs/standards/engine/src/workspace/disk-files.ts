import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, statSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { StandardsError } from '../errors.ts';
import type { Entry, Files } from './files.ts';
import { normalisePath, parentPath } from './files.ts';

/** A folder's entries, in order and by name. */
interface Listing {
  readonly entries: readonly Entry[];
  readonly kinds: ReadonlyMap<string, PathKind | undefined>;
}

const emptyListing: Listing = { entries: [], kinds: new Map() };

type PathKind = 'file' | 'directory';

/**
 * The files below a folder on disk. Every answer is kept, so that all skills of a run see one state and none pays twice.
 *
 * @param root absolute path of the folder
 * @throws what the file system throws, but for "not there": a file that may not be read is no missing file.
 * @throws StandardsError FOLDER_UNREADABLE for a folder that may not be listed: what lies in it was not seen
 */
export function diskFiles(root: string): Files {
  const texts = new Map<string, string | undefined>();
  const listings = new Map<string, Listing>();
  let realRoot: string | undefined;
  const absolute = (path: string): string => (path === '' ? root : `${root}/${path}`);

  /** Asks the disk; follows links. */
  function statKind(path: string): PathKind | undefined {
    const stats = absentAsUndefined(() => statSync(absolute(path), { throwIfNoEntry: false }));
    if (stats?.isFile()) return 'file';
    return stats?.isDirectory() ? 'directory' : undefined;
  }

  function listing(path: string): Listing {
    const known = listings.get(path);
    if (known) return known;
    const found = readFolder(path);
    const made = found ? toListing(path, found) : emptyListing;
    listings.set(path, made);
    return made;
  }

  function toListing(path: string, found: readonly DirectoryEntry[]): Listing {
    const entries: Entry[] = [];
    for (const entry of found) {
      const { name } = entry;
      if (entry.isFile()) entries.push({ name, kind: 'file' });
      else if (entry.isDirectory()) entries.push({ name, kind: 'directory' });
      else {
        // A link is followed only to tell what it points at.
        const kind = statKind(path === '' ? name : `${path}/${name}`) ?? 'other';
        entries.push(entry.isSymbolicLink() ? { name, kind, link: true } : { name, kind });
      }
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const kinds = new Map<string, PathKind | undefined>();
    for (const { name, kind } of entries) kinds.set(name, kind === 'other' ? undefined : kind);
    return { entries, kinds };
  }

  function readFolder(path: string): DirectoryEntry[] | undefined {
    try {
      return readdirSync(absolute(path), { withFileTypes: true });
    } catch (error) {
      if (isAbsence(error)) return undefined;
      const reason = error instanceof Error ? error.message : String(error);
      throw new StandardsError(
        'FOLDER_UNREADABLE',
        `The folder ${absolute(path)} cannot be listed (${reason}), so what lies in it would go unchecked. Make it readable, or move it out of the workspace.`,
        { cause: error },
      );
    }
  }

  return {
    kind(given) {
      const path = normalisePath(given);
      if (path === '' || path.startsWith('../') || path === '..') return statKind(path);
      // One listing of the folder answers for all the names that skills try in it.
      return listing(parentPath(path)).kinds.get(path.slice(path.lastIndexOf('/') + 1));
    },
    read(given) {
      const path = normalisePath(given);
      const before = texts.get(path);
      if (before !== undefined || texts.has(path)) return before;
      const text = absentAsUndefined(() => readFileSync(absolute(path), 'utf8'));
      texts.set(path, text);
      return text;
    },
    list: (given) => listing(normalisePath(given)).entries,
    exact(given) {
      const path = normalisePath(given);
      // Few texts hold the character at all, and only those are looked at again.
      if (texts.get(path)?.includes('\uFFFD') !== true) return true;
      return isUtf8(readFileSync(absolute(path)));
    },
    inside(given) {
      const target = absentAsUndefined(() => realpathSync(absolute(normalisePath(given))));
      if (target === undefined) return true;
      realRoot ??= realpathSync(root);
      const from = relative(realRoot, target);
      return from !== '..' && !from.startsWith(`..${sep}`) && !isAbsolute(from);
    },
  };
}

interface DirectoryEntry {
  readonly name: string;
  isFile(): boolean;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/**
 * `ELOOP` is a link that leads back to itself: there is nothing at its end. Nothing can stand at a path that is too long
 * or holds a NUL; manifests that were made to do harm name such paths.
 */
const absentCodes = new Set([
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ERR_INVALID_ARG_VALUE',
]);

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && absentCodes.has(String(error.code));
}

function absentAsUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
