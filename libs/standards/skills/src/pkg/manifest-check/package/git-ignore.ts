import type { Workspace } from '@h-j-petroleum/standards-engine';
import { parentPath } from '@h-j-petroleum/standards-engine';
import type { Ignore } from 'ignore';
import ignore from 'ignore';
import { readGitRules, type GitRules } from './git-rules.ts';
import { longestPath } from './longest-path.ts';

/** The rules of one .gitignore, and how much of a path lies above its folder. */
interface RulesAbove {
  readonly rules: GitRules;
  readonly skipped: number;
}

/** What is known of one workspace, which does not change while it is checked. */
interface Known {
  readonly ignored: Map<string, boolean>;
  readonly above: Map<string, readonly RulesAbove[]>;
}

const known = new WeakMap<Workspace, Known>();

function knownOf(workspace: Workspace): Known {
  let found = known.get(workspace);
  if (!found) {
    found = { ignored: new Map(), above: new Map() };
    known.set(workspace, found);
  }
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
  return isIgnored(workspace, knownOf(workspace), path, isFolder);
}

function isIgnored(workspace: Workspace, memory: Known, path: string, isFolder: boolean): boolean {
  const key = isFolder ? `${path}/` : path;
  const before = memory.ignored.get(key);
  if (before !== undefined) return before;
  const parent = parentPath(path);
  // Below an ignored folder nothing can be taken back.
  const answer =
    (parent !== '' && isIgnored(workspace, memory, parent, true)) ||
    isNamed(rulesAbove(workspace, memory, parent), path, isFolder);
  memory.ignored.set(key, answer);
  return answer;
}

/** What the nearest .gitignore with an opinion says. */
function isNamed(above: readonly RulesAbove[], path: string, isFolder: boolean): boolean {
  for (const { rules, skipped } of above) {
    const verdict = rules(skipped === 0 ? path : path.slice(skipped), isFolder);
    if (verdict !== undefined) return verdict;
  }
  return false;
}

/** The rules that hold in a folder, the nearest first. */
function rulesAbove(workspace: Workspace, memory: Known, folder: string): readonly RulesAbove[] {
  const before = memory.above.get(folder);
  if (before) return before;
  const above = folder === '' ? [] : rulesAbove(workspace, memory, parentPath(folder));
  const text = textIn(workspace, folder, '.gitignore');
  const all =
    text === undefined
      ? above
      : [{ rules: readGitRules(text), skipped: folder === '' ? 0 : folder.length + 1 }, ...above];
  memory.above.set(folder, all);
  return all;
}

/** The rules of one file in the syntax of .gitignore; undefined where there is none. */
export function rulesIn(workspace: Workspace, folder: string, name: string): Ignore | undefined {
  const text = textIn(workspace, folder, name);
  return text === undefined ? undefined : ignore().add(text);
}

/** Most folders have none, and asking for a kind is cheaper than failing to read. */
function textIn({ files }: Workspace, folder: string, name: string): string | undefined {
  const file = folder === '' ? name : `${folder}/${name}`;
  return files.kind(file) === 'file' ? files.read(file) : undefined;
}
