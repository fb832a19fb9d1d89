import type { Files } from '../workspace/files.ts';
import type { Project, Workspace } from '../workspace/workspace.ts';
import type { ImportReference, ParsedSource } from './parse-source.ts';
import { loadSourceParser } from './parse-source.ts';
import { createProjectIndex } from './project-index.ts';
import type { SourceFile } from './source-files.ts';
import { ignoring, sourceFiles } from './source-files.ts';

const parsedByFiles = new WeakMap<Files, Map<string, { text: string; parsed: ParsedSource }>>();

/**
 * The imports of some files, by path. A file is parsed once for one text, however many skills ask; the parser is loaded
 * when the first one has to be. A path without a file is left out.
 */
export async function parseImports(
  files: Files,
  paths: Iterable<string>,
): Promise<ReadonlyMap<string, ParsedSource>> {
  const known =
    parsedByFiles.get(files) ?? new Map<string, { text: string; parsed: ParsedSource }>();
  parsedByFiles.set(files, known);
  const result = new Map<string, ParsedSource>();
  for (const path of paths) {
    const text = files.read(path);
    if (text === undefined) continue;
    // A tree with edits on top changes under the same identity.
    let entry = known.get(path);
    if (entry?.text !== text) {
      const parse = await loadSourceParser();
      entry = { text, parsed: parse(path, text) };
      known.set(path, entry);
    }
    result.set(path, entry.parsed);
  }
  return result;
}

/** One source with all that it imports, or why it cannot be parsed. */
export type SourceImports = SourceFile &
  (
    | { readonly imports: readonly ImportReference[]; readonly problem?: undefined }
    | {
        readonly imports: readonly [];
        readonly problem: { readonly line: number; readonly reason: string };
      }
  );

/** Every import of every source of a project. Parses all of them: ask for single files where that is enough. */
export async function projectImports(
  workspace: Workspace,
  project: Project,
  ignore: readonly string[] = [],
): Promise<readonly SourceImports[]> {
  const { files } = workspace;
  const sources = sourceFiles(files, project, createProjectIndex(workspace), ignoring(ignore));
  const parsed = await parseImports(
    files,
    sources.map(({ path }) => path),
  );
  return sources.flatMap((source): SourceImports[] => {
    const result = parsed.get(source.path);
    if (!result) return [];
    return result.ok
      ? [{ ...source, imports: result.imports }]
      : [{ ...source, imports: [], problem: { line: result.line, reason: result.reason } }];
  });
}
