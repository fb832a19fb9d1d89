import { matchesGlob, normalisePath } from '@h-j-petroleum/standards-engine';
import { rulesIn } from './git-ignore.ts';
import { ownField } from './json-value.ts';
import type { PackageView } from './package-view.ts';
import { stateOf, targetPath } from './target-state.ts';

/** Shipped whatever `files` says. */
const alwaysShipped = /^(?:package\.json|readme(?:\..*)?|licen[cs]e(?:\..*)?|copying(?:\..*)?)$/i;

/**
 * Says whether a path of the package is in what is published; undefined where the package does not decide it itself,
 * by `files` or by .npmignore.
 */
export function shippedFiles(view: PackageView): ((path: string) => boolean) | undefined {
  const listed = ownField(view.manifest.data, 'files');
  // npm and yarn add the file of `main`, the one of `browser`, and the commands.
  const added = new Set(
    view.targets
      .filter(
        ({ field, path }) =>
          field === 'main' || field === 'bin' || (field === 'browser' && path.at(-1) === 'browser'),
      )
      .flatMap((target) => {
        const state = stateOf(view, target);
        return [targetPath(target.target), ...(state.is === 'present' ? [state.file] : [])];
      }),
  );
  const isAdded = (path: string): boolean => alwaysShipped.test(path) || added.has(path);
  if (Array.isArray(listed)) {
    const entries = listed.filter((entry) => typeof entry === 'string').map(readEntry);
    return (path) => isAdded(path) || isListed(path, entries);
  }
  const ignored = rulesIn(view.workspace, view.project.root, '.npmignore');
  return ignored && ((path) => path === '' || isAdded(path) || !ignored.ignores(path));
}

interface Entry {
  readonly isNegated: boolean;
  readonly pattern: string;
  readonly isGlob: boolean;
  /** What every path that it matches has in it. */
  readonly tail: string;
}

function readEntry(entry: string): Entry {
  const isNegated = entry.startsWith('!');
  const named = normalisePath(isNegated ? entry.slice(1) : entry);
  // As in .gitignore, a name without a slash is left out at any depth; what is let in counts from the root.
  const pattern = isNegated && !/\/./.test(entry) ? `**/${named}` : named;
  const tail = /[^*?[\]{}()!+@|]*$/.exec(pattern)?.[0] ?? '';
  return { isNegated, pattern, isGlob: tail !== pattern, tail: tail.replace(/^\//, '') };
}

/** The last entry that matches decides; a folder stands for everything in it. */
function isListed(path: string, entries: readonly Entry[]): boolean {
  const last = entries.findLast(({ pattern, isGlob, tail }) => {
    if (pattern === '' || pattern === '*' || pattern === '**') return true;
    if (!isGlob || path === pattern) return path === pattern || path.startsWith(`${pattern}/`);
    // Globs are costly to read, and most name files that nothing points at.
    return path.includes(tail) && matchesGlob(path, [pattern, `${pattern}/**`]);
  });
  return last !== undefined && !last.isNegated;
}
