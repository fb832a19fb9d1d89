import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareSurfaces } from './compare-surfaces.ts';
import { readSurface } from './surface.ts';

type Tree = Readonly<Record<string, string>>;

/** `index.ts` is the entry; a text alone is that file. */
const surfaceOf = (given: string | Tree) => {
  const tree: Tree = typeof given === 'string' ? { 'index.ts': given } : given;
  const entries = new Map([['.', 'index.ts']]);
  return readSurface(entries, { read: (path) => Promise.resolve(tree[path]) });
};
const changes = async (was: string | Tree, is: string | Tree) =>
  compareSurfaces(await surfaceOf(was), await surfaceOf(is)).map(
    ({ kind, text }) => `${kind}: ${text}`,
  );
/** The same in both, but for one place. */
const both = (text: string, was: string, is: string) =>
  changes(text.replaceAll('@', was), text.replaceAll('@', is));

describe('what does not change the types', () => {
  it.each([
    ['a body', 'export function f(): number { return @; }', '1', '2'],
    ['a body of an arrow', 'export const f = (): number => @;', '1', '2'],
    ['a body of a method', 'export class A { m(): void { run(@); } }', '1', '2'],
    ['a comment', 'export interface A { a: string; /* @ */ b: string }', 'old', 'new'],
    ['the layout', 'export type A =@ "a"@ | "b";', ' ', '\n  '],
    ['a leading bar', 'export type A = @"a" | "b";', '', '| '],
    ['a trailing comma', 'export enum A { a, b@ }', '', ','],
    ['the name of a parameter', 'export function f(@: string): void {}', 'a', 'b'],
    ['its default', 'export function f(a: number = @): void {}', '1', '2'],
    [
      'a default in place of a mark',
      'export function f(@): void {}',
      'a?: number',
      'a: number = 1',
    ],
    [
      'what it is taken apart to',
      'export function f({ @ }: Options): void {}\ninterface Options { a: 1; b: 2 }',
      'a',
      'b',
    ],
    ['a name in the type of a function', 'export type F = (@: string) => void;', 'a', 'b'],
    ['a name in the signature of a method', 'export interface A { m(@: string): void }', 'a', 'b'],
    [
      'a name in a call signature',
      'export interface A { (@: string): void; new (@: string): A }',
      'a',
      'b',
    ],
    [
      'a name in an abstract method',
      'export abstract class A { abstract m(@: string): void }',
      'a',
      'b',
    ],
    ['a name of a rest', 'export function f(...@: string[]): void {}', 'a', 'b'],
    [
      'a private member',
      'export class A { private @ = 1; #@ = 2; private m@(): void {} }',
      'a',
      'b',
    ],
    ['the value of a member', 'export class A { a: number = @; static { run(@); } }', '1', '2'],
    ['a value', 'export const a: number = @;', '1', '2'],
    ['a value whose type is told by its form', 'export const a = @;', "'x'", "'y'"],
    ['one inside an object', 'export const a = { b: [@] };', '1', '2'],
    ['whether a function waits by a word', 'export @function f(): Promise<void> {}', 'async ', ''],
    ['a value that satisfies a type', 'export const a = { b: @ } satisfies B;', '1', '2'],
    ['what only a compiler can tell', 'export const a = @();', 'one', 'two'],
    ['a declaration that nobody reaches', 'export const a = 1;\ninterface A { a: @ }', '1', '2'],
    [
      'the implementation of overloads',
      'export function f(a: 1): 1;\nexport function f(a: 2): 2;\nexport function f(a: @): @ { return a; }',
      'any',
      'unknown',
    ],
    ['the order of overloads in text of members', 'export interface A { a: 1; b: 2@ }', '', ';'],
  ])('%s', async (_, text, was, is) => {
    expect(await both(text, was, is)).toEqual([]);
  });

  it('the file that something stands in', async () => {
    const one = {
      'index.ts': "export { a, type B } from './a.js';",
      'a.ts': 'export const a: Hidden = 1;\nexport type B = 1;\ntype Hidden = number;',
    };
    const other = {
      'index.ts': "export * from './b';\nexport type { B } from './c/index.ts';\n",
      'b/index.ts': "import { type Hidden } from '../c';\nexport const a: Hidden = 2;",
      'c/index.ts': 'type Hidden = number;\nexport type { Hidden };\nexport type B = 1;',
    };
    expect(await changes(one, other)).toEqual([]);
  });
});

describe('what breaks', () => {
  it.each([
    ['an export that is gone', 'export const a = 1;@', ' export const b = 1;', '', 'b is gone'],
    ['a type', 'export type A = @;', 'string', 'number', 'A is another one'],
    ['a parameter', 'export function f(a: @): void {}', 'string', 'number', 'f is another one'],
    [
      'a parameter that must be given',
      'export function f(@): void {}',
      '',
      'a: 1',
      'f is another one',
    ],
    ['what is given back', 'export const f = (): @ => a;', 'A', 'B', 'f is another one'],
    ['a member that is gone', 'export interface A { a: 1; @ }', 'b: 2', '', 'A is another one'],
    [
      'a member that must be given',
      'export interface A { a: 1; @ }',
      '',
      'b: 2',
      'A has more members that must be given',
    ],
    ['what is extended', 'export interface A extends @ { a: 1 }', 'B', 'C', 'A is another one'],
    ['a member of a class', 'export class A { m(a: @): void {} }', '1', '2', 'A is another one'],
    [
      'an abstract member',
      'export abstract class A { @ }',
      '',
      'abstract m(): void',
      'A has more members that must be given',
    ],
    [
      'a member that is private now',
      'export class A { @a: number = 1; }',
      '',
      'private ',
      'A is another one',
    ],
    [
      'a class that another stands above',
      'export class A extends @ {}',
      'B',
      'C',
      'A is another one',
    ],
    ['a constant to the letter', 'export const a = @ as const;', "'x'", "'y'", 'a is another one'],
    ['the form of a value', 'export const a = @;', '1', "'x'", 'a is another one'],
    ['a key of an object', 'export const a = { @: 1 };', 'b', 'c', 'a is another one'],
    [
      'a default export',
      'export default function f(a: @): void {}',
      '1',
      '2',
      'default is another one',
    ],
    [
      'one without a name',
      'export default (a: @): void => {};',
      '1',
      '2',
      'default is another one',
    ],
    [
      'an assigned one',
      'declare namespace N { type A = @ }\nexport = N;',
      '1',
      '2',
      'export = is another one',
    ],
    ['an enum', 'export enum A { a = @ }', '1', '2', 'A is another one'],
    [
      'what stands behind a name',
      'export const a: @ = b;\ntype One = 1;\ntype Two = 2;',
      'One',
      'Two',
      'a is another one',
    ],
    [
      'a hidden type',
      'export function f(a: Hidden): void {}\ninterface Hidden { a: @ }',
      '1',
      '2',
      'f is another one by Hidden',
    ],
    [
      'one behind that',
      'export type A = B[];\ntype B = C;\ntype C = D | E;\ntype D = @;\ntype E = B;',
      '1',
      '2',
      'A is another one by D',
    ],
    [
      'a type of a value',
      'export type A = typeof hidden;\nconst hidden: @ = 1;',
      'number',
      'string',
      'A is another one by hidden',
    ],
    [
      'what is taken from elsewhere',
      "import type { A } from '@';\nexport type B = A;",
      'x',
      'y',
      'B is another one by A of another package',
    ],
    ['what is given on from elsewhere', "export { a } from '@';", 'x', 'y', 'a is another one'],
    ['a literal name', 'export { a as "@" };\nconst a = 1;', 'b c', 'd e', 'b c is gone'],
    [
      'what is taken apart',
      'export const { a, b: [@, ...d], ...e } = f();',
      'c = 1',
      'x',
      'c is gone',
    ],
  ])('%s', async (_, text, was, is, expected) => {
    expect((await both(text, was, is))[0]).toBe(`breaking: ${expected}`);
  });

  it('one that several files give on, and a namespace, by its names', async () => {
    const tree = (one: string): Tree => ({
      'index.ts':
        "export * from './a.ts';\nexport * as ns from './b.ts';\nimport * as own from './b.ts';\nexport { own };\nexport * from 'elsewhere';",
      'a.ts': "export * from './index.ts';\nexport * from './b.ts';\nexport default 1;",
      'b.ts': `export type A = ${one};\nexport { A as default };`,
    });
    expect(await changes(tree('1'), tree('2'))).toEqual([
      'breaking: A is another one',
      'breaking: ns.A is another one',
      'breaking: ns.default is another one',
      'breaking: own.A is another one',
      'breaking: own.default is another one',
    ]);
    expect(
      await changes(tree('1'), { ...tree('1'), 'index.ts': "export * from './a.ts';" }),
    ).toEqual([
      'breaking: * of elsewhere is gone',
      'breaking: ns.A is gone',
      'breaking: ns.default is gone',
      'breaking: own.A is gone',
      'breaking: own.default is gone',
    ]);
  });
});

describe('what gives more', () => {
  it.each([
    ['a new export', 'export const a = 1;@', '', ' export const b = 1;', 'b is new'],
    [
      'a member that may be left out',
      'export interface A { a: 1; @ }',
      '',
      'b?: 2',
      'A has more members',
    ],
    ['the same of a type', 'export type A = { a: 1; @ };', '', 'b?: 2', 'A has more members'],
    [
      'a method of a class',
      'export class A { a(): void {} @ }',
      '',
      'b(): void {}',
      'A has more members',
    ],
    ['a member of an enum', 'export enum A { a, @ }', '', 'b', 'A has more members'],
  ])('%s', async (_, text, was, is, expected) => {
    expect(await both(text, was, is)).toEqual([`additive: ${expected}`]);
  });
});

it('names the entry where it is not the first', async () => {
  const read = (text: string) =>
    readSurface(new Map([['./testing', 'testing.ts']]), { read: () => Promise.resolve(text) });
  expect(compareSurfaces(await read('export const a = 1;'), await read('export {};'))).toEqual([
    { kind: 'breaking', text: 'a of ./testing is gone' },
  ]);
});

it('is of any text the same as of itself, and takes what is broken as it can', async () => {
  const piece = fc.constantFrom(
    ...[
      'export ',
      'interface A ',
      '{',
      '}',
      'const a',
      ' = ',
      '1',
      ': ',
      'string',
      '(',
      ')',
      ' => ',
      ';\n',
    ],
    ...[
      'import ',
      'from ',
      "'./index.ts'",
      'class B ',
      'default ',
      '*',
      'type T',
      '<',
      '>',
      'enum E ',
    ],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
      const text = pieces.join('');
      expect(await changes(text, text)).toEqual([]);
    }),
  );
});
