import { lineOfJsonPath } from '../../manifest/json.ts';
import { isNegated, normaliseGlob, withoutNegation } from '../../workspace/glob.ts';
import type { Manifest, MemberPattern, ReadProblem } from '../../workspace/workspace.ts';
import { isObject, kindOfValue, ownProperty } from '../sources/untrusted.ts';
import type { YamlFile } from '../sources/yaml-file.ts';

/** Globs that name members, as written. */
export interface DeclaredMembers {
  readonly patterns: readonly MemberPattern[];
  /** What stands there and is no list of globs. */
  readonly problems: readonly ReadProblem[];
  /** The line of a pattern, counted from 1. */
  lineOf(pattern: MemberPattern): number;
}

export const noMembers: DeclaredMembers = { patterns: [], problems: [], lineOf: () => 1 };

/** `workspaces` of a manifest: a list, or an object with the list under `packages`. */
export function workspacesOf(manifest: Manifest | undefined): DeclaredMembers {
  if (!manifest) return noMembers;
  const { file, text } = manifest;
  const field = ownProperty(manifest.data, 'workspaces');
  const lineOf = (path: MemberPattern['path']): number => lineOfJsonPath(text, path);
  // With `nohoist` or catalogs alone the object names no members.
  return isObject(field)
    ? listAt(ownProperty(field, 'packages'), file, ['workspaces', 'packages'], lineOf)
    : listAt(field, file, ['workspaces'], lineOf);
}

/** `packages` of `pnpm-workspace.yaml`. */
export function packagesOf(yaml: YamlFile | undefined): DeclaredMembers {
  if (!yaml) return noMembers;
  const { file, data, problems } = yaml;
  const declared = listAt(ownProperty(data, 'packages'), file, ['packages'], yaml.lineOf);
  return { ...declared, problems: [...problems, ...declared.problems] };
}

/** Whether members are named, well or badly. The root alone, `.`, is no member. */
export function namesMembers({ patterns, problems }: DeclaredMembers): boolean {
  return problems.length > 0 || patterns.some(({ pattern }) => !isRootPattern(pattern));
}

export function isRootPattern(pattern: string): boolean {
  return !isNegated(pattern) && normaliseGlob(withoutNegation(pattern)) === '';
}

/** A list that names no member says that there are members, and shows none: a check of the root alone would look whole. */
function emptyList(
  path: readonly string[],
  file: string,
  lineOf: (pattern: MemberPattern) => number,
): ReadProblem {
  return {
    code: 'pattern-matches-nothing',
    file,
    line: lineOf({ pattern: '', file, path }),
    detail: `\`${path.join('.')}\` in ${file} is an empty list, so no member is seen.`,
    expected: `\`${path.join('.')}\` in ${file} names the members, or is not there.`,
  };
}

function listAt(
  value: unknown,
  file: string,
  path: readonly string[],
  lineOfPath: (path: MemberPattern['path']) => number,
): DeclaredMembers {
  const lineOf = (pattern: MemberPattern): number => lineOfPath(pattern.path);
  // An empty key in YAML is an empty string here.
  if (value === undefined || value === null || value === '') return { ...noMembers, lineOf };
  const wrong = (at: MemberPattern['path'], found: unknown): ReadProblem => ({
    code: 'workspace-file-unreadable',
    file,
    line: lineOfPath(at),
    detail: `\`${at.join('.')}\` in ${file} is ${kindOfValue(found)}.`,
    expected: `\`${path.join('.')}\` in ${file} is a list of globs.`,
  });
  if (!Array.isArray(value)) return { patterns: [], problems: [wrong(path, value)], lineOf };
  const items: readonly unknown[] = value;
  if (items.length === 0)
    return { patterns: [], problems: [emptyList(path, file, lineOf)], lineOf };
  const patterns: MemberPattern[] = [];
  const problems: ReadProblem[] = [];
  for (const [at, item] of items.entries()) {
    if (typeof item === 'string') patterns.push({ pattern: item, file, path: [...path, at] });
    else problems.push(wrong([...path, at], item));
  }
  return { patterns, problems, lineOf };
}
