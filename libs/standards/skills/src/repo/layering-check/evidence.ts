import type { Location, Project, Workspace } from '@h-j-petroleum/standards-engine';
import { joinPath, lineOfJsonPath } from '@h-j-petroleum/standards-engine';
import { dependencyFields } from './declared-dependencies.ts';
import type { Edge } from './package-graph.ts';
import { compareText } from './package-graph.ts';

/** The most precise place that makes an edge: an import, else the manifest's line, else what Nx's graph names. */
export interface Evidence {
  readonly file: string;
  readonly at: Location;
  /** `libs/a/src/x.ts:3 imports b`. Computes lines, so it is called for what is reported alone. */
  describe(): string;
}

/** The evidence of an edge whose sources are parsed. */
export function evidenceOf(workspace: Workspace, edge: Edge): Evidence {
  const { from, to } = edge;
  const [found] = edge.uses
    .flatMap((use) =>
      use.importsOf(to).map(({ at, typeOnly }) => ({
        file: use.file,
        line: at?.line ?? 1,
        // An import that runs says more than one of a type, and both more than one in a test.
        rank: use.development ? 2 : typeOnly ? 1 : 0,
        note: use.development ? ' (for development)' : typeOnly ? ' (types only)' : '',
      })),
    )
    .sort((a, b) => a.rank - b.rank || compareText(a.file, b.file) || a.line - b.line);
  if (found) {
    const { file, line, note } = found;
    return { file, at: { line }, describe: () => `${file}:${line} imports ${to.id}${note}` };
  }
  const declared = dependencyFields
    .map((field) => edge.declared.find((one) => one.field === field))
    .find((one) => one !== undefined);
  const { manifest } = from;
  if (declared && manifest) {
    const { field, key } = declared;
    const path = [field, key];
    return {
      file: manifest.file,
      at: { path },
      describe: () =>
        `${manifest.file}:${lineOfJsonPath(manifest.text, path)} has ${to.id} in ${field}`,
    };
  }
  const named = edge.graph.find((one) => one.file !== undefined)?.file;
  const file = named ?? fileOf(workspace, from);
  const implicit = edge.graph.every(({ type }) => type === 'implicit') ? ' implicitly' : '';
  return { file, at: { line: 1 }, describe: () => `${file} depends on ${to.id}${implicit}` };
}

/** A path, edge by edge: what is shown to whoever has to break it. */
export function describePath(workspace: Workspace, path: readonly Edge[]): string {
  return path.map((edge) => evidenceOf(workspace, edge).describe()).join(' -> ');
}

/** The file that stands for a project: its manifest, else what Nx knows it by. */
export function fileOf(workspace: Workspace, project: Project): string {
  if (project.manifest) return project.manifest.file;
  const projectFile = joinPath(project.root, 'project.json');
  return workspace.files.kind(projectFile) ? projectFile : joinPath(project.root, 'package.json');
}
