import { findFolders } from '@h-j-petroleum/standards-engine';
import type { Rule } from '../rule.ts';
import { isRecord, ownField } from '../rule.ts';

const pnpmFile = 'pnpm-workspace.yaml';

/**
 * `workspaces` in the manifest of a pnpm workspace is read by other tools and not by pnpm, so it names the same packages
 * or is not there.
 */
export const checkOtherList: Rule = ({ workspace, options, report }) => {
  const { files, patterns, rootProject } = workspace;
  const { manifest } = rootProject;
  if (!options.members || !manifest || !patterns.some(({ file }) => file === pnpmFile)) return;
  const field = ownField(manifest.data, 'workspaces');
  const list: unknown = isRecord(field) ? ownField(field, 'packages') : field;
  if (!Array.isArray(list)) return;
  const folders = (globs: readonly string[]): string[] =>
    findFolders(files, globs, { holding: ['package.json'] }).filter((folder) => folder !== '');
  const members = folders(patterns.map(({ pattern }) => pattern));
  const listed = folders(list.filter((glob) => typeof glob === 'string'));
  const more = listed.filter((folder) => !members.includes(folder));
  const fewer = members.filter((folder) => !listed.includes(folder));
  if (more.length === 0 && fewer.length === 0) return;
  const difference = [
    ...(more.length > 0 ? [`names ${shown(more)}, which ${pnpmFile} does not`] : []),
    ...(fewer.length > 0 ? [`does not name ${shown(fewer)}, which ${pnpmFile} does`] : []),
  ].join(', and ');
  report({
    message: 'lists-differ',
    data: { difference },
    file: manifest.file,
    at: { path: isRecord(field) ? ['workspaces', 'packages'] : ['workspaces'] },
    expected: `the packages of ${pnpmFile}, or no "workspaces", which pnpm does not read`,
    actual: difference,
    identity: 'workspaces',
    fixable: false,
    project: rootProject,
  });
};

/** The first of them: a list of hundreds would bury what is wrong. */
function shown(folders: readonly string[]): string {
  const rest = folders.length - 3;
  return [...folders.slice(0, 3), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}
