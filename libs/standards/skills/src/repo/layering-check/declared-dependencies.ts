import type { Project, ProjectIndex, Workspace } from '@h-j-petroleum/standards-engine';
import { joinPath } from '@h-j-petroleum/standards-engine';

/** The fields by which a manifest depends on a package, in the order in which one is shown as the reason. */
export const dependencyFields = [
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'devDependencies',
] as const;
export type DependencyField = (typeof dependencyFields)[number];

/** A manifest's entry that leads to another project of the workspace. */
export interface Declared {
  readonly field: DependencyField;
  /** The key, which is what sources import; an alias differs from the project's name. */
  readonly key: string;
  readonly target: Project;
}

export interface DeclaredDependencies {
  readonly declared: readonly Declared[];
  /** What each declared name of a member means here; null where a registry provides it, whatever a member is called. */
  readonly named: ReadonlyMap<string, Project | null>;
}

/** What every manifest declares of the workspace's own projects. */
export async function readDeclared(
  workspace: Workspace,
  index: ProjectIndex,
): Promise<ReadonlyMap<Project, DeclaredDependencies>> {
  const result = new Map<Project, DeclaredDependencies>();
  for (const project of workspace.projects) {
    const declared: Declared[] = [];
    const named = new Map<string, Project | null>();
    for (const field of dependencyFields) {
      const entries = project.manifest?.data[field];
      if (typeof entries !== 'object' || entries === null || Array.isArray(entries)) continue;
      for (const [key, range] of Object.entries(entries)) {
        if (typeof range !== 'string') continue;
        const target = await targetOf(key, range, project, index);
        if (target === undefined) continue;
        if (!named.has(key)) named.set(key, target);
        if (target && target !== project) declared.push({ field, key, target });
      }
    }
    result.set(project, { declared, named });
  }
  return result;
}

/** The project that an entry leads to; null for a package of a registry that has a member's name; undefined for any other. */
async function targetOf(
  key: string,
  range: string,
  project: Project,
  index: ProjectIndex,
): Promise<Project | null | undefined> {
  const [, protocol, rest] = /^(workspace|npm|file|link|portal):(.*)$/s.exec(range) ?? [];
  const own = index.named(key);
  const path = pathOf(protocol, rest);
  if (path !== undefined) {
    const root = joinPath(project.root, path);
    return index.isRoot(root) ? index.ownerOf(root) : own && null;
  }
  // `npm:name@range` and `workspace:name@range` give another package a local name.
  const [, alias, aliasRange] = /^(@[^/]+\/[^@]+|[^@]+)@(.*)$/s.exec(rest ?? '') ?? [];
  if (protocol === 'workspace')
    return (alias === undefined ? undefined : index.named(alias)) ?? own;
  const target = alias === undefined ? own : index.named(alias);
  if (!target) return own && null;
  const linked = await isLinked(target, protocol === 'npm' ? (aliasRange ?? '') : range);
  return linked ? target : null;
}

function pathOf(protocol: string | undefined, rest: string | undefined): string | undefined {
  if (rest === undefined) return undefined;
  if (protocol === 'workspace') return /^\.{1,2}(?:\/|$)/.test(rest) ? rest : undefined;
  return protocol === 'npm' ? undefined : rest.replace(/^\/\/(?=\.)/, '');
}

const address = /^(?:git|https?|ssh|github|gitlab|bitbucket|gist)\b|^[^@/]+\/[^/]/;

/**
 * A plain range links the member only where it holds the member's version; an older one comes from a registry, as in
 * workspaces that build with a released version of themselves.
 */
async function isLinked(target: Project, range: string): Promise<boolean> {
  const version = target.manifest?.data['version'];
  if (typeof version !== 'string') return true;
  // `*`, a catalog or a tag takes what is there; an address of a repository or of an archive does not.
  if (!/^[v=^~<>\d]/.test(range.trim())) return !address.test(range);
  if (range === version || range === `^${version}` || range === `~${version}`) return true;
  const { default: satisfies } = await import('semver/functions/satisfies.js');
  return satisfies(version, range, { includePrerelease: true });
}
