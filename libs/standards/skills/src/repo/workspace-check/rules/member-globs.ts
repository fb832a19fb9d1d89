import type { Files, MemberPattern, Workspace } from '@h-j-petroleum/standards-engine';
import {
  findFolders,
  isNegated,
  joinPath,
  matchesGlob,
  parentPath,
  parseJson,
  withoutNegation,
} from '@h-j-petroleum/standards-engine';
import type { Rule, RuleContext } from '../rule.ts';
import { ownField } from '../rule.ts';

/** Folders whose packages are kept apart on purpose: fixtures, things to copy, things that are built. */
const apart =
  /^(?:[._].*|node_modules|(?:__)?(?:fixtures?|tests?|mocks?)(?:__)?|e2e|(?:examples?|samples?|templates?|starters?|playgrounds?|sandbox(?:es)?|demos?)(?:-.*)?|bench(?:marks?)?|vendor|third[-_]party|dist|build|out|coverage|te?mp)$/i;

/** At the root of a repository these stand alone even where other folders there are members. */
const apartAtRoot = /^(?:docs?|documentation|web-?site|site)$/i;

/** Members and the patterns that name them agree. */
export const checkMemberGlobs: Rule = ({ workspace, options, report }) => {
  if (!options.members || workspace.reader === 'single') return;
  const keptOut = [
    ...workspace.patterns.filter(({ pattern }) => isNegated(pattern)).map(globOf),
    ...options.ignore,
  ];
  for (const folder of packagesBesideMembers(workspace)) {
    if (matchesGlob(folder, keptOut)) continue;
    const file = joinPath(folder, 'package.json');
    const name = nameInside(workspace.files, file);
    // A nameless manifest only says how Node reads the files beside it (`{"type": "commonjs"}`).
    if (name === undefined) continue;
    report({
      message: 'package-unlisted',
      data: { name, folder },
      file,
      at: { path: ['name'] },
      expected: wayIn(workspace, folder),
      actual: 'no member',
      fixable: false,
      project: workspace.rootProject,
    });
  }
  reportUnusedExclusions(workspace, report);
};

/** Folders with a manifest, one level beside members, that are no members. Sorted by parent, then by name. */
function packagesBesideMembers({ files, members }: Workspace): string[] {
  const roots = new Set(members.map(({ root }) => root));
  const counts = new Map<string, number>();
  for (const root of roots) {
    if (root !== '') counts.set(parentPath(root), (counts.get(parentPath(root)) ?? 0) + 1);
  }
  const found: string[] = [];
  for (const parent of [...counts.keys()].sort()) {
    // One member at the root of a repository (`docs`, `website`) does not make its neighbours members.
    if (parent === '' && counts.get(parent) === 1) continue;
    if (parent.split('/').some((part) => apart.test(part)) || isMemberOrBelow(parent, roots)) {
      continue;
    }
    for (const { name, kind } of files.list(parent)) {
      if (kind !== 'directory' || apart.test(name)) continue;
      if (parent === '' && apartAtRoot.test(name)) continue;
      const folder = joinPath(parent, name);
      if (!roots.has(folder) && files.kind(joinPath(folder, 'package.json')) === 'file') {
        found.push(folder);
      }
    }
  }
  return found;
}

function isMemberOrBelow(folder: string, roots: ReadonlySet<string>): boolean {
  for (let path = folder; path !== ''; path = parentPath(path)) {
    if (roots.has(path)) return true;
  }
  return false;
}

function nameInside(files: Files, file: string): string | undefined {
  const parsed = parseJson(files.read(file) ?? '');
  const name = parsed.ok ? ownField(parsed.value, 'name') : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function wayIn({ reader }: Workspace, folder: string): string {
  if (reader === 'rush') return `an entry for ${folder} in rush.json`;
  if (reader === 'nx') return `${folder} among the projects that Nx sees`;
  return `a pattern that matches ${folder}, or !${folder} where it is kept out on purpose`;
}

function reportUnusedExclusions(
  { files, patterns, rootProject }: Workspace,
  report: RuleContext['report'],
): void {
  const included = patterns.filter(({ pattern }) => !isNegated(pattern)).map(globOf);
  for (const member of patterns) {
    const { pattern, file, path } = member;
    // `!**/test/**` is a precaution for what may come; only what names a place can be misspelt.
    if (!isNegated(pattern) || pattern.includes('**')) continue;
    const folders = findFolders(files, [globOf(member)], { holding: ['package.json'] });
    if (folders.some((folder) => matchesGlob(folder, included))) continue;
    report({
      message: 'exclusion-unused',
      data: { pattern },
      file,
      at: { path },
      expected: 'a pattern that keeps a package out, or none',
      actual: 'no package matches it and another pattern',
      identity: pattern,
      fixable: false,
      project: rootProject,
    });
  }
}

/** A pattern without its `!`, from the workspace's root; in yarn a member names its own members relative to itself. */
function globOf({ pattern, file }: MemberPattern): string {
  return joinPath(parentPath(file), withoutNegation(pattern));
}
