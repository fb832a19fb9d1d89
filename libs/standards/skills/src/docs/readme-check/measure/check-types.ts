import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Program } from '../readme/programs.ts';
import type { Facts } from './facts.ts';
import type { Workbench } from './workbench.ts';

/** A compiler as it is installed. */
export interface Compiler {
  readonly version: string;
  /** Absolute path of its `tsc`. */
  readonly file: string;
}

/** Finds a package's `tsc` from a folder; undefined where there is none. */
export function findCompiler(name: string, folder: string): Compiler | undefined {
  for (const place of createRequire(join(folder, 'package.json')).resolve.paths(name) ?? []) {
    const manifest = join(place, name, 'package.json');
    if (!existsSync(manifest)) continue;
    const { version, bin }: { version?: unknown; bin?: unknown } = Object(
      JSON.parse(readFileSync(manifest, 'utf8')),
    );
    const bins: [string, unknown][] = Object.entries(Object(bin));
    // An alias may carry its version in the name: `tsc6`.
    const file = bins.find(([key]) => /^tsc\d*$/.test(key))?.[1];
    if (typeof file === 'string')
      return { version: String(version), file: join(place, name, file) };
  }
  return undefined;
}

/** Conditions of `exports` that are a workspace's own, by which its packages lead to their sources. */
export function sourceConditions(exports: unknown): readonly string[] {
  const found = new Set<string>();
  const open: unknown[] = [exports];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, value] of Object.entries(next)) {
      if (!key.startsWith('.') && !key.startsWith('#') && /^source$|[/@]/.test(key)) found.add(key);
      open.push(value);
    }
  }
  return [...found].sort();
}

/**
 * What is asked of TypeScript alone, where it can be written down: the type of a parameter, and that something may be nothing,
 * unknown, or one of several.
 */
const untyped =
  /^TS(?:7\d{3}|1804[6-9]|253[123]): |^TS2339: .* on type '.* \| .*'|^TS2345: Argument of type '(.+) \| undefined' .* type '\1'/;

/**
 * Type-checks all programs of a README as one, with the settings of the project.
 *
 * @param settings absolute path of the project's tsconfig.json; undefined where it has none
 * @throws Error where the compiler says something that is about no program
 */
export async function checkTypes(
  programs: readonly Program[],
  bench: Workbench,
  compiler: Compiler,
  settings: string | undefined,
  conditions: readonly string[],
): Promise<Facts['errors']> {
  const off = [
    ...['composite', 'incremental', 'declaration', 'declarationMap', 'emitDeclarationOnly'],
    ...[
      'noUnusedLocals',
      'noUnusedParameters',
      'rewriteRelativeImportExtensions',
      'isolatedDeclarations',
    ],
    ...['erasableSyntaxOnly', 'verbatimModuleSyntax', 'isolatedModules'],
    // An example takes the first of a list without a word on lists that are empty.
    'noUncheckedIndexedAccess',
  ];
  const compilerOptions = {
    ...(settings === undefined
      ? { strict: true, types: bench.has('@types/node') ? ['node'] : [] }
      : {}),
    ...Object.fromEntries(off.map((key) => [key, false])),
    ...{ rootDir: null, outDir: null, tsBuildInfoFile: null, lib: null, baseUrl: null },
    ...{ noEmit: true, allowJs: true, checkJs: true, skipLibCheck: true, target: 'esnext' },
    ...{ module: 'preserve', moduleResolution: 'bundler', moduleDetection: 'force' },
    allowImportingTsExtensions: true,
    ...(conditions.length > 0 ? { customConditions: conditions } : {}),
  };
  bench.write(
    'tsconfig.json',
    JSON.stringify({
      ...(settings === undefined ? {} : { extends: settings }),
      ...{ compilerOptions, files: programs.map(({ file }) => file), include: [], exclude: [] },
      references: [],
    }),
  );
  const child = spawn(process.execPath, [compiler.file, '-p', '.', '--pretty', 'false'], {
    cwd: bench.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const [code] = await once(child, 'close');
  return readDiagnostics(output, Number(code), programs);
}

/** What the compiler said of the programs. Of other files it may say what it likes: their own project checks them. */
export function readDiagnostics(
  output: string,
  code: number,
  programs: readonly Program[],
): Facts['errors'] {
  const errors: { line: number; text: string }[] = [];
  const lines = output.split('\n');
  const global = lines.find((line) => /^error TS\d+:/.test(line));
  if (global !== undefined) throw new Error(`The compiler cannot be asked: ${global.slice(6)}`);
  let isAnswer = code === 0;
  for (const line of lines) {
    const found = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/.exec(line);
    if (!found) continue;
    isAnswer = true;
    const [, file, at, kind = '', text = ''] = found;
    const program = programs.find((one) => one.file === file);
    if (!program) continue;
    const said = `${kind}: ${text.trim()}`;
    if (program.language.startsWith('j') && untyped.test(said)) continue;
    // A file of the reader's own, that the README only speaks of.
    if (kind === 'TS2307' && /Cannot find module '\.{1,2}\//.test(text)) continue;
    errors.push({ line: Number(at), text: said });
  }
  if (!isAnswer) {
    throw new Error(`The compiler ended with exit code ${code}: ${output.trim().slice(-500)}`);
  }
  return errors;
}
