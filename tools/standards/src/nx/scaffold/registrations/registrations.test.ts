import { describe, expect, it } from 'vitest';
import { houseTree } from '../testing/house-tree.ts';
import { jsonEntry, jsonListMember } from './json-entry.ts';
import { readmeRow } from './readme-row.ts';
import { sortedLine } from './sorted-line.ts';
import { textBlock } from './text-block.ts';
import { tsconfigReference } from './tsconfig-reference.ts';
import { workspacesGlob } from './workspaces-glob.ts';

describe('workspacesGlob', () => {
  const text = '{ "workspaces": ["apps/*", "libs/toolkit/*"] }';

  it('adds a glob for the folder only where none finds it', async () => {
    using house = await houseTree();
    const { add } = workspacesGlob('libs/dataops/orders');
    expect(JSON.parse(add(text, house.tree))).toStrictEqual({
      workspaces: ['apps/*', 'libs/dataops/*', 'libs/toolkit/*'],
    });
    expect(workspacesGlob('libs/toolkit/price-list').add(text, house.tree)).toBe(text);
  });

  it('takes the glob away with the last folder that it finds', async () => {
    using house = await houseTree();
    const { add, remove } = workspacesGlob('libs/dataops/orders');
    const added = add(text, house.tree);
    expect(JSON.parse(remove(added, house.tree))).toStrictEqual(JSON.parse(text));
    house.tree.write('libs/dataops/prices/package.json', '{}');
    expect(remove(added, house.tree)).toBe(added);
  });
});

describe('tsconfigReference', () => {
  const text =
    '{\n  "files": [],\n  "references": [\n    { "path": "./apps/a" },\n    { "path": "./libs/c" }\n  ]\n}\n';

  it('adds a line in its place, once', async () => {
    using house = await houseTree();
    const { add, remove } = tsconfigReference('libs/b');
    const added = add(text, house.tree);
    expect(added).toBe(
      '{\n  "files": [],\n  "references": [\n    { "path": "./apps/a" },\n    { "path": "./libs/b" },\n    { "path": "./libs/c" }\n  ]\n}\n',
    );
    expect(add(added, house.tree)).toBe(added);
    expect(remove(added, house.tree)).toBe(text);
    expect(remove(text, house.tree)).toBe(text);
  });
});

describe('readmeRow', () => {
  const text =
    '## Where things are\n\n| a | b |\n| - | - |\n| [libs/x/one](libs/x/one/README.md) | one |\n| [libs/y/two](libs/y/two/README.md) | two |\n| [docs](docs) | pages |\n\nEnd.\n';

  it.each([
    ['libs/x/new', '| [libs/x/one](libs/x/one/README.md) | one |'],
    ['libs/y/new', '| [libs/y/two](libs/y/two/README.md) | two |'],
    ['libs/z/new', '| [libs/y/two](libs/y/two/README.md) | two |'],
    ['apps/new', '| [docs](docs) | pages |'],
  ])('puts %s after its nearest relatives', async (root, before) => {
    using house = await houseTree();
    const { add, remove } = readmeRow(root, 'A thing | that is new.');
    const added = add(text, house.tree);
    expect(added).toContain(
      `${before}\n| [${root}](${root}/README.md) | a thing \\| that is new |\n`,
    );
    expect(add(added, house.tree)).toBe(added);
    expect(remove(added, house.tree)).toBe(text);
  });

  it('leaves a README without that table', async () => {
    using house = await houseTree();
    expect(readmeRow('libs/x/new', 'New.').add('# Title\n', house.tree)).toBe('# Title\n');
  });
});

describe('jsonEntry', () => {
  it('makes the objects on the way, and takes them away again', async () => {
    using house = await houseTree();
    const { add, remove } = jsonEntry('x.json', ['a', 'b', 'c'], { d: 1 });
    const added = add('{ "z": 1 }', house.tree);
    expect(JSON.parse(added)).toStrictEqual({ z: 1, a: { b: { c: { d: 1 } } } });
    expect(JSON.parse(remove(added, house.tree))).toStrictEqual({ z: 1 });
  });

  it('leaves a value that is there, and objects that hold something else', async () => {
    using house = await houseTree();
    const { add, remove } = jsonEntry('x.json', ['a', 'b'], 1);
    expect(add('{"a":{"b":2}}', house.tree)).toBe('{"a":{"b":2}}');
    expect(JSON.parse(remove('{"a":{"b":2,"c":3}}', house.tree))).toStrictEqual({ a: { c: 3 } });
    expect(remove('{}', house.tree)).toBe('{}');
  });
});

describe('jsonListMember', () => {
  it('adds at the end, once; without the list, nothing', async () => {
    using house = await houseTree();
    const { add, remove } = jsonListMember('x.json', ['a'], 'new');
    const added = add('{"a":["old"]}', house.tree);
    expect(JSON.parse(added)).toStrictEqual({ a: ['old', 'new'] });
    expect(add(added, house.tree)).toBe(added);
    expect(JSON.parse(remove(added, house.tree))).toStrictEqual({ a: ['old'] });
    expect(add('{}', house.tree)).toBe('{}');
  });
});

describe('textBlock', () => {
  const text = 'a:\n  one: 1\nb:\n  two: 2\n';
  const block = '  new: 3\n';

  it.each([
    [{ before: /^b:/ }, 'a:\n  one: 1\n  new: 3\nb:\n  two: 2\n'],
    [{ afterLast: /^ {2}\w/ }, 'a:\n  one: 1\nb:\n  two: 2\n  new: 3\n'],
    [{ end: true as const }, 'a:\n  one: 1\nb:\n  two: 2\n  new: 3\n'],
  ])('puts a block at %j, and takes it away', async (place, expected) => {
    using house = await houseTree();
    const { add, remove } = textBlock('x.yml', block, place);
    expect(add(text, house.tree)).toBe(expected);
    expect(add(expected, house.tree)).toBe(expected);
    expect(remove(expected, house.tree)).toBe(text);
  });

  it('leaves a block that somebody edited', async () => {
    using house = await houseTree();
    const edited = 'a:\n  new: 4\n';
    expect(textBlock('x.yml', block, { end: true }).remove(edited, house.tree)).toBe(edited);
  });
});

describe('sortedLine', () => {
  const place = { among: /^- (\w+)/, after: /^List/ };

  it.each([
    ['List\n- a\n- c\n', 'List\n- a\n- b: new\n- c\n'],
    ['List\n- a\nEnd\n', 'List\n- a\n- b: new\nEnd\n'],
    ['List\n- c\nEnd\n', 'List\n- b: new\n- c\nEnd\n'],
    ['List\nEnd\n', 'List\n- b: new\nEnd\n'],
    ['List |\n| --- |\nEnd\n', 'List |\n| --- |\n- b: new\nEnd\n'],
  ])('puts a line among its siblings in %j, and takes it away', async (text, expected) => {
    using house = await houseTree();
    const { add, remove } = sortedLine('x.md', '- b: new', place);
    expect(add(text, house.tree)).toBe(expected);
    expect(add(expected, house.tree)).toBe(expected);
    expect(remove(expected, house.tree)).toBe(text);
  });

  it('leaves a line of the same that somebody wrote otherwise, and a text without a place', async () => {
    using house = await houseTree();
    const { add } = sortedLine('x.md', '- b: new', place);
    expect(add('List\n- b: mine\n', house.tree)).toBe('List\n- b: mine\n');
    expect(add('Words\n', house.tree)).toBe('Words\n');
  });

  it('is not made of a line that it would not find again', () => {
    expect(() => sortedLine('x.md', '* b', place)).toThrow('`* b` is not one of those');
  });
});
