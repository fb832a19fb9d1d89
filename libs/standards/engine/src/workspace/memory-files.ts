import type { Entry, Files } from './files.ts';
import { normalisePath, parentPath } from './files.ts';

/** A tree held in memory: what cases and virtual edits are made of. Keys are paths, values are texts. */
export function memoryFiles(texts: Readonly<Record<string, string>>): Files {
  const files = new Map<string, string>();
  const folders = new Map<string, Map<string, Entry>>([['', new Map()]]);
  const addFolder = (path: string): Map<string, Entry> => {
    const known = folders.get(path);
    if (known) return known;
    const made = new Map<string, Entry>();
    folders.set(path, made);
    addFolder(parentPath(path)).set(baseName(path), { name: baseName(path), kind: 'directory' });
    return made;
  };
  for (const [given, text] of Object.entries(texts)) {
    const path = normalisePath(given);
    files.set(path, text);
    addFolder(parentPath(path)).set(baseName(path), { name: baseName(path), kind: 'file' });
  }
  return {
    read: (path) => files.get(normalisePath(path)),
    kind: (path) => {
      const normal = normalisePath(path);
      if (files.has(normal)) return 'file';
      return folders.has(normal) ? 'directory' : undefined;
    },
    list: (path) =>
      [...(folders.get(normalisePath(path))?.values() ?? [])].sort((a, b) =>
        a.name < b.name ? -1 : 1,
      ),
  };
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
