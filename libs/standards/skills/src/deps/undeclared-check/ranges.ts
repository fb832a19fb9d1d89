import type { Project, Workspace } from '@h-j-petroleum/standards-engine';
import { parseSpecifier } from '@h-j-petroleum/standards-engine';
import { referenceTo } from '../workspace-reference.ts';
import { declaredBy } from './declarations.ts';

/**
 * The range that a workspace has for a package: the reference to a member, the catalog, or what most other manifests
 * write, the root's first among equals; undefined where nothing tells.
 */
export function rangeFor(name: string, workspace: Workspace, project: Project): string | undefined {
  const member = workspace.members.find((one) => one.name === name && one !== project);
  if (member) return referenceTo(member, name, workspace);
  const catalog = workspace.catalogs.find(({ entries }) => Object.hasOwn(entries, name));
  if (catalog) return catalog.name === 'default' ? 'catalog:' : `catalog:${catalog.name}`;
  const counts = new Map<string, number>();
  for (const other of workspace.projects) {
    for (const field of declaredBy(other).get(name) ?? []) {
      // Peer ranges are wide on purpose.
      if (field === 'peerDependencies') continue;
      const range = rangeIn(other, field, name);
      if (range !== undefined && travels(range)) {
        counts.set(range, (counts.get(range) ?? 0) + 1);
      }
    }
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** What one field of a manifest says of a package. */
export function rangeIn(project: Project, field: string, name: string): string | undefined {
  const entries = project.manifest?.data[field];
  if (typeof entries !== 'object' || entries === null || !Object.hasOwn(entries, name)) {
    return undefined;
  }
  const range: unknown = Object.entries(entries).find(([key]) => key === name)?.[1];
  return typeof range === 'string' ? range : undefined;
}

/** Whether a range means the same in any manifest; a path does not. */
function travels(range: string): boolean {
  const { kind } = parseSpecifier(range);
  return kind === 'registry' || kind === 'alias' || kind === 'jsr' || kind === 'catalog';
}
