import type { RawProject } from '../../workspace/create-workspace.ts';
import type { Files } from '../../workspace/files.ts';
import { joinPath } from '../../workspace/files.ts';
import {
  findFolders,
  type GlobOptions,
  isGlob,
  isNegated,
  normaliseGlob,
  withoutNegation,
} from '../../workspace/glob.ts';
import type { MemberPattern, ReadProblem } from '../../workspace/workspace.ts';
import { readProject } from '../sources/manifest.ts';
import { type DeclaredMembers, isRootPattern } from './declared-members.ts';
import type { NegationRule } from './negation.ts';

export interface MemberRules {
  readonly negation: NegationRule;
  /** Names of folders in which no member is looked for. */
  readonly ignored: ReadonlySet<string>;
  /** See {@link GlobOptions.negationPrunes}. */
  readonly negationPrunes?: boolean;
  /** Manifests that make a folder a package for the package manager and cannot be read here. */
  readonly otherManifests?: readonly string[];
}

export interface CollectedMembers {
  readonly members: readonly RawProject[];
  readonly problems: readonly ReadProblem[];
}

/**
 * The packages that globs name, each once.
 *
 * @param base the folder that the globs are relative to
 */
export function collectMembers(
  files: Files,
  declared: DeclaredMembers,
  rules: MemberRules,
  base = '',
): CollectedMembers {
  const globs = declared.patterns.map(({ pattern }) => pattern);
  const roots = new Set<string>();
  const problems: ReadProblem[] = [...declared.problems];
  for (const [at, written] of declared.patterns.entries()) {
    if (isNegated(written.pattern) || isRootPattern(written.pattern)) continue;
    const glob = joinPath(base, normaliseGlob(withoutNegation(written.pattern)));
    const excludes = rules.negation(globs, at).map((exclude) => joinPath(base, exclude));
    const found = foldersOf(files, glob, excludes, rules);
    for (const root of found) roots.add(root);
    // A pattern whose finds are all taken away again does what it says.
    if (found.length > 0 || foldersOf(files, glob, [], rules).length > 0) continue;
    problems.push(nothingFound(files, written, glob, declared.lineOf(written)));
  }
  roots.delete('');
  roots.delete(base);
  const members: RawProject[] = [];
  for (const root of roots) {
    const { project, problems: own } = readMember(files, root, rules);
    members.push(project);
    problems.push(...own);
  }
  if (members.length === 0 && problems.length === 0) problems.push(...noneLeft(declared));
  return { members, problems };
}

function foldersOf(
  files: Files,
  glob: string,
  excludes: readonly string[],
  rules: MemberRules,
): readonly string[] {
  const options: GlobOptions = {
    ignored: rules.ignored,
    negationPrunes: rules.negationPrunes ?? false,
    holding: ['package.json', ...(rules.otherManifests ?? [])],
  };
  return findFolders(files, [glob, ...excludes.map((exclude) => `!${exclude}`)], options);
}

function readMember(
  files: Files,
  root: string,
  { otherManifests = [] }: MemberRules,
): { readonly project: RawProject; readonly problems: readonly ReadProblem[] } {
  const found = readProject(files, root);
  if (found.project.manifest || found.problems.length > 0) return found;
  const other = otherManifests.find((name) => files.kind(joinPath(root, name)) === 'file');
  if (other === undefined) return found;
  return { ...found, problems: [otherManifest(root, other)] };
}

export function otherManifest(root: string, name: string): ReadProblem {
  const file = joinPath(root, name);
  return {
    code: 'members-unsupported',
    file,
    line: 1,
    detail: `The manifest of ${root === '' ? 'the root' : root} is ${name}, which is not read here.`,
    expected: 'The manifest is a package.json.',
    project: root,
  };
}

function nothingFound(
  files: Files,
  { pattern, file }: MemberPattern,
  glob: string,
  line: number,
): ReadProblem {
  const manifest = joinPath(glob, 'package.json');
  if (!isGlob(glob) && files.kind(glob) === 'directory' && !files.kind(manifest)) {
    return {
      code: 'manifest-missing',
      file,
      line,
      detail: `${file} names ${glob} as a member, but ${manifest} is not there.`,
      expected: `${manifest} is there, or ${file} does not name the folder.`,
    };
  }
  return {
    code: 'pattern-matches-nothing',
    file,
    line,
    detail: `\`${pattern}\` in ${file} matches no package.`,
    expected: `Every pattern in ${file} matches at least one folder with a package.json.`,
  };
}

/** Members were asked for, and not one is left: that must never look like a workspace without faults. */
function noneLeft({ patterns, lineOf }: DeclaredMembers): readonly ReadProblem[] {
  const [first] = patterns.filter(({ pattern }) => !isRootPattern(pattern));
  if (!first) return [];
  return [
    {
      code: 'pattern-matches-nothing',
      file: first.file,
      line: lineOf(first),
      detail: `The patterns in ${first.file} leave no package: ${patterns
        .map(({ pattern }) => `\`${pattern}\``)
        .join(', ')}.`,
      expected: `The patterns in ${first.file} leave at least one package.`,
    },
  ];
}
