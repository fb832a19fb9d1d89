import type { Files, Project, Workspace } from '@h-j-petroleum/standards-engine';
import { joinPath, readPathAliases, tolerantJson } from '@h-j-petroleum/standards-engine';
import { escapePattern } from './mentions.ts';

/**
 * Whether a specifier that looks like a package's name is something of the project's own: a path of a tsconfig, an alias
 * of a bundler, a module that a declaration file makes up.
 */
export type IsAlias = (specifier: string) => boolean;

/** @param sources paths of the project's sources */
export function readAliases(
  { files }: Workspace,
  project: Project,
  sources: readonly string[],
): IsAlias {
  const atRoot = readPathAliases(files);
  // `*` maps everything, mostly to folders of types, and so tells nothing of a name.
  const catchesAll = atRoot.resolve('\0') !== undefined;
  const entries = files.list(project.root).filter(({ kind }) => kind === 'file');
  const inProject = (name: string): string => joinPath(project.root, name);
  const patterns = entries
    .filter(({ name }) => /^(?:tsconfig|jsconfig)[\w.-]*\.json$/.test(name))
    .flatMap(({ name }) => compilerPaths(files, inProject(name), project));
  // Bundlers are configured by code; that the name stands in one with aliases is as much as can be told.
  const configs = entries
    .filter(({ name }) => /\.config\.[cm]?[jt]s$/.test(name) || name === 'package.json')
    .map(({ name }) => files.read(inProject(name)) ?? '')
    .filter((text) => /\balias|moduleNameMapper|_moduleAliases|"browser"/.test(text));
  let ambient: string | undefined;
  const made = (): string =>
    (ambient ??= sources
      .map((path) => files.read(path) ?? '')
      .filter((text) => text.includes('declare module'))
      .join('\n'));
  return (specifier) => {
    const mapped = atRoot.resolve(specifier);
    if (mapped && (mapped.exact || !catchesAll)) return true;
    if (patterns.some((fits) => fits(specifier))) return true;
    const [first = ''] = specifier.split('/');
    const names = [specifier, first].map(escapePattern);
    const asKey = new RegExp(
      `["'\`^](?:${names.join('|')})(?:["'\`/$])|\\b${escapePattern(first)}\\s*:`,
    );
    return (
      configs.some((text) => asKey.test(aliasPart(text))) ||
      new RegExp(`declare module\\s+["'](?:${names[0] ?? ''})["']`).test(made())
    );
  };
}

/** From the word on; what stands before is about something else. */
function aliasPart(text: string): string {
  return text.slice(Math.max(0, text.search(/\balias|moduleNameMapper|_moduleAliases|"browser"/)));
}

function compilerPaths(files: Files, file: string, project: Project): IsAlias[] {
  const text = files.read(file);
  if (text === undefined || !/"(?:paths|baseUrl)"/.test(text)) return [];
  const config = field(tolerantJson(text), 'compilerOptions');
  const found: IsAlias[] = [];
  const paths = field(config, 'paths');
  if (typeof paths === 'object' && paths !== null) {
    for (const key of Object.keys(paths)) {
      const [before = '', after] = key.split('*');
      // `*` alone maps everything, mostly to folders of types.
      if (before === '' && (after === undefined || after === '')) continue;
      found.push((specifier) =>
        after === undefined
          ? specifier === before
          : specifier.startsWith(before) && specifier.endsWith(after),
      );
    }
  }
  const baseUrl = field(config, 'baseUrl');
  if (typeof baseUrl === 'string') {
    const base = joinPath(project.root, baseUrl);
    found.push((specifier) => standsBelow(files, base, specifier));
  }
  return found;
}

function standsBelow(files: Files, base: string, specifier: string): boolean {
  const slash = specifier.lastIndexOf('/');
  const folder = joinPath(base, slash === -1 ? '' : specifier.slice(0, slash));
  const name = specifier.slice(slash + 1);
  return files
    .list(folder)
    .some(
      (entry) =>
        entry.name === name || (entry.name.startsWith(`${name}.`) && /\.[jt]sx?$/.test(entry.name)),
    );
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
