import { writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type * as Ts from 'typescript';
import type { Facts } from './facts.ts';
import type { Installed } from './install.ts';

/** What a consumer imports. */
export interface Imports {
  readonly name: string;
  /** Subpaths: `.`, `./testing`. */
  readonly subpaths: readonly string[];
  /** Whether it also requires them. */
  readonly hasRequire: boolean;
}

const shared = /[\\/](?:lib\.[\w.]+\.d\.ts$|@types[\\/])/;

/**
 * Compiles a consumer that imports every subpath, with all strictness and all declarations of the package checked; those of
 * other packages are their own matter. What resolves to the same files under both ways of resolution is checked once.
 *
 * @param local absolute paths of folders that mean nothing to a reader, longest first
 */
export function compile(
  ts: typeof Ts,
  { consumer, folder }: Installed,
  { name, subpaths, hasRequire }: Imports,
  types: readonly string[],
  local: readonly string[],
): Facts['diagnostics'] {
  const specifiers = subpaths.map((subpath) => name + subpath.slice(1));
  const entry = join(consumer, 'consumer.ts');
  const required = join(consumer, 'consumer.cts');
  writeFileSync(entry, importsOf(specifiers));
  writeFileSync(required, requiresOf(specifiers));
  const rows = new Map<string, Facts['diagnostics'][number]>();
  const libraries = new Map<string, Ts.SourceFile | undefined>();
  let before: string | undefined;
  for (const resolution of ['nodenext', 'bundler'] as const) {
    const options = optionsOf(ts, resolution, types);
    const host = hostOf(ts, options, consumer, libraries);
    const rootNames = hasRequire && resolution === 'nodenext' ? [entry, required] : [entry];
    const files = before === undefined ? undefined : resolved(ts, options, host, [entry, folder]);
    if (before !== undefined && files === before) {
      for (const row of rows.values()) row.resolutions.push(resolution);
      continue;
    }
    const program = ts.createProgram({ rootNames, options, host });
    const own = program
      .getSourceFiles()
      .filter(({ fileName }) => rootNames.includes(fileName) || isBelow(fileName, folder));
    for (const one of own.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ])) {
      const said = ts.flattenDiagnosticMessageText(one.messageText, ' ').replaceAll(/\s+/g, ' ');
      const text = local.reduce((given, path) => given.replaceAll(path + sep, ''), said);
      const key = `${one.code} ${text}`;
      const row = rows.get(key) ?? { resolutions: [], places: [], code: one.code, text };
      const place = placeOf(one, { folder, specifiers });
      if (!row.places.includes(place)) row.places.push(place);
      if (!row.resolutions.includes(resolution)) row.resolutions.push(resolution);
      rows.set(key, row);
    }
    before = hasRequire ? undefined : resolved(ts, options, host, [entry, folder]);
  }
  return [...rows.values()];
}

function importsOf(specifiers: readonly string[]): string {
  const lines = specifiers.map((one, at) => `import * as e${at} from ${JSON.stringify(one)};\n`);
  return `${lines.join('')}export const all = [${specifiers.map((_, at) => `e${at}`).join(', ')}];\n`;
}

/** Two lines for each. */
function requiresOf(specifiers: readonly string[]): string {
  return specifiers
    .map(
      (one, at) =>
        `import e${at} = require(${JSON.stringify(one)});\nexport const r${at} = e${at};\n`,
    )
    .join('');
}

function optionsOf(
  ts: typeof Ts,
  resolution: 'nodenext' | 'bundler',
  types: readonly string[],
): Ts.CompilerOptions {
  return {
    ...{ strict: true, noEmit: true, skipLibCheck: false, skipDefaultLibCheck: true },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true },
    ...{ target: ts.ScriptTarget.ES2022, types: [...types] },
    ...(resolution === 'nodenext'
      ? { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }
      : { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }),
  };
}

function hostOf(
  ts: typeof Ts,
  options: Ts.CompilerOptions,
  consumer: string,
  libraries: Map<string, Ts.SourceFile | undefined>,
): Ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getCurrentDirectory = () => consumer;
  // Those of the language and of Node are the same under both, and the greater part of the work.
  host.getSourceFile = (file, ...rest) => {
    if (!shared.test(file)) return read(file, ...rest);
    if (!libraries.has(file)) libraries.set(file, read(file, ...rest));
    return libraries.get(file);
  };
  return host;
}

/** Every import that leads from the consumer through the package, with the file that it is resolved to. */
function resolved(
  ts: typeof Ts,
  options: Ts.CompilerOptions,
  host: Ts.CompilerHost,
  [entry, folder]: readonly [entry: string, folder: string],
): string {
  const lines: string[] = [];
  const files = new Set([entry]);
  for (const file of files) {
    const { importedFiles, referencedFiles } = ts.preProcessFile(host.readFile(file) ?? '');
    for (const { fileName } of [...importedFiles, ...referencedFiles]) {
      const mode = ts.ModuleKind.ESNext;
      const found = ts.resolveModuleName(fileName, file, options, host, undefined, undefined, mode)
        .resolvedModule?.resolvedFileName;
      lines.push(`${file} ${fileName} ${found}`);
      if (found !== undefined && isBelow(found, folder)) files.add(found);
    }
  }
  return lines.join('\n');
}

function isBelow(file: string, folder: string): boolean {
  const root = `${folder.replaceAll(sep, '/')}/`;
  return file.startsWith(root) && !file.slice(root.length).includes('node_modules/');
}

/** The place in the package; for the consumer's own lines what they import. */
function placeOf(
  { file, start = 0 }: Ts.Diagnostic,
  { folder, specifiers }: { readonly folder: string; readonly specifiers: readonly string[] },
): string {
  if (!file) return 'the whole';
  const { line } = file.getLineAndCharacterOfPosition(start);
  if (isBelow(file.fileName, folder))
    return `${file.fileName.slice(folder.length + 1)}:${line + 1}`;
  const at = file.fileName.endsWith('.cts') ? Math.floor(line / 2) : line;
  return specifiers[at] ?? 'the consumer';
}
