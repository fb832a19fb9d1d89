import { describe, expect, it } from 'vitest';
import { editYaml, lineOfYamlPath, parseYaml } from './yaml.ts';

describe('parseYaml', () => {
  it('reads a document', async () => {
    expect(await parseYaml('a: 1\nb: [x]\n')).toEqual({ ok: true, value: { a: 1, b: ['x'] } });
    expect(await parseYaml('')).toEqual({ ok: true, value: null });
    expect(await parseYaml('\uFEFFa: 1')).toEqual({ ok: true, value: { a: 1 } });
  });

  it('unfolds merge keys', async () => {
    const text = 'x: &x\n  a: 1\ny:\n  <<: *x\n';
    expect(await parseYaml(text)).toEqual({ ok: true, value: { x: { a: 1 }, y: { a: 1 } } });
  });

  it('says where it cannot be parsed', async () => {
    const parsed = await parseYaml('a: 1\nb: [\n');
    expect(parsed).toMatchObject({ ok: false, line: 3 });
    expect(await parseYaml('a: *nowhere')).toMatchObject({ ok: false, line: 1 });
    expect(await parseYaml('a: 1\na: 2\n')).toMatchObject({
      ok: false,
      line: 2,
      reason: expect.stringContaining('unique'),
    });
  });

  it('does not unfold a bomb', async () => {
    const lines = ['a: &a [1,1,1,1,1,1,1,1,1,1]'];
    for (let at = 0; at < 8; at++) {
      const [from, to] = ['abcdefghi'[at], 'bcdefghij'[at]];
      lines.push(`${to}: &${to} [${Array(10).fill(`*${from}`).join(',')}]`);
    }
    const parsed = await parseYaml(lines.join('\n'));
    expect(parsed).toMatchObject({
      ok: false,
      line: 1,
      reason: expect.stringContaining('alias'),
    });
  });

  it('keeps the prototype out of it', async () => {
    const parsed = await parseYaml('__proto__:\n  a: 1\n');
    expect(parsed.ok && Object.keys(parsed.value ?? {})).toEqual(['__proto__']);
  });
});

describe('lineOfYamlPath', () => {
  const text =
    '# first\na:\n  b: 1\n\n  c:\n    - x\n    - y: 2\n"d e": {f: 1}\ng: &g\n  h: 1\ni: *g\n1: x\n';

  it.each([
    [['a'], 2],
    [['a', 'b'], 3],
    [['a', 'c'], 5],
    [['a', 'c', 1], 7],
    [['a', 'c', 1, 'y'], 7],
    [['d e', 'f'], 8],
    [['i'], 11],
    [['i', 'h'], 10],
    [['1'], 12],
    [['a', 'zzz'], 2],
    [['a', 'c', 9], 5],
    [['a', 'b', 'x'], 3],
    [['zzz', 'a'], 1],
    [[], 1],
  ])('finds %j on line %i', async (path, line) => {
    expect(await lineOfYamlPath(text, path)).toBe(line);
  });

  it('is 1 for a text that is no map', async () => {
    expect(await lineOfYamlPath('', ['a'])).toBe(1);
    expect(await lineOfYamlPath('x', ['a'])).toBe(1);
  });
});

describe('editYaml', () => {
  const text = [
    '# head',
    'packages:',
    "  - 'a/*'",
    '',
    'catalog:',
    '  # why a',
    '  a: ^1.0.0 # tail',
    "  b: '^2.0.0'",
    '  "c": "^3.0.0"',
    '',
    '# end',
    'last: x',
    '',
  ].join('\n');

  it('sets a value and keeps quotes and comments', async () => {
    expect(await editYaml(text, ['catalog', 'a'], '^1.5.0')).toBe(text.replace('^1.0.0', '^1.5.0'));
    expect(await editYaml(text, ['catalog', 'b'], '^2.5.0')).toBe(text.replace('^2.0.0', '^2.5.0'));
    expect(await editYaml(text, ['catalog', 'c'], '^3.5.0')).toBe(text.replace('^3.0.0', '^3.5.0'));
    expect(await editYaml(text, ['packages', 0], 'b/*')).toBe(text.replace('a/*', 'b/*'));
  });

  it.each([
    ['workspace:*', 'workspace:*'],
    ['catalog:', "'catalog:'"],
    ['*', "'*'"],
    ['1.0', "'1.0'"],
    ['>=1 <2', "'>=1 <2'"],
    ['^1 || ^2', '^1 || ^2'],
    ['a, b', "'a, b'"],
    ["it's #1", `"it's #1"`],
  ])('quotes %j where it must', async (value, written) => {
    expect(await editYaml('a: x\nb: y\n', ['a'], value)).toBe(`a: ${written}\nb: y\n`);
    expect(await editYaml('a: "x"\n', ['a'], '*')).toBe('a: "*"\n');
  });

  it('edits inside flow maps', async () => {
    expect(await editYaml('a: { b: ^1, c: ^2 }\n', ['a', 'c'], '^3')).toBe('a: { b: ^1, c: ^3 }\n');
  });

  it('keeps line ends and a byte order mark', async () => {
    expect(await editYaml('\uFEFFa: ^1\r\nb: ^2\r\n', ['a'], '^3')).toBe(
      '\uFEFFa: ^3\r\nb: ^2\r\n',
    );
    expect(await editYaml('a:\r\n  b: ^1\r\n  c: ^2\r\n', ['a', 'b'], undefined)).toBe(
      'a:\r\n  c: ^2\r\n',
    );
    expect(await editYaml('a: {b: ^1, c: ^2}\r\nd: 1\r\n', ['a', 'b'], undefined)).toBe(
      'a: { c: ^2 }\r\nd: 1\r\n',
    );
  });

  it('replaces an alias, not what it names', async () => {
    expect(await editYaml('a: &v ^1\nb: *v\n', ['b'], '^2')).toBe('a: &v ^1\nb: ^2\n');
    expect(await editYaml('a: &v ^1\nb: *v\n', ['a'], '^2')).toBe('a: &v ^2\nb: *v\n');
  });

  it('sets a block text and an empty value', async () => {
    expect(await editYaml('a: |\n  ^1\nb: 2\n', ['a'], '^2')).toContain('^2');
    expect(await parseYaml(await editYaml('a: |\n  ^1\nb: 2\n', ['a'], '^2'))).toMatchObject({
      value: { b: 2 },
    });
    expect(await editYaml('a:\nb: 2\n', ['a'], '^2')).toBe('a: ^2\nb: 2\n');
  });

  it('removes an entry with its line', async () => {
    expect(await editYaml(text, ['catalog', 'a'], undefined)).toBe(
      text.replace('  a: ^1.0.0 # tail\n', ''),
    );
    expect(await editYaml(text, ['catalog', 'c'], undefined)).toBe(
      text.replace('  "c": "^3.0.0"\n', ''),
    );
    expect(await editYaml(text, ['last'], undefined)).toBe(text.replace('last: x\n', ''));
    expect(await editYaml('a: 1\nb: 2', ['b'], undefined)).toBe('a: 1\n');
    expect(await editYaml('a: 1\nb:\nc: 3\n', ['b'], undefined)).toBe('a: 1\nc: 3\n');
  });

  it('removes a map that would be left empty', async () => {
    expect(
      await editYaml('a: 1\nb:\n  c:\n    d: 2\n  # end\ne: 3\n', ['b', 'c', 'd'], undefined),
    ).toBe('a: 1\n  # end\ne: 3\n');
    expect(await editYaml('b:\n  c: 2\n', ['b', 'c'], undefined)).toBe('{}\n');
  });

  it('removes a whole block', async () => {
    expect(await editYaml('a:\n  b: 1\n  c: 2\nd: 3\n', ['a'], undefined)).toBe('d: 3\n');
  });

  it('removes from forms in which entries share a line', async () => {
    expect(await editYaml('a: {b: 1, c: 2} # x\nd: 3\n', ['a', 'b'], undefined)).toBe(
      'a: { c: 2 } # x\nd: 3\n',
    );
    expect(await editYaml('- b: 1\n  c: 2\n', [0, 'b'], undefined)).toBe('- c: 2\n');
    expect(await editYaml('a: [x, y]\n', ['a', 0], undefined)).toBe('a: [ y ]\n');
  });

  it('changes nothing where there is nothing to change', async () => {
    for (const path of [['zzz'], ['catalog', 'zzz'], ['catalog', 'a', 'b'], ['packages', 5], []]) {
      expect(await editYaml(text, path, 'x')).toBe(text);
      expect(await editYaml(text, path, undefined)).toBe(text);
    }
    expect(await editYaml('a: [', ['a'], 'x')).toBe('a: [');
  });
});
