import { joinPath, normalisePath, type Files } from '@h-j-petroleum/standards-engine';
import type { Tree } from '@nx/devkit';

/** Nx's virtual tree as the engine sees files. Nx's own edits show, so that generators can be chained. */
export function filesOf(tree: Tree): Files {
  const kind = (path: string): 'file' | 'directory' | undefined => {
    const normal = normalisePath(path);
    if (normal === '') return 'directory';
    if (tree.isFile(normal)) return 'file';
    return tree.exists(normal) ? 'directory' : undefined;
  };
  return {
    read: (path) =>
      kind(path) === 'file' ? (tree.read(normalisePath(path), 'utf-8') ?? undefined) : undefined,
    kind,
    list: (path) =>
      kind(path) === 'directory'
        ? tree
            .children(normalisePath(path))
            .flatMap((name) => {
              const found = kind(joinPath(path, name));
              return found ? [{ name, kind: found }] : [];
            })
            .sort((a, b) => (a.name < b.name ? -1 : 1))
        : [],
  };
}
