import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../../workspace/memory-files.ts';
import { readYamlFile } from './yaml-file.ts';

const read = (text: string) => readYamlFile(memoryFiles({ 'x.yaml': text }), 'x.yaml');

describe('readYamlFile', () => {
  it('gives nothing for a file that is not there', async () => {
    expect(await readYamlFile(memoryFiles({}), 'x.yaml')).toBeUndefined();
  });

  it('keeps every scalar as it is written', async () => {
    const yaml = await read('a: 5.10\nb: true\nc: ~\nd:\n  - 1\n  - "2"\n');
    expect(yaml?.file).toBe('x.yaml');
    expect(yaml?.data).toEqual({ a: '5.10', b: 'true', c: '~', d: ['1', '2'] });
    expect(yaml?.problems).toEqual([]);
  });

  it('resolves aliases and merge keys', async () => {
    const yaml = await read('base: &base\n  a: 1\nmore:\n  <<: *base\n  b: 2\n');
    expect(yaml?.data).toEqual({ base: { a: '1' }, more: { a: '1', b: '2' } });
  });

  it.each(['', '\n', '# nothing\n', '---\n', '\uFEFF'])(
    'takes %j for an empty map',
    async (text) => {
      expect(await read(text)).toMatchObject({ data: {}, problems: [] });
    },
  );

  it('finds lines', async () => {
    const yaml = await read('packages:\n  - a\n\n  - b\nx:\n  y: z\n');
    expect(yaml?.lineOf(['packages', 0])).toBe(2);
    expect(yaml?.lineOf(['packages', 1])).toBe(4);
    expect(yaml?.lineOf(['x', 'y'])).toBe(6);
    expect(yaml?.lineOf(['nowhere'])).toBe(1);
  });

  it('reports what is no YAML, with the line and one sentence', async () => {
    const yaml = await read('a: 1\nb: [\nc: 2\n');
    expect(yaml?.data).toEqual({});
    expect(yaml?.problems).toEqual([
      {
        code: 'workspace-file-unreadable',
        file: 'x.yaml',
        line: 3,
        detail:
          'x.yaml cannot be read: Flow sequence in block collection must be sufficiently indented and end with a ] at line 3, column 1.',
        expected: 'x.yaml can be read, so that the members of the workspace are known.',
      },
    ]);
  });

  it.each([
    ['- a\n', 'an array'],
    ['text\n', 'a string'],
  ])('reports that %j is no map', async (text, kind) => {
    expect(await read(text)).toMatchObject({
      data: {},
      problems: [{ line: 1, detail: `x.yaml cannot be read: it holds ${kind}.` }],
    });
  });

  it('refuses aliases that multiply themselves', async () => {
    const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [before, name] of ['ab', 'bc', 'cd', 'de', 'ef']) {
      lines.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`);
    }
    const yaml = await read(`${lines.join('\n')}\n`);
    expect(yaml?.data).toEqual({});
    expect(yaml?.problems).toMatchObject([{ line: 1, detail: expect.stringContaining('alias') }]);
  });

  it('is not misled by keys of prototypes', async () => {
    const yaml = await read('__proto__:\n  packages: [a]\nconstructor: b\n');
    expect(Object.hasOwn(yaml?.data ?? {}, 'packages')).toBe(false);
    expect(yaml?.data['packages']).toBeUndefined();
    expect(Object.keys(yaml?.data ?? {})).toEqual(['__proto__', 'constructor']);
  });
});
