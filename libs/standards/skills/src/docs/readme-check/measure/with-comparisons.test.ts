import { describe, expect, it } from 'vitest';
import { withComparisons } from './with-comparisons.ts';

const compared = (text: string, language: 'js' | 'ts' = 'js') =>
  withComparisons({ file: `a.${language}`, language, line: 1, text, isRun: false });

describe('a program that says what comes of it', () => {
  it.each([
    ['1 + 1; // -> 2', 'globalThis.__readme.value(1, "2")((1 + 1)); // -> 2'],
    ['a();\n// -> x\n//->y', 'globalThis.__readme.value(2, "x\\ny")((a()));\n// -> x\n//->y'],
    ['const a = b(); // -> 1', 'const a = globalThis.__readme.value(1, "1")((b())); // -> 1'],
    [
      'export let a = await b(); // -> 1',
      'export let a = globalThis.__readme.value(1, "1")((await b())); // -> 1',
    ],
    ['console.log(1); // -> 1', 'globalThis.__readme.printed(1, "1");console.log(1); // -> 1'],
    ['console.log; // -> f', 'globalThis.__readme.value(1, "f")((console.log)); // -> f'],
    ['a.log(1); // -> 1', 'globalThis.__readme.value(1, "1")((a.log(1))); // -> 1'],
    [
      '\n\n"a"; // -> \'a\'\n2; // -> 2',
      '\n\nglobalThis.__readme.value(3, "\'a\'")(("a")); // -> \'a\'\nglobalThis.__readme.value(4, "2")((2)); // -> 2',
    ],
  ])('%j', async (given, expected) => {
    const { text, count } = await compared(given);
    expect(text).toBe(expected);
    expect(count).toBe(expected.split('__readme').length - 1);
  });

  it.each([
    ...['1; // 2', '1; // a -> 2', '1;\n\n// -> 2', '1; a(); /* -> 2 */', '// -> 2\n1;'],
    ...['const a = 1, b = 2; // -> 1', 'let a; // -> 1', 'if (a) {\n  b(); // -> 1\n}'],
    ...["import a from 'a'; // -> 1", 'function a() {} // -> 1', '1; // said\n// -> 2'],
  ])('says nothing: %j', async (given) => {
    expect(await compared(given)).toEqual({ text: given, count: 0 });
  });

  it('may be TypeScript', async () => {
    expect((await compared('const a: number = b as number; // -> 1', 'ts')).text).toBe(
      'const a: number = globalThis.__readme.value(1, "1")((b as number)); // -> 1',
    );
  });
});
