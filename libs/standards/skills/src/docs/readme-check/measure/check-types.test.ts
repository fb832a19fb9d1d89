import { describe, expect, it } from 'vitest';
import type { Program } from '../readme/programs.ts';
import { findCompiler, readDiagnostics, sourceConditions } from './check-types.ts';

const program = (file: string, language: Program['language']): Program => ({
  ...{ file, language, line: 1, text: '', isRun: false },
});
const programs = [program('README-3.ts', 'ts'), program('pay.mjs', 'js')];
const read = (...lines: readonly string[]) => readDiagnostics(lines.join('\n'), 2, programs);

describe('what the compiler says', () => {
  it('counts where it is about a program', () => {
    expect(
      read(
        "README-3.ts(4,7): error TS2322: Type 'string' is not assignable to type 'number'.",
        '  More of it.',
        '../libs/core/src/a.ts(1,1): error TS2550: Do you need to change your target library?',
        "pay.mjs(12,1): error TS2304: Cannot find name 'x'. ",
      ),
    ).toEqual([
      { line: 4, text: "TS2322: Type 'string' is not assignable to type 'number'." },
      { line: 12, text: "TS2304: Cannot find name 'x'." },
    ]);
  });

  it.each([
    "TS7006: Parameter 'a' implicitly has an 'any' type.",
    "TS18048: 'trace' is possibly 'undefined'.",
    "TS18046: 'params' is of type 'unknown'.",
    "TS2532: Object is possibly 'undefined'.",
    "TS2339: Property 'port' does not exist on type 'string | AddressInfo | null'.",
    "TS2345: Argument of type 'string | undefined' is not assignable to parameter of type 'string'.",
  ])('asks of TypeScript alone: %s', (text) => {
    expect(read(`pay.mjs(1,1): error ${text}`)).toEqual([]);
    expect(read(`README-3.ts(1,1): error ${text}`)).toEqual([{ line: 1, text }]);
  });

  it.each([
    "TS2339: Property 'port' does not exist on type 'Server'.",
    "TS2345: Argument of type 'number | undefined' is not assignable to parameter of type 'string'.",
    "TS2307: Cannot find module 'none' or its corresponding type declarations.",
    'TS2554: Expected 1 arguments, but got 2.',
  ])('asks of JavaScript too: %s', (text) => {
    expect(read(`pay.mjs(1,1): error ${text}`)).toEqual([{ line: 1, text }]);
  });

  it('forgives a file of the reader', () => {
    const text = 'or its corresponding type declarations.';
    expect(
      read(
        `README-3.ts(1,1): error TS2307: Cannot find module './app.ts' ${text}`,
        `README-3.ts(2,1): error TS2307: Cannot find module '../app.ts' ${text}`,
      ),
    ).toEqual([]);
  });

  it('is no answer where it is about none', () => {
    expect(() => read("error TS2688: Cannot find type definition file for 'x'.")).toThrow(
      "The compiler cannot be asked: TS2688: Cannot find type definition file for 'x'.",
    );
    expect(() => read('out of memory')).toThrow(
      'The compiler ended with exit code 2: out of memory',
    );
    expect(readDiagnostics('', 0, programs)).toEqual([]);
  });
});

describe('conditions of a workspace', () => {
  it.each([
    [
      { '.': { '@acme/source': './src/a.ts', types: './a.d.ts', default: './a.js' } },
      ['@acme/source'],
    ],
    [
      { '@acme/b': './b.ts', source: { node: { 'acme/a': './a.ts' } } },
      ['@acme/b', 'acme/a', 'source'],
    ],
    [
      {
        './a/b': './a/b.js',
        '#a/b': './b.js',
        './c': null,
        './d': ['./d.js', { import: './d.mjs' }],
      },
      [],
    ],
    ['./a.js', []],
    [undefined, []],
  ])('%j', (exports, expected) => {
    expect(sourceConditions(exports)).toEqual(expected);
  });
});

it('finds a compiler by its package, also under another name', () => {
  const folder = import.meta.dirname;
  expect(findCompiler('typescript', folder)?.file).toMatch(/node_modules\/typescript\/.*tsc/);
  expect(findCompiler('@typescript/native', folder)?.version).toBe('7.0.2');
  expect(findCompiler('zod', folder)).toBeUndefined();
  expect(findCompiler('no-such-package', folder)).toBeUndefined();
});
