import { describe, expect, it } from 'vitest';
import { loadSourceParser } from './parse-source.ts';
import { nestsTooDeep } from './too-deep.ts';

describe('a source that nests past the stack of the parser', () => {
  it.each([
    '(',
    '[',
    '{',
    '`${',
    '!',
    '- ',
    'a=>',
    'a?b:',
    'a=',
    'a**',
    'new ',
    'typeof ',
    'keyof ',
    'a:',
    'if(a);else ',
    'if(a)',
    'for(;;)',
    'function f(){',
    '<a b={',
    'B<',
  ])('%s, repeated, is refused and not parsed', async (piece) => {
    const parse = await loadSourceParser();
    const text = `import 'x';\n${piece.repeat(50_000)}`;
    expect(parse('x.tsx', text)).toEqual({ ok: false, line: 1, reason: 'it is nested too deep' });
  });

  it.each([
    ['many statements', 'if (a) { b(); } else { c(); }\n'.repeat(5000)],
    ['many short branches in blocks', '{ if (a) b(); else c(); }\n'.repeat(5000)],
    ['a list', `x = [${'{ a: -1, b: [2] },'.repeat(5000)}];`],
    ['additions', `x = ${'a + '.repeat(10_000)}1;`],
    ['calls', `a${'.b(c => d)'.repeat(5000)};`],
    ['what is short', '('.repeat(900)],
  ])('%s are not', (_name, text) => {
    expect(nestsTooDeep(text)).toBe(false);
  });

  it('what nests a thousand times is parsed', async () => {
    const parse = await loadSourceParser();
    const text = `import 'x';\nx = ${'('.repeat(1000)}1${')'.repeat(1000)};`;
    expect(parse('x.ts', text)).toMatchObject({ ok: true, imports: [{ specifier: 'x' }] });
  });
});
