import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { joinPath, parentPath, type Files } from '@h-j-petroleum/standards-engine';

/** What the packs of a configuration contribute to the cache key. */
export interface PackInputs {
  /** Globs relative to the workspace's root: the files of packs that lie in it. */
  readonly files: readonly string[];
  /** `name@version` of packs that are installed. */
  readonly versions: readonly string[];
}

/**
 * A pack in the workspace is hashed by its files, an installed one by its version. One that is not to be found adds
 * nothing: the task itself says that it cannot be loaded, and a failed task is never taken from the cache.
 *
 * @param root absolute path of the workspace
 */
export function packInputs(specifiers: readonly string[], files: Files, root: string): PackInputs {
  const globs: string[] = [];
  const versions: string[] = [];
  for (const specifier of specifiers) {
    if (specifier.startsWith('.')) globs.push(...localGlobs(joinPath(specifier), files));
    else {
      const found = installedFolder(specifier, root);
      if (found === undefined) continue;
      if (found.inside === undefined) versions.push(`${specifier}@${versionIn(found.folder)}`);
      else globs.push(`${found.inside}/**/*`);
    }
  }
  return { files: globs, versions };
}

/** A file brings its whole folder, because it imports from there; at the root that would be everything. */
function localGlobs(path: string, files: Files): string[] {
  if (path.startsWith('../')) return [];
  if (files.kind(path) !== 'file') return [`${path}/**/*`];
  const folder = parentPath(path);
  return [folder === '' ? path : `${folder}/**/*`];
}

function installedFolder(
  name: string,
  root: string,
): { readonly folder: string; readonly inside: string | undefined } | undefined {
  const places = createRequire(join(root, 'package.json')).resolve.paths(name) ?? [];
  const linked = places
    .map((place) => join(place, name))
    .find((path) => existsSync(join(path, 'package.json')));
  if (linked === undefined) return undefined;
  const folder = realpathSync(linked);
  const inside = relative(realpathSync(root), folder).split(sep);
  const isMember = inside[0] !== '..' && !inside.includes('node_modules');
  return { folder, inside: isMember ? inside.join('/') : undefined };
}

function versionIn(folder: string): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const version: unknown = Object(manifest)['version'];
    return typeof version === 'string' ? version : 'unknown';
  } catch {
    // The task will say that the pack cannot be loaded.
    return 'unknown';
  }
}
