import type { AnySkill } from '../contract/skill.ts';
import { createProjectIndex } from '../imports/project-index.ts';
import { sourceFiles } from '../imports/source-files.ts';
import { isObject } from '../readers/sources/untrusted.ts';
import { findFiles } from '../workspace/glob.ts';
import type { Project, Workspace } from '../workspace/workspace.ts';

const lockFiles = [
  ...['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'],
  ...['common/config/rush/pnpm-lock.yaml'],
];
const runtimeFields = ['dependencies', 'optionalDependencies', 'peerDependencies'] as const;

/**
 * The files that a measurement of a project judges, sorted: manifests and sources, without those that only serve development,
 * of the project and of the workspace's packages that it depends on; the lock file; and what the skill names besides.
 *
 * @param globs relative to the workspace's root
 */
export function judgedFiles(
  workspace: Workspace,
  project: Project,
  globs: readonly string[],
): readonly string[] {
  const { files } = workspace;
  const index = createProjectIndex(workspace);
  const found = new Set<string>(findFiles(files, globs));
  for (const one of withRuntimeMembers(workspace, project)) {
    if (one.manifest) found.add(one.manifest.file);
    for (const { path, development } of sourceFiles(files, one, index, () => false)) {
      if (!development) found.add(path);
    }
  }
  for (const file of lockFiles) if (files.kind(file) === 'file') found.add(file);
  return [...found].sort();
}

/** A project, and the workspace's packages that it needs when it runs, by way of one another too. */
export function withRuntimeMembers(workspace: Workspace, project: Project): ReadonlySet<Project> {
  const index = createProjectIndex(workspace);
  const reached = new Set([project]);
  for (const one of reached) {
    for (const field of runtimeFields) {
      const declared = one.manifest?.data[field];
      if (!isObject(declared)) continue;
      for (const name of Object.keys(declared)) {
        const member = index.named(name);
        if (member) reached.add(member);
      }
    }
  }
  return reached;
}

/** 64 hexadecimal digits that change when a file, an option, or the list of files does. */
export function judgedHash(
  skill: AnySkill,
  workspace: Workspace,
  project: Project,
  options: unknown,
): string {
  const globs = skill.measure?.judges({ workspace, project, options }) ?? [];
  // Loaded here, because most runs have nothing measured and it costs much at start.
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  const add = (text: string): void => void hash.update(`${text.length}:${text}`);
  add(JSON.stringify([skill.meta.id, project.root, options]));
  for (const path of judgedFiles(workspace, project, globs)) {
    add(path);
    add(workspace.files.read(path) ?? '');
  }
  return hash.digest('hex');
}
