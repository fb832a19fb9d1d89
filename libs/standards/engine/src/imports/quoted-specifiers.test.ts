import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadSourceParser } from './parse-source.ts';
import { packageNameOf, quotedSpecifiers, unescaped } from './quoted-specifiers.ts';

describe('quotedSpecifiers', () => {
  it.each([
    "import a from 'a';",
    "import'a'",
    'import {a}from`a`',
    "export * from\n  // why\n  'a';",
    'import /* one */ /* two * three */ "a";',
    "import(/* webpackChunkName: 'b' */ 'a');",
    "import(('a'))",
    "require('a')",
    "require?.( // why\r\n 'a')",
    "import.meta.resolve('a')",
    "import a = require('a');",
    "type A = import('a').A;",
    '/// <reference types="a" />',
    "///<reference  path = 'a'/>",
    "import '\\u0061';",
  ])('finds %s', (text) => {
    expect([...quotedSpecifiers(text)]).toContain('a');
  });

  it.each([
    "const a = 'a';",
    "['a', 'a']",
    "f(b, 'a')",
    "import(b + 'a')",
    '<p path="a">',
    "import b; 'a'",
    "import /* b 'a'",
  ])('passes over %s', (text) => {
    expect([...quotedSpecifiers(text)]).toEqual([]);
  });

  it('finds each once, in order', () => {
    expect([...quotedSpecifiers("import 'a'; import 'b'; import 'a';")]).toEqual(['a', 'b']);
  });

  it('is not thrown off by a quote that opens nothing', () => {
    expect([...quotedSpecifiers('/("/.test(x); import "a"')]).toContain('a');
    expect([...quotedSpecifiers("// don't (' import 'a'")]).toContain('a');
  });

  it('takes no text over lines, and none that is empty or starts with a blank', () => {
    expect([...quotedSpecifiers("import 'a\nb'; f(''); f(' c')")]).toEqual([]);
  });

  it('ends with a hostile file', () => {
    expect(quotedSpecifiers('(/*'.repeat(3000)).size).toBe(0);
    expect(quotedSpecifiers('('.repeat(100_000)).size).toBe(0);
  });

  it('misses nothing that a parser finds', async () => {
    const parse = await loadSourceParser();
    const blank = fc.constantFrom('', ' ', '\n', '/* " */', "// it's\n", "/* import 'no' */ ");
    const specifier = fc.stringMatching(/^[@#.\w/-]{1,8}$/);
    const quote = fc.constantFrom('"', "'");
    const statement = fc
      .tuple(fc.constantFrom(...statements), blank, quote, specifier)
      .map(([[before, after], space, mark, name]) => before + space + mark + name + mark + after);
    fc.assert(
      fc.property(fc.array(fc.oneof(statement, fc.constantFrom(...between))), (lines) => {
        const text = lines.join('');
        const parsed = parse('a.ts', text);
        const found = quotedSpecifiers(text);
        const imported = parsed.ok ? parsed.imports.map((one) => one.specifier) : [];
        expect(imported.filter((one) => !found.has(one))).toEqual([]);
      }),
    );
  });
});

const statements = [
  ['import', ';'],
  ['import a from', ';'],
  ['import type { A } from', ';'],
  ['export * from', ';'],
  ['export {} from', ';'],
  ['import(', ');'],
  ['require(', ');'],
  ['require.resolve(', ').length;'],
  ['import b = require(', ');'],
  ['type C = import(', ').D;'],
  ['const c = (import(', ')) as unknown;'],
] as const;

const between = [
  '\n',
  "// don't\n",
  'const d = /["(]/;',
  "f('x', `y`);",
  'const e = `it\'s ${f("z")}`;',
];

describe('unescaped', () => {
  it.each([
    ['\\u{61}', 'a'],
    ['\\u0061b', 'ab'],
    ['\\x61', 'a'],
    ['\\/', '/'],
    ['\\\\x61', '\\x61'],
    ['\\u{110000}', '\\u{110000}'],
    ['\\u{10ffff}', '\u{10ffff}'],
  ])('%s', (body, value) => {
    expect(unescaped(body)).toBe(value);
  });
});

describe('packageNameOf', () => {
  it.each([
    ['a', 'a'],
    ['a/b/c', 'a'],
    ['@s/a', '@s/a'],
    ['@s/a/b/c', '@s/a'],
    ['@s', undefined],
    ['@s/', undefined],
    ['@s//x', undefined],
    ['@/a', undefined],
    ['./a', undefined],
    ['../a', undefined],
    ['/a', undefined],
    ['#a', undefined],
    ['', undefined],
  ])('%j: %j', (specifier, name) => {
    expect(packageNameOf(specifier)).toBe(name);
  });
});
