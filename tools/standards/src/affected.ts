import type { AnySkill, Project, Workspace } from '@h-j-petroleum/standards-engine';
import picomatch from 'picomatch';

/**
 * The projects that a change touches, and all that depend on them. A changed file that skills read from the workspace
 * (the configuration, a catalog, a lock file) touches every project, and so does one of the gate's own.
 *
 * @param changed paths relative to the workspace's root
 * @param gateFiles globs of what the gate is made of here: its configuration, its baseline, packs that lie in the workspace
 */
export function affectedProjects(
  workspace: Workspace,
  skills: readonly AnySkill[],
  changed: readonly string[],
  gateFiles: readonly string[],
): readonly Project[] {
  const globs = skills
    .filter((skill) => skill.meta.scope === 'project')
    .flatMap((skill) => [...skill.meta.inputs.workspace]);
  const readByAll = picomatch([...globs, ...gateFiles], { dot: true });
  if (changed.some((file) => readByAll(file))) return workspace.projects;

  // The longest root that a path lies in; the root project holds what no member does.
  const byRoot = new Map(workspace.projects.map((project) => [project.root, project]));
  const touched = new Set<Project>();
  for (const file of changed) {
    let folder = file;
    do {
      folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '';
      const owner = byRoot.get(folder);
      if (owner) {
        touched.add(owner);
        break;
      }
    } while (folder !== '');
  }

  const dependents = dependentsOf(workspace);
  const queue = [...touched];
  for (let project = queue.pop(); project; project = queue.pop()) {
    for (const dependent of dependents.get(project) ?? []) {
      if (touched.has(dependent)) continue;
      touched.add(dependent);
      queue.push(dependent);
    }
  }
  return workspace.projects.filter((project) => touched.has(project));
}

const dependencyFields = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
];

function dependentsOf(workspace: Workspace): Map<Project, Set<Project>> {
  const byName = new Map<string, Project[]>();
  for (const project of workspace.projects) {
    const name = project.name;
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), project]);
  }
  const byId = new Map(workspace.projects.map((project) => [project.id, project]));
  const dependents = new Map<Project, Set<Project>>();
  const add = (target: Project, source: Project): void => {
    const known = dependents.get(target) ?? new Set();
    dependents.set(target, known.add(source));
  };
  for (const source of workspace.projects) {
    for (const field of dependencyFields) {
      const entries: unknown = source.manifest?.data[field];
      if (typeof entries !== 'object' || entries === null) continue;
      for (const name of Object.keys(entries)) {
        for (const target of byName.get(name) ?? []) add(target, source);
      }
    }
  }
  for (const edge of workspace.graph ?? []) {
    const [source, target] = [byId.get(edge.source), byId.get(edge.target)];
    if (source && target && edge.type !== 'implicit') add(target, source);
  }
  return dependents;
}
