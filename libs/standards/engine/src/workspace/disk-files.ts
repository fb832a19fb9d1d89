import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry, Files } from './files.ts';
import { normalisePath } from './files.ts';

/**
 * The files below a folder on disk. Every answer is kept, so that all skills of a run see one state and none pays twice.
 *
 * @param root absolute path of the folder
 * @throws what the file system throws, but for "not there": a file that may not be read is no missing file.
 */
export function diskFiles(root: string): Files {
  const texts = new Map<string, string | undefined>();
  const kinds = new Map<string, 'file' | 'directory' | undefined>();
  const lists = new Map<string, readonly Entry[]>();
  const absolute = (path: string): string => join(root, path);

  function kind(given: string): 'file' | 'directory' | undefined {
    const path = normalisePath(given);
    if (kinds.has(path)) return kinds.get(path);
    const stats = absentAsUndefined(() => statSync(absolute(path), { throwIfNoEntry: false }));
    const found = stats?.isFile() ? 'file' : stats?.isDirectory() ? 'directory' : undefined;
    kinds.set(path, found);
    return found;
  }

  return {
    kind,
    read(given) {
      const path = normalisePath(given);
      if (texts.has(path)) return texts.get(path);
      const text = absentAsUndefined(() => readFileSync(absolute(path), 'utf8'));
      texts.set(path, text);
      return text;
    },
    list(given) {
      const path = normalisePath(given);
      const known = lists.get(path);
      if (known) return known;
      const entries: Entry[] = [];
      const found =
        absentAsUndefined(() => readdirSync(absolute(path), { withFileTypes: true })) ?? [];
      for (const entry of found) {
        // A link is followed only to tell what it points at: a broken one is nothing.
        const entryKind = entry.isFile()
          ? 'file'
          : entry.isDirectory()
            ? 'directory'
            : kind(path === '' ? entry.name : `${path}/${entry.name}`);
        if (!entryKind) continue;
        const { name } = entry;
        entries.push(
          entry.isSymbolicLink()
            ? { name, kind: entryKind, link: true }
            : { name, kind: entryKind },
        );
      }
      entries.sort((a, b) => (a.name < b.name ? -1 : 1));
      lists.set(path, entries);
      return entries;
    },
  };
}

/** `ELOOP` is a link that leads back to itself: there is nothing at its end. */
const absentCodes = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP']);

function absentAsUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && absentCodes.has(String(error.code))) {
      return undefined;
    }
    throw error;
  }
}
