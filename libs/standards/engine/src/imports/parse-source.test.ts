import { beforeAll, describe, expect, it } from 'vitest';
import type { SourceParser } from './parse-source.ts';
import { loadSourceParser } from './parse-source.ts';

let parse: SourceParser;
beforeAll(async () => {
  parse = await loadSourceParser();
});

/** Each import as `line kind specifier`, with `types` where it is gone at run time; proved to stand at its offsets. */
function imports(path: string, text: string): readonly string[] {
  const parsed = parse(path, text);
  if (!parsed.ok) return [`${parsed.line}: ${parsed.reason}`];
  return parsed.imports.map(({ line, kind, specifier, typeOnly, start, end }) => {
    expect(
      /^["'`]$/.test(text.charAt(start - 1)) && text.charAt(start - 1) === text.charAt(end),
    ).toBe(true);
    return `${line} ${kind} ${specifier}${typeOnly ? ' types' : ''}`;
  });
}

describe('the imports of a source', () => {
  it.each([
    ["import 'a';", 'import a'],
    ["import a from 'a';", 'import a'],
    ["import {} from 'a';", 'import a'],
    ["import a, * as b from 'a';", 'import a'],
    ["import { type A, b } from 'a';", 'import a'],
    ["import { type A } from 'a';", 'import a types'],
    ["import type { A } from 'a';", 'import a types'],
    ["import type {} from 'a';", 'import a types'],
    ["import a from './a.json' with { type: 'json' };", 'import ./a.json'],
    ["import defer * as a from 'a';", 'import a'],
    ["export * from 'a';", 'export a'],
    ["export * as a from 'a';", 'export a'],
    ["export { a, type B } from 'a';", 'export a'],
    ["export { type A } from 'a';", 'export a types'],
    ["export type { A } from 'a';", 'export a types'],
    ["export type * from 'a';", 'export a types'],
    ["export {} from 'a';", 'export a'],
    ["await import('a');", 'dynamic a'],
    ['await import(/* webpackChunkName: "c" */ `a`);', 'dynamic a'],
    ["type A = import('a').A;", 'type a types'],
    ["type A = typeof import('a');", 'type a types'],
    ["import a = require('a');", 'require a'],
    ["import type a = require('a');", 'require a types'],
    ["const a = require('a');", 'require a'],
    ["const a = require('a').b.c;", 'require a'],
    ["require.resolve('a');", 'resolve a'],
    ["module.require('a');", 'require a'],
    ["createRequire(import.meta.url)('a');", 'require a'],
    ["m.createRequire(__filename)('a');", 'require a'],
    ["jest.requireActual('a');", 'require a'],
    ["await vi.importActual('a');", 'dynamic a'],
    ["import.meta.resolve('a');", 'resolve a'],
    ["import '\\u0061';", 'import a'],
    ['/// <reference types="a" />', 'reference a types'],
    ['  ///<reference path="./a.d.ts" />', 'reference ./a.d.ts types'],
  ])('%s', (text, expected) => {
    expect(imports('a.ts', text)).toEqual([`1 ${expected}`]);
  });

  it.each([
    'import(`a${b}`);',
    'import(a);',
    "import(a + 'b');",
    'require(a);',
    'require();',
    "require.cache('a');",
    "a.require('a');",
    "jest.mock('a'); jest.requireActual;",
    "create(createRequire)('a');",
    "createRequire('a');",
    "a['requireActual']('a');",
    "b.resolve('a'); require;",
    'import a = A.B; require;',
    "const a = 'require(b)';",
    "// import 'a';",
    "declare module 'a' {}",
    'export {}; export const a = 1;',
    "import '';",
  ])('none: %s', (text) => {
    expect(imports('a.ts', text)).toEqual([]);
  });

  it('stand in the order of the text with their lines, after characters of any width', () => {
    expect(
      imports(
        'a.ts',
        "// é 😀\r\nimport type {\n  A,\n} from 'a';\nconst b = require('b');\n\nexport * from 'c'; import 'd';\n",
      ),
    ).toEqual(['4 import a types', '5 require b', '7 export c', '7 import d']);
  });

  it.each([
    ['a.tsx', "import 'a'; const b = <B<string> c />;"],
    ['a.jsx', "import 'a'; const b = <b />;"],
    ['a.js', "import 'a'; const b = <b />;"],
    ['a.mjs', "import 'a'; await b;"],
    ['a.mts', "import 'a'; const b = <T>(c: T) => c;"],
    ['a.ts', "import 'a'; const b = <B>c;"],
    ['a.js', "import 'a'; const b = (c: string) => c;"],
    ['a.js', "#!/usr/bin/env node\rimport 'a';"],
    ['a.js', "\uFEFFimport 'a';"],
    ['a.ts', "import 'a'; return 1;"],
    ['a.ts', "import 'a'; @b() class C {}"],
  ])('of %s: %s', (path, text) => {
    expect(imports(path, text)).toEqual(['1 import a']);
  });

  it('of CommonJS', () => {
    expect(imports('a.cjs', "'use strict';\nvar await = require('a');\nreturn;\n")).toEqual([
      '2 require a',
    ]);
    expect(imports('a.js', "with (b) { require('a') }")).toEqual(['1 require a']);
    expect(imports('a.cts', "import a = require('a');\nexport = a;\n")).toEqual(['1 require a']);
  });

  it('of declarations are all of types', () => {
    expect(imports('a.d.ts', "import 'a';\nexport * from 'b';\n")).toEqual([
      '1 import a types',
      '2 export b types',
    ]);
    expect(imports('a.d.mts', "import a from 'a';")).toEqual(['1 import a types']);
    expect(imports('a.d.css.ts', "import a from 'a';")).toEqual(['1 import a types']);
  });

  it('of components stand at their lines of the whole file', () => {
    expect(
      imports(
        'a.vue',
        "<template>\n</template>\n<script>\nimport 'a';\n</script>\n<script setup lang=\"ts\">\nimport type { B } from 'b';\n</script>\n",
      ),
    ).toEqual(['4 import a', '7 import b types']);
    expect(imports('a.svelte', "<script>import 'a';</script>")).toEqual(['1 import a']);
    expect(imports('a.astro', "---\nimport 'a';\nif (b) return;\n---\n")).toEqual(['2 import a']);
    expect(imports('a.vue', '<template />')).toEqual([]);
  });

  it('of an empty file and of a comment are none', () => {
    expect(imports('a.ts', '')).toEqual([]);
    expect(imports('a.js', '// nothing\n')).toEqual([]);
  });

  it('are not guessed where the file cannot be parsed', () => {
    expect(imports('a.ts', "import 'a';\n\nfunction (")).toEqual(['3: Expected function name']);
    expect(imports('a.js', "// @flow\nimport 'a';\ntype B = {| c: d |};")).toEqual([
      '1: Flow is not supported',
    ]);
    expect(imports('a.svelte', '<p/>\n<script>\nlet = ;\n</script>')[0]).toMatch(/^3: /);
  });
});
