import { parentPath } from '../workspace/files.ts';
import type { Project, Workspace } from '../workspace/workspace.ts';

/** Finds projects by name and by path. */
export interface ProjectIndex {
  /**
   * The project whose manifest has this name; of two, the first. A name that only Nx knows is no name to import by.
   */
  named(name: string): Project | undefined;
  /** The project whose root is nearest above a path; the root project where no member's is. */
  ownerOf(path: string): Project;
  /** Whether other projects stand inside this one's folder. */
  hasNested(project: Project): boolean;
  /** Whether a folder is the root of a project. */
  isRoot(path: string): boolean;
}

/** Paths are normalised and relative to the workspace's root. */
export function createProjectIndex(workspace: Workspace): ProjectIndex {
  const byName = new Map<string, Project>();
  const byRoot = new Map<string, Project>();
  const withNested = new Set<string>();
  for (const project of workspace.projects) {
    const name = project.manifest?.data['name'];
    if (typeof name === 'string' && !byName.has(name)) byName.set(name, project);
    if (!byRoot.has(project.root)) byRoot.set(project.root, project);
  }
  for (const root of byRoot.keys()) {
    for (let above = root; above !== '';) {
      above = parentPath(above);
      if (byRoot.has(above)) withNested.add(above);
    }
  }
  const owners = new Map<string, Project>();

  function ownerOf(path: string): Project {
    const known = owners.get(path);
    if (known) return known;
    const own = byRoot.get(path);
    const owner = own ?? (path === '' ? workspace.rootProject : ownerOf(parentPath(path)));
    owners.set(path, owner);
    return owner;
  }

  return {
    named: (name) => byName.get(name),
    ownerOf,
    hasNested: (project) => withNested.has(project.root),
    isRoot: (path) => byRoot.has(path),
  };
}
