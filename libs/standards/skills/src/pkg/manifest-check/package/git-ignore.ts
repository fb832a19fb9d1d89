import type { Workspace } from '@h-j-petroleum/standards-engine';
import { joinPath, parentPath } from '@h-j-petroleum/standards-engine';
import type { Ignore } from 'ignore';
import ignore from 'ignore';

/** Parsed files by the workspace they belong to, which does not change while it is checked. */
const known = new WeakMap<Workspace, Map<string, Ignore | undefined>>();

/**
 * Whether git ignores a path of the workspace, by the .gitignore files from the root down to its folder. What only a
 * machine's own settings ignore is not seen, because it is not the repository's.
 */
export function isGitIgnored(workspace: Workspace, path: string): boolean {
  // From the outside in: below an ignored folder nothing can be taken back.
  const folders: string[] = [];
  for (let folder = parentPath(path); folder !== ''; folder = parentPath(folder)) {
    folders.unshift(folder);
  }
  for (const below of [...folders, path]) {
    if (decide(workspace, below, below !== path) === true) return true;
  }
  return false;
}

/** What the nearest .gitignore with an opinion says. */
function decide(workspace: Workspace, path: string, isFolder: boolean): boolean | undefined {
  let folder = parentPath(path);
  for (;;) {
    const rules = rulesIn(workspace, folder, '.gitignore');
    const relative = folder === '' ? path : path.slice(folder.length + 1);
    if (rules && ignore.isPathValid(relative)) {
      const { ignored, unignored } = rules.test(isFolder ? `${relative}/` : relative);
      if (ignored || unignored) return ignored;
    }
    if (folder === '') return undefined;
    folder = parentPath(folder);
  }
}

/** The rules of one file in the syntax of .gitignore; undefined where there is none. */
export function rulesIn(workspace: Workspace, folder: string, name: string): Ignore | undefined {
  const file = joinPath(folder, name);
  let byFile = known.get(workspace);
  if (!byFile) known.set(workspace, (byFile = new Map()));
  if (byFile.has(file)) return byFile.get(file);
  const text = workspace.files.read(file);
  const rules = text === undefined ? undefined : ignore().add(text);
  byFile.set(file, rules);
  return rules;
}
