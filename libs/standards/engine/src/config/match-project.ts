import { compileGlob } from '../workspace/compile-glob.ts';
import type { Project } from '../workspace/workspace.ts';

const compiled = new Map<string, (text: string) => boolean>();

/**
 * Whether a word names a project: by id, name, root, or a glob of any of them. `.` is the root of the workspace.
 * In a glob, `*` stops at a slash as it does in paths.
 */
export function matchesName(project: Project, glob: string): boolean {
  const root = project.root === '' ? '.' : project.root;
  if (glob === project.id || glob === project.name || glob === root) return true;
  let matches = compiled.get(glob);
  if (!matches) {
    matches = compileGlob(glob, false);
    compiled.set(glob, matches);
  }
  return (
    matches(project.id) || matches(root) || (project.name !== undefined && matches(project.name))
  );
}
