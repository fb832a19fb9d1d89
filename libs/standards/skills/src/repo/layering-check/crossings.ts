import type { Project, Workspace } from '@h-j-petroleum/standards-engine';
import {
  exportedSubpaths,
  joinPath,
  packageNameOf,
  restrictsSubpaths,
  subpathOfFile,
  targetsOf,
} from '@h-j-petroleum/standards-engine';
import type { DeclaredDependencies } from './declared-dependencies.ts';
import type { SourceUse, Use } from './source-uses.ts';

/** An import that goes round a package's public face. */
export interface Crossing {
  readonly kind: 'deep-import' | 'relative-import' | 'outside-workspace';
  readonly source: SourceUse;
  readonly use: Use;
  /** Where it leads; undefined outside the workspace. */
  readonly target: Project | undefined;
}

/** Deep and relative imports into other projects; of several equal ones in a file the first. */
export function findCrossings(sources: readonly SourceUse[], requireExports: boolean): Crossing[] {
  const crossings: Crossing[] = [];
  for (const source of sources) {
    const before = crossings.length;
    for (const use of source.uses) {
      const kind = kindOf(use, requireExports);
      if (kind === undefined) continue;
      const isKnown = crossings.slice(before).some((one) => one.use.specifier === use.specifier);
      if (!isKnown) crossings.push({ kind, source, use, target: use.resolution.project });
    }
  }
  return crossings;
}

function kindOf({ resolution }: Use, requireExports: boolean): Crossing['kind'] | undefined {
  if (resolution.by === 'alias') return undefined;
  if (resolution.by === 'path') {
    return resolution.project ? 'relative-import' : 'outside-workspace';
  }
  const { project, subpath } = resolution;
  const exports = project.manifest?.data['exports'];
  if (restrictsSubpaths(exports)) {
    return targetsOf(exports, subpath).length === 0 ? 'deep-import' : undefined;
  }
  const open = !requireExports || subpath === '.' || subpath === './package.json';
  return open ? undefined : 'deep-import';
}

/** What the target exports, by full names, the package itself first; a few of them. */
export function publicNames(target: Project): string {
  const name = target.name ?? target.id;
  const exports = target.manifest?.data['exports'];
  if (!restrictsSubpaths(exports)) return name;
  const names = exportedSubpaths(exports)
    .filter((subpath) => subpath !== './package.json')
    .map((subpath) => name + subpath.slice(1));
  if (names.length === 0) return 'nothing: it exports no entry';
  const shown = names.slice(0, 4).join(', ');
  return names.length > 4 ? `${shown}, …` : shown;
}

/**
 * The public specifier of the very file that a crossing imports; undefined where the package does not export that file,
 * where the importer does not declare the package, or where the same text stands elsewhere in the file too (a mock of
 * the module, say), which would have to change with it.
 */
export function replacementOf(
  workspace: Workspace,
  { source, use, target }: Crossing,
  declared: ReadonlyMap<Project, DeclaredDependencies>,
): string | undefined {
  const { resolution, specifier, at } = use;
  if (!target?.manifest || !at || specifier.includes('?')) return undefined;
  const path =
    resolution.by === 'name'
      ? resolution.subpath
      : resolution.by === 'path'
        ? resolution.path.slice(target.root.length + 1)
        : undefined;
  const key =
    resolution.by === 'name'
      ? packageNameOf(specifier)
      : declared.get(source.project)?.declared.find((one) => one.target === target)?.key;
  if (path === undefined || key === undefined) return undefined;
  const { data } = target.manifest;
  const entries = restrictsSubpaths(data['exports'])
    ? data['exports']
    : [data['source'], data['types'], data['typings'], data['module'], data['main']];
  const isFile = (file: string): boolean =>
    workspace.files.kind(joinPath(target.root, file)) === 'file';
  const subpath = subpathOfFile(entries, path, isFile);
  if (subpath === undefined || !isWholeStory(workspace, source, specifier)) return undefined;
  return key + subpath.slice(1);
}

function isWholeStory(workspace: Workspace, source: SourceUse, specifier: string): boolean {
  const imports = source.uses.filter((one) => one.specifier === specifier);
  if (imports.some(({ at }) => at?.kind === 'reference')) return false;
  const text = workspace.files.read(source.file) ?? '';
  const written = ['"', "'", '`'].map((quote) => text.split(quote + specifier + quote).length - 1);
  return written.reduce((sum, count) => sum + count, 0) === imports.length;
}
