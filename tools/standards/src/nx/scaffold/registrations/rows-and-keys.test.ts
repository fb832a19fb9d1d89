import { describe, expect, it } from 'vitest';
import { houseTree } from '../testing/house-tree.ts';
import { tableRow } from './table-row.ts';
import { textBlock } from './text-block.ts';
import { yamlEntry } from './yaml-entry.ts';

describe('tableRow', () => {
  const text = '| one | two |\n| - | - |\n| a | 1 |\n\n| three | four |\n| - | - |\n| b | 2 |\n';

  it('adds a row to the end of its table, once, and takes it away however it is padded', async () => {
    using house = await houseTree();
    const { add, remove } = tableRow('x.md', /^\| one +\| two/, ['b', '3']);
    const added = add(text, house.tree);
    expect(added).toBe(text.replace('| a | 1 |\n', '| a | 1 |\n| b | 3 |\n'));
    expect(add(added, house.tree)).toBe(added);
    expect(remove(added.replace('| b | 3 |', '| b   | 4  |'), house.tree)).toBe(text);
    expect(remove(text, house.tree)).toBe(text);
  });

  it('leaves a text without that table', async () => {
    using house = await houseTree();
    const { add, remove } = tableRow('x.md', /^\| five /, ['b', '3']);
    expect([add(text, house.tree), remove(text, house.tree)]).toStrictEqual([text, text]);
  });
});

describe('yamlEntry', () => {
  const text = 'services:\n  one:\n    image: a\n\n  two:\n    image: b\n\n# Notes.\nlast: {}\n';
  const entry = yamlEntry('x.yml', {
    ...{ key: 'new', indent: 2, place: { before: /^# Notes/ } },
    block: '  new:\n    image: c\n\n',
  });
  const added =
    'services:\n  one:\n    image: a\n\n  two:\n    image: b\n\n  new:\n    image: c\n\n# Notes.\nlast: {}\n';

  it('adds a key in its place, once, and takes it away', async () => {
    using house = await houseTree();
    expect(entry.add(text, house.tree)).toBe(added);
    expect(entry.add(added, house.tree)).toBe(added);
    expect(entry.remove(added, house.tree)).toBe(text);
    expect(entry.remove(text, house.tree)).toBe(text);
  });

  it('takes away what came to be below the key, and not a key of that name elsewhere', async () => {
    using house = await houseTree();
    const edited = added.replace('    image: c\n', '    image: d\n\n    env:\n      new: 1\n');
    expect(entry.remove(edited, house.tree)).toBe(text);
    const deeper = 'services:\n  one:\n    new: 1\n  newer:\n    image: a\n';
    expect(entry.remove(deeper, house.tree)).toBe(deeper);
  });
});

describe('textBlock', () => {
  it('goes nowhere where no line is its place', async () => {
    using house = await houseTree();
    for (const place of [{ before: /^c$/ }, { afterLast: /^c$/ }])
      expect(textBlock('x', 'new\n', place).add('a\nb\n', house.tree)).toBe('a\nb\n');
  });

  it('meets whole lines, in its place and in itself', async () => {
    using house = await houseTree();
    const { add, remove } = textBlock('x', 'A=\n', { afterLast: /=$/ });
    expect(add('OLD_A=\n#\n', house.tree)).toBe('OLD_A=\nA=\n#\n');
    expect(remove('OLD_A=\nA=\n#\n', house.tree)).toBe('OLD_A=\n#\n');
    expect(remove('OLD_A=\n#\n', house.tree)).toBe('OLD_A=\n#\n');
  });
});
