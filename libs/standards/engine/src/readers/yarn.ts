import type { RawProject } from '../workspace/create-workspace.ts';
import { ignoredFolders } from '../workspace/glob.ts';
import type { MemberPattern, ReadProblem } from '../workspace/workspace.ts';
import { collectMembers, type MemberRules } from './members/collect-members.ts';
import { type DeclaredMembers, namesMembers, workspacesOf } from './members/declared-members.ts';
import { everyNegation, noNegation } from './members/negation.ts';
import type { Evidence, Reader, Reading } from './reader.ts';

const classicRules: MemberRules = { negation: noNegation, ignored: ignoredFolders };

/** A folder that `!` takes away is not searched at all, because these globs are for folders, not for manifests. */
const berryRules: MemberRules = {
  negation: everyNegation,
  negationPrunes: true,
  ignored: new Set([...ignoredFolders, '.yarn']),
};

/** Yarn workspaces: classic (1) and berry (2 and later), which differ in negation and in nesting. */
export const yarn: Reader = {
  name: 'yarn',
  needs: 'a `workspaces` field in package.json',
  applies: ({ workspacesField }) => namesMembers(workspacesField),
  detects: ({ workspacesField, packageManager }) =>
    packageManager.name === 'yarn' && namesMembers(workspacesField),
  read(evidence) {
    if (isBerry(evidence)) return readNested(evidence);
    const { files, workspacesField } = evidence;
    const { members, problems } = collectMembers(files, workspacesField, classicRules);
    return { members, problems, patterns: workspacesField.patterns };
  },
};

/** The declared version says it; without one the settings file of berry, then the header of the lock file. */
export function isBerry({ files, names, packageManager }: Evidence): boolean {
  const { name, version } = packageManager;
  if (name === 'yarn' && version !== undefined) return !/^[^\d]*[01]\b|classic/.test(version);
  if (names.has('.yarnrc.yml')) return true;
  return !/^# yarn lockfile v1$/m.test(files.read('yarn.lock')?.slice(0, 200) ?? '');
}

/** In berry a member may have members of its own, named relative to it. */
function readNested({ files, workspacesField }: Evidence): Reading {
  const members = new Map<string, RawProject>();
  const problems: ReadProblem[] = [];
  const patterns: MemberPattern[] = [];
  const open: { declared: DeclaredMembers; base: string }[] = [
    { declared: workspacesField, base: '' },
  ];
  for (const { declared, base } of open) {
    patterns.push(...declared.patterns);
    const found = collectMembers(files, declared, berryRules, base);
    problems.push(...found.problems.filter(({ project }) => !members.has(project ?? '')));
    for (const member of found.members) {
      // Members may name each other, so each is opened once.
      if (members.has(member.root)) continue;
      members.set(member.root, member);
      const nested = workspacesOf(member.manifest);
      if (namesMembers(nested)) open.push({ declared: nested, base: member.root });
    }
  }
  return { members: [...members.values()], problems, patterns };
}
