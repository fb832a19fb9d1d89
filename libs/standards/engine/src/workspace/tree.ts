import type { Entry, Files } from './files.ts';
import { normalisePath } from './files.ts';

/** One file that a tree holds otherwise than the files below it. */
export interface Change {
  readonly path: string;
  /** The text before; undefined for a new file. */
  readonly before: string | undefined;
  /** The text after; undefined for a removed file. */
  readonly after: string | undefined;
}

/** Files with edits on top. Nothing reaches the disk. */
export interface Tree extends Files {
  write(path: string, text: string): void;
  remove(path: string): void;
  /** What differs from the files below, sorted by path; an edit that restores a text is no change. */
  changes(): readonly Change[];
}

/** Lays an editable tree over files that stay as they are. */
export function createTree(below: Files): Tree {
  const edits = new Map<string, string | undefined>();

  function kind(given: string): 'file' | 'directory' | undefined {
    const path = normalisePath(given);
    if (edits.has(path)) return edits.get(path) === undefined ? undefined : 'file';
    const prefix = path === '' ? '' : `${path}/`;
    for (const [edited, text] of edits) {
      if (text !== undefined && edited.startsWith(prefix)) return 'directory';
    }
    return below.kind(path);
  }

  return {
    kind,
    read(given) {
      const path = normalisePath(given);
      return edits.has(path) ? edits.get(path) : below.read(path);
    },
    list(given) {
      const path = normalisePath(given);
      const prefix = path === '' ? '' : `${path}/`;
      const entries = new Map<string, Entry>(
        below.list(path).map((entry) => [entry.name, entry] as const),
      );
      for (const [edited, text] of edits) {
        if (!edited.startsWith(prefix)) continue;
        const rest = edited.slice(prefix.length);
        const name = rest.split('/')[0] ?? rest;
        if (name !== rest) {
          if (text !== undefined) entries.set(name, { name, kind: 'directory' });
        } else if (text === undefined) entries.delete(name);
        else entries.set(name, { name, kind: 'file' });
      }
      return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    inside: (path) => below.inside?.(path) ?? true,
    exact: (path) => edits.has(normalisePath(path)) || (below.exact?.(path) ?? true),
    write(path, text) {
      edits.set(normalisePath(path), text);
    },
    remove(path) {
      edits.set(normalisePath(path), undefined);
    },
    changes() {
      return [...edits]
        .map(([path, after]) => ({ path, before: below.read(path), after }))
        .filter((change) => change.before !== change.after)
        .sort((a, b) => (a.path < b.path ? -1 : 1));
    },
  };
}
