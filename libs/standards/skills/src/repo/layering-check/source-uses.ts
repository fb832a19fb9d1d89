import type {
  Files,
  ImportReference,
  ParsedSource,
  Project,
  ProjectIndex,
  Resolution,
  Workspace,
} from '@h-j-petroleum/standards-engine';
import {
  fileSpecifiers,
  ignoring,
  parseImports,
  readPathAliases,
  resolveSpecifier,
  sourceFiles,
} from '@h-j-petroleum/standards-engine';
import type { DeclaredDependencies } from './declared-dependencies.ts';

/** An import, or before its file is parsed a text that may be one, that leaves its project. */
export interface Use {
  readonly specifier: string;
  readonly resolution: Resolution;
  readonly typeOnly: boolean;
  /** Undefined until the file is parsed. */
  readonly at: ImportReference | undefined;
}

/** One source file that may import other projects. */
export interface SourceUse {
  readonly project: Project;
  readonly file: string;
  readonly development: boolean;
  /** Where parsing stands. */
  readonly parsed: ParsedSource | undefined;
  readonly uses: readonly Use[];
  /** The projects that it uses. */
  targets(): ReadonlySet<Project>;
  importsOf(project: Project): readonly Use[];
}

/** The sources of a workspace, as far as they concern other projects. */
export interface SourceUses {
  readonly all: readonly SourceUse[];
  /** Parses files, after which their uses are what they really import. */
  parse(files: readonly SourceUse[]): Promise<void>;
}

/**
 * Reads every source once and keeps those with a text between quotes that leads to another project. Such a text need
 * not be an import, so what follows from it holds only after its file is parsed; what does not follow even from all of
 * them cannot be there, and nothing has to be parsed.
 */
export function readSourceUses(
  workspace: Workspace,
  index: ProjectIndex,
  declared: ReadonlyMap<Project, DeclaredDependencies>,
  ignore: readonly string[],
): SourceUses {
  const { files } = workspace;
  const aliases = readPathAliases(files);
  const ignored = ignoring(ignore);
  const all: MutableUse[] = [];
  for (const project of workspace.projects) {
    const meant = declared.get(project)?.named;
    const named = (name: string): Project | undefined => {
      const own = meant?.get(name);
      return own === null ? undefined : (own ?? index.named(name));
    };
    const context = { index, aliases, named };
    for (const { path, development } of sourceFiles(files, project, index, ignored)) {
      const uses: Use[] = [];
      for (const specifier of fileSpecifiers(files, path)) {
        const resolution = resolveSpecifier(specifier, path, project, context);
        if (resolution) uses.push({ specifier, resolution, typeOnly: false, at: undefined });
      }
      if (uses.length === 0) continue;
      const resolve = (specifier: string): Resolution | undefined =>
        resolveSpecifier(specifier, path, project, context);
      all.push(createUse({ project, file: path, development }, uses, resolve));
    }
  }
  return { all, parse: (wanted) => parseUses(files, all, wanted) };
}

interface MutableUse extends SourceUse {
  readonly take: (parsed: ParsedSource) => void;
}

function createUse(
  source: Pick<SourceUse, 'project' | 'file' | 'development'>,
  candidates: readonly Use[],
  resolve: (specifier: string) => Resolution | undefined,
): MutableUse {
  let uses = candidates;
  let parsed: ParsedSource | undefined;
  return {
    ...source,
    get parsed() {
      return parsed;
    },
    get uses() {
      return uses;
    },
    targets: () =>
      new Set(uses.flatMap(({ resolution }) => (resolution.project ? [resolution.project] : []))),
    importsOf: (project) => uses.filter(({ resolution }) => resolution.project === project),
    take(result) {
      parsed = result;
      uses = (result.ok ? result.imports : []).flatMap((at) => {
        const resolution = resolve(at.specifier);
        return resolution
          ? [{ specifier: at.specifier, resolution, typeOnly: at.typeOnly, at }]
          : [];
      });
    },
  };
}

async function parseUses(
  files: Files,
  all: readonly MutableUse[],
  wanted: readonly SourceUse[],
): Promise<void> {
  const results = await parseImports(
    files,
    wanted.map(({ file }) => file),
  );
  const chosen = new Set(wanted);
  for (const use of all) {
    const result = results.get(use.file);
    if (result && chosen.has(use)) use.take(result);
  }
}
