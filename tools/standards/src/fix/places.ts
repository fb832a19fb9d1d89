import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Change } from '@h-j-petroleum/standards-engine';
import { StandardsError } from '@h-j-petroleum/standards-engine';

/**
 * The changes with the paths of the files themselves, where a member or a manifest is reached by a link: written by the
 * link's name, the link would be replaced by a copy, and a patch would not apply. Two names of one file are one change.
 */
export function atTheirPlaces(root: string, changes: readonly Change[]): Change[] {
  const placed = new Map<string, Change>();
  for (const change of changes) {
    const path = placeOf(root, change.path);
    const other = placed.get(path);
    if (other && other.after !== change.after) {
      throw new StandardsError(
        'FIX_REFUSED',
        `${path} is reached by several names, and the fix would write something else for each. Mend it by hand.`,
      );
    }
    placed.set(path, { ...change, path });
  }
  return [...placed.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Where a path really leads, relative to the root; with a leading `../` for what lies outside. */
export function placeOf(root: string, path: string): string {
  const whole = realPath(join(root, path));
  return relative(realpathSync(root), whole).split(sep).join('/');
}

function realPath(path: string, links = 0): string {
  if (existsSync(path)) return realpathSync(path);
  // To write through a link that leads nowhere is to make the file at its end.
  if (isLink(path) && links < mostLinks) {
    return realPath(resolve(dirname(path), readlinkSync(path)), links + 1);
  }
  const parent = dirname(path);
  return parent === path ? path : join(realPath(parent, links), basename(path));
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    // Neither there, nor below a folder.
    return false;
  }
}

/** As many as Linux follows. */
const mostLinks = 40;

/** @throws StandardsError FIX_REFUSED for what lies outside of the workspace */
export function refuseOutside(root: string, paths: readonly string[]): void {
  for (const path of paths) {
    const place = placeOf(root, path);
    if (!place.startsWith('../') && !isAbsolute(place)) continue;
    throw new StandardsError(
      'FIX_REFUSED',
      `${join(root, path)} leads out of the workspace, to ${join(root, place)}, and is not written. Mend that file by hand, or run the command there.`,
    );
  }
}
