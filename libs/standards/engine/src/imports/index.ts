/** What sources import: files of a project, specifiers, and where they lead in the workspace. */
export { isDevelopmentFile } from './development-files.ts';
export { fileSpecifiers } from './file-specifiers.ts';
export {
  exportedSubpaths,
  importTargetsOf,
  restrictsSubpaths,
  subpathOfFile,
  targetsOf,
} from './package-exports.ts';
export type { ImportKind, ImportReference, ParsedSource, SourceParser } from './parse-source.ts';
export { loadSourceParser } from './parse-source.ts';
export { readPathAliases, type PathAliases } from './path-aliases.ts';
export { createProjectIndex, type ProjectIndex } from './project-index.ts';
export { packageNameOf, quotedSpecifiers } from './quoted-specifiers.ts';
export { resolveSpecifier, type Resolution, type ResolveContext } from './resolve-specifier.ts';
export { ignoring, sourceFiles, type SourceFile } from './source-files.ts';
export { parseImports, projectImports, type SourceImports } from './source-imports.ts';
