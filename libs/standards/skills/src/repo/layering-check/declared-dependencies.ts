import type { Project, ProjectIndex, Specifier, Workspace } from '@h-j-petroleum/standards-engine';
import { joinPath, parseSpecifier } from '@h-j-petroleum/standards-engine';

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
  const ranges = new Ranges();
  const declared = readWith(workspace, index, ranges);
  // Members mostly refer to each other by forms that need no library, so it is seldom loaded.
  if (!ranges.open) return declared;
  await ranges.load();
  return readWith(workspace, index, ranges);
}

function readWith(
  workspace: Workspace,
  index: ProjectIndex,
  ranges: Ranges,
): ReadonlyMap<Project, DeclaredDependencies> {
  const result = new Map<Project, DeclaredDependencies>();
  for (const project of workspace.projects) {
    const declared: Declared[] = [];
    const named = new Map<string, Project | null>();
    for (const field of dependencyFields) {
      const entries = project.manifest?.data[field];
      if (typeof entries !== 'object' || entries === null || Array.isArray(entries)) continue;
      for (const [key, range] of Object.entries(entries)) {
        if (typeof range !== 'string') continue;
        const target = targetOf(key, parseSpecifier(range), project, index, ranges);
        if (target === undefined) continue;
        if (!named.has(key)) named.set(key, target);
        if (target && target !== project) declared.push({ field, key, target });
      }
    }
    result.set(project, { declared, named });
  }
  return result;
}

/** The project that an entry leads to; null for a package of elsewhere that has a member's name; undefined for any other. */
function targetOf(
  key: string,
  specifier: Specifier,
  project: Project,
  index: ProjectIndex,
  ranges: Ranges,
): Project | null | undefined {
  const own = index.named(key);
  switch (specifier.kind) {
    case 'registry':
      return own && (ranges.link(own, specifier.range) ? own : null);
    case 'alias':
    case 'patch': {
      const target = targetOf(specifier.name, specifier.target, project, index, ranges);
      return target ?? (own && null);
    }
    case 'workspace':
      return (specifier.name === undefined ? undefined : index.named(specifier.name)) ?? own;
    case 'catalog':
      return own;
    case 'path':
    case 'workspace-path': {
      const root = joinPath(project.root, specifier.path);
      return !specifier.absolute && index.isRoot(root) ? index.ownerOf(root) : own && null;
    }
    default:
      return own && null;
  }
}

/**
 * A plain range links the member only where it holds the member's version; an older one comes from a registry, as in
 * workspaces that build with a released version of themselves.
 */
class Ranges {
  /** Whether an answer is open until the library is loaded. */
  open = false;
  #satisfies: typeof import('semver').satisfies | undefined;

  async load(): Promise<void> {
    this.#satisfies = (await import('semver/functions/satisfies.js')).default;
    this.open = false;
  }

  link(target: Project, range: string): boolean {
    const version = target.manifest?.data['version'];
    // Any version, or a tag.
    if (typeof version !== 'string' || !/\d/.test(range)) return true;
    if (range === version || range === `^${version}` || range === `~${version}`) return true;
    if (this.#satisfies) return this.#satisfies(version, range, { includePrerelease: true });
    this.open = true;
    return false;
  }
}
