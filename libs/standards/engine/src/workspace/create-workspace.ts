import type { Files } from './files.ts';
import type {
  Catalog,
  GraphEdge,
  Manifest,
  MemberPattern,
  PackageManager,
  Project,
  ReaderName,
  ReadProblem,
  Workspace,
} from './workspace.ts';

/** A project as a reader finds it, before it has an id. */
export interface RawProject {
  /** Relative to the workspace's root, normalised; `''` for the workspace's root. */
  readonly root: string;
  readonly manifest: Manifest | undefined;
  /** Stands in where the manifest has no name. */
  readonly name?: string | undefined;
  readonly tags?: readonly string[];
}

export interface WorkspaceParts {
  /** Absolute path; for a tree in memory, `/`. */
  readonly root: string;
  readonly reader: ReaderName;
  readonly packageManager: PackageManager;
  readonly files: Files;
  readonly rootProject: RawProject;
  /** In any order. One with the root `''` and no other beside it says that the root is itself the one package. */
  readonly members: readonly RawProject[];
  readonly problems?: readonly ReadProblem[];
  readonly patterns?: readonly MemberPattern[];
  readonly catalogs?: readonly Catalog[];
  readonly graph?: readonly GraphEdge[] | undefined;
}

/** Builds the value that skills see: members sorted, each folder once, every project with an id of its own. */
export function createWorkspace(parts: WorkspaceParts): Workspace {
  const below = new Map<string, RawProject>();
  for (const member of parts.members) {
    if (member.root !== '' && !below.has(member.root)) below.set(member.root, member);
  }
  const sorted = [...below.values()].sort((a, b) => (a.root < b.root ? -1 : 1));
  const raw = [parts.rootProject, ...sorted];
  const ids = idsOf(raw);
  const rootProject = toProject(parts.rootProject, ids);
  const members = sorted.map((member) => toProject(member, ids));
  const alone = members.length === 0 && parts.members.length > 0;
  // Frozen, because a skill that takes a project off these lists would make all others pass it by in silence.
  const listed = Object.freeze(alone ? [rootProject] : members);
  return {
    root: parts.root,
    reader: parts.reader,
    packageManager: parts.packageManager,
    rootProject,
    members: listed,
    projects: Object.freeze([rootProject, ...members]),
    files: parts.files,
    problems: parts.problems ?? [],
    patterns: parts.patterns ?? [],
    catalogs: parts.catalogs ?? [],
    graph: parts.graph,
  };
}

/** The name of a manifest where it is one. */
export function nameOf(manifest: Manifest | undefined): string | undefined {
  if (!manifest || !Object.hasOwn(manifest.data, 'name')) return undefined;
  const { name } = manifest.data;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function toProject(raw: RawProject, ids: ReadonlyMap<RawProject, string>): Project {
  return Object.freeze({
    id: ids.get(raw) ?? raw.root,
    name: nameOf(raw.manifest) ?? raw.name,
    root: raw.root,
    manifest: raw.manifest,
    tags: raw.tags ?? [],
  });
}

/**
 * A name that two projects bear is the id of neither: taking it for one of them would make the other invisible, or
 * the ids depend on the order of folders.
 */
function idsOf(projects: readonly RawProject[]): ReadonlyMap<RawProject, string> {
  const bearers = new Map<string, number>();
  for (const project of projects) {
    const name = nameOf(project.manifest) ?? project.name;
    if (name !== undefined) bearers.set(name, (bearers.get(name) ?? 0) + 1);
  }
  const ids = new Map<RawProject, string>();
  const taken = new Set<string>();
  for (const project of projects) {
    const name = nameOf(project.manifest) ?? project.name;
    if (name === undefined || bearers.get(name) !== 1) continue;
    ids.set(project, name);
    taken.add(name);
  }
  for (const project of projects) {
    if (ids.has(project)) continue;
    let id = project.root === '' ? '.' : project.root;
    // A package may be named as the folder of another.
    while (taken.has(id)) id = `./${id}`;
    ids.set(project, id);
    taken.add(id);
  }
  return ids;
}
