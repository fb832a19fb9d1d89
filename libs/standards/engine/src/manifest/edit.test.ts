import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../workspace/memory-files.ts';
import { createTree } from '../workspace/tree.ts';
import { editFile } from './edit.ts';

async function edited(
  file: string,
  text: string,
  path: readonly (string | number)[],
  value: string | undefined,
): Promise<string | undefined> {
  const tree = createTree(memoryFiles({ [file]: text }));
  const changed = await editFile(tree, file, path, value);
  expect(tree.changes()).toHaveLength(changed ? 1 : 0);
  return changed ? tree.read(file) : undefined;
}

describe('editFile', () => {
  it('sets a value of JSON with its indentation, line ends, mark and comments', async () => {
    expect(
      await edited('a.json', '\uFEFF{\r\n\t// x\r\n\t"a": {"b": "1"}\r\n}', ['a', 'b'], '2'),
    ).toBe('\uFEFF{\r\n\t// x\r\n\t"a": {"b": "2"}\r\n}');
  });

  it('sets a value of YAML', async () => {
    expect(await edited('a.yaml', 'a: 1.0.0 # x\n', ['a'], '2.0.0')).toBe('a: 2.0.0 # x\n');
    expect(await edited('a.yml', 'a: 1.0.0 # x\n', ['a'], '2.0.0')).toBe('a: 2.0.0 # x\n');
  });

  it('removes an entry', async () => {
    expect(
      await edited(
        'a.json',
        '{\n  "a": {\n    "b": "1",\n    "c": "2"\n  }\n}\n',
        ['a', 'c'],
        undefined,
      ),
    ).toBe('{\n  "a": {\n    "b": "1"\n  }\n}\n');
  });

  it('removes from objects on one line, first, last and between', async () => {
    const text = '\uFEFF{ "a": { "b": "1", "c": "2" , "d": "3" } }';
    const remove = (key: string) => edited('a.json', text, ['a', key], undefined);
    expect(await remove('b')).toBe('\uFEFF{ "a": { "c": "2" , "d": "3" } }');
    expect(await remove('c')).toBe('\uFEFF{ "a": { "b": "1", "d": "3" } }');
    expect(await remove('d')).toBe('\uFEFF{ "a": { "b": "1", "c": "2" } }');
  });

  it('keeps comments beside what it removes', async () => {
    const text = '{\n  "a": {\n    "b": "1", // of, b\n    /* of, c */\n    "c": "2"\n  }\n}\n';
    const remove = (key: string) => edited('a.json', text, ['a', key], undefined);
    expect(await edited('a.json', '{"a":"1",// x\n"b":"2"}', ['b'], undefined)).toBe(
      '{"a":"1"// x\n}',
    );
    expect(await remove('b')).toBe(
      '{\n  "a": {\n     // of, b\n    /* of, c */\n    "c": "2"\n  }\n}\n',
    );
    expect(await remove('c')).toBe('{\n  "a": {\n    "b": "1" // of, b\n    /* of, c */\n  }\n}\n');
  });

  it('removes objects that would be left empty, but never the whole', async () => {
    expect(
      await edited(
        'a.json',
        '{\n  "x": 1,\n  "a": {\n    "b": { "c": "1" }\n  }\n}\n',
        ['a', 'b', 'c'],
        undefined,
      ),
    ).toBe('{\n  "x": 1\n}\n');
    expect(await edited('a.json', '{"a":{"b":"1"}}', ['a', 'b'], undefined)).toBe('{}');
  });

  it('changes nothing where the path, the value or the file is not there or the same', async () => {
    expect(await edited('a.json', '{"a":"1"}', ['b'], '2')).toBeUndefined();
    expect(await edited('a.json', '{"a":"1"}', ['a', 'b'], '2')).toBeUndefined();
    expect(await edited('a.json', '{"a":"1"}', ['a'], '1')).toBeUndefined();
    expect(await edited('a.json', '', ['a'], '1')).toBeUndefined();
    expect(await editFile(createTree(memoryFiles({})), 'a.json', ['a'], '1')).toBe(false);
  });
});
