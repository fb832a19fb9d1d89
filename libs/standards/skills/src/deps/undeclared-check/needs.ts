import type {
  ImportReference,
  Project,
  SourceFile,
  Workspace,
} from '@h-j-petroleum/standards-engine';
import { fileSpecifiers, parseImports } from '@h-j-petroleum/standards-engine';
import type { IsAlias } from './aliases.ts';
import type { Declarations } from './declarations.ts';
import { mayImport } from './import-texts.ts';
import { packagesNeeded, typesOf } from './package-name.ts';

/** For whom a package is imported, from the one that asks most of the manifest. */
export const purposes = ['users', 'types', 'development'] as const;
export type Purpose = (typeof purposes)[number];

/** A package that some sources import and the manifest does not give them. */
export interface Need {
  readonly name: string;
  readonly purpose: Purpose;
  readonly file: string;
  readonly line: number;
  /** Whether its types are declared, by its `@types` pair, which gives an import of values nothing. */
  readonly hasTypes: boolean;
}

export interface Needs {
  /** One for each package: the first import of those that ask most. */
  readonly found: readonly Need[];
  /** Sources that cannot be parsed, and seem to import what is not declared. */
  readonly unparsed: readonly {
    readonly file: string;
    readonly line: number;
    readonly reason: string;
  }[];
}

/** Finds what is imported and not declared for its purpose. Parses only sources in which a text hints at one. */
export async function readNeeds(
  { files }: Workspace,
  project: Project,
  sources: readonly SourceFile[],
  declared: Declarations,
  isAlias: () => IsAlias,
): Promise<Needs> {
  const doubtful = sources.filter(({ path, development }) => {
    const lacking = new Set<string>();
    for (const specifier of fileSpecifiers(files, path)) {
      const lacks = packagesNeeded(specifier, project).some(
        (name) => !(development ? declared.servesDevelopment : declared.servesUsers)(name),
      );
      if (lacks) lacking.add(specifier);
    }
    return lacking.size > 0 && mayImport(files.read(path) ?? '', lacking);
  });
  const parsed = await parseImports(
    files,
    doubtful.map(({ path }) => path),
  );
  const found = new Map<string, Need>();
  const unparsed: Needs['unparsed'][number][] = [];
  for (const source of doubtful) {
    const result = parsed.get(source.path);
    if (!result) continue;
    if (!result.ok) {
      unparsed.push({ file: source.path, line: result.line, reason: result.reason });
      continue;
    }
    for (const reference of result.imports) {
      for (const need of needsOf(reference, source, project, declared, isAlias)) {
        const known = found.get(need.name);
        if (!known || purposes.indexOf(need.purpose) < purposes.indexOf(known.purpose)) {
          found.set(need.name, need);
        }
      }
    }
  }
  return { found: [...found.values()], unparsed };
}

function needsOf(
  reference: ImportReference,
  { path, development }: SourceFile,
  project: Project,
  declared: Declarations,
  isAlias: () => IsAlias,
): Need[] {
  // `/// <reference path="x.d.ts">` is a path without a dot in front.
  if (reference.kind === 'reference' && /\.ts$/.test(reference.specifier)) return [];
  return packagesNeeded(reference.specifier, project).flatMap((name): Need[] => {
    const hasTypes = declared.servesDevelopment(typesOf(name));
    if (hasTypes && reference.typeOnly) return [];
    const purpose = development ? 'development' : reference.typeOnly ? 'types' : 'users';
    const given =
      purpose === 'users' ? declared.servesUsers(name) : declared.servesDevelopment(name);
    if (given || isAlias()(reference.specifier)) return [];
    return [{ name, purpose, file: path, line: reference.line, hasTypes }];
  });
}
