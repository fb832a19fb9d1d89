import type { Project, SourceFile, Workspace } from '@h-j-petroleum/standards-engine';
import {
  createProjectIndex,
  fileSpecifiers,
  ignoring,
  sourceFiles,
} from '@h-j-petroleum/standards-engine';
import { packagesNeeded } from './package-name.ts';

/** The projects of a workspace by their paths, made once for all of them. */
const indexes = new WeakMap<Workspace, ReturnType<typeof createProjectIndex>>();
const listed = new WeakMap<Workspace, Map<string, readonly SourceFile[]>>();

/** A project's sources; walked once for the project itself and for the root that looks at all of them. */
export function sourcesOf(
  workspace: Workspace,
  project: Project,
  ignore: readonly string[],
): readonly SourceFile[] {
  let index = indexes.get(workspace);
  if (!index) indexes.set(workspace, (index = createProjectIndex(workspace)));
  let known = listed.get(workspace);
  if (!known) listed.set(workspace, (known = new Map<string, readonly SourceFile[]>()));
  const key = JSON.stringify([project.root, ignore]);
  let found = known.get(key);
  if (!found) {
    found = sourceFiles(workspace.files, project, index, ignoring(ignore));
    known.set(key, found);
  }
  return found;
}

/** The packages that some sources may import, without parsing: more than they do, never less. */
export function namesIn(
  workspace: Workspace,
  project: Project,
  sources: readonly SourceFile[],
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { path } of sources) {
    for (const specifier of fileSpecifiers(workspace.files, path)) {
      for (const name of packagesNeeded(specifier, project)) names.add(name);
    }
  }
  return names;
}
