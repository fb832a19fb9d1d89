import type { Workspace } from '@h-j-petroleum/standards-engine';
import { parentPath } from '@h-j-petroleum/standards-engine';
import type { Ignore } from 'ignore';
import ignore from 'ignore';
import { longestPath } from './longest-path.ts';

/** What is known of one workspace, which does not change while it is checked. */
interface Known {
  readonly ignored: Map<string, boolean>;
  readonly rules: Map<string, Ignore | undefined>;
}

const known = new WeakMap<Workspace, Known>();

function knownOf(workspace: Workspace): Known {
  const found = known.get(workspace) ?? { ignored: new Map(), rules: new Map() };
  known.set(workspace, found);
  return found;
}

/**
 * Whether git ignores a path of the workspace, by the .gitignore files from the root down to its folder. What only a
 * machine's own settings ignore is not seen, because it is not the repository's.
 *
 * @param path normalised; a path outside the workspace is not ignored
 */
export function isGitIgnored(workspace: Workspace, path: string, isFolder = false): boolean {
  if (path === '' || path.length > longestPath || path.startsWith('..')) return false;
  const { ignored } = knownOf(workspace);
  const key = isFolder ? `${path}/` : path;
  const before = ignored.get(key);
  if (before !== undefined) return before;
  // Below an ignored folder nothing can be taken back.
  const answer =
    isGitIgnored(workspace, parentPath(path), true) || isNamed(workspace, path, isFolder);
  ignored.set(key, answer);
  return answer;
}

/** What the nearest .gitignore with an opinion says. */
function isNamed(workspace: Workspace, path: string, isFolder: boolean): boolean {
  for (let folder = parentPath(path); ; folder = parentPath(folder)) {
    const rules = rulesIn(workspace, folder, '.gitignore');
    if (rules) {
      const relative = folder === '' ? path : path.slice(folder.length + 1);
      const { ignored, unignored } = rules.test(isFolder ? `${relative}/` : relative);
      if (ignored || unignored) return ignored;
    }
    if (folder === '') return false;
  }
}

/** The rules of one file in the syntax of .gitignore; undefined where there is none. */
export function rulesIn(workspace: Workspace, folder: string, name: string): Ignore | undefined {
  const { rules } = knownOf(workspace);
  const file = folder === '' ? name : `${folder}/${name}`;
  if (rules.has(file)) return rules.get(file);
  const { files } = workspace;
  // Most folders have none, and asking for a kind is cheaper than failing to read.
  const text = files.kind(file) === 'file' ? files.read(file) : undefined;
  const parsed = text === undefined ? undefined : ignore().add(text);
  rules.set(file, parsed);
  return parsed;
}
