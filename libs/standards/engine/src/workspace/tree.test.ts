import { describe, expect, it } from 'vitest';
import { memoryFiles } from './memory-files.ts';
import { createTree } from './tree.ts';

const below = memoryFiles({ 'a.txt': 'a', 'dir/b.txt': 'b', 'dir/deep/c.txt': 'c' });

describe('a tree over files', () => {
  it('reads, tells and lists what lies below until it is edited', () => {
    const tree = createTree(below);
    expect(tree.read('dir/b.txt')).toBe('b');
    expect(tree.read('none')).toBeUndefined();
    expect(tree.kind('dir')).toBe('directory');
    expect(tree.kind('a.txt')).toBe('file');
    expect(tree.kind('none')).toBeUndefined();
    expect(tree.list('dir')).toEqual([
      { name: 'b.txt', kind: 'file' },
      { name: 'deep', kind: 'directory' },
    ]);
    expect(tree.changes()).toEqual([]);
  });

  it('shows a written file, its folders and its place in the list', () => {
    const tree = createTree(below);
    tree.write('./dir/a.txt', 'new');
    tree.write('fresh/x/y.txt', 'y');
    expect(tree.read('dir/a.txt')).toBe('new');
    expect(tree.list('dir').map(({ name }) => name)).toEqual(['a.txt', 'b.txt', 'deep']);
    expect(tree.kind('fresh/x')).toBe('directory');
    expect(tree.kind('fresh/x/y.txt')).toBe('file');
    expect(tree.list('')).toEqual([
      { name: 'a.txt', kind: 'file' },
      { name: 'dir', kind: 'directory' },
      { name: 'fresh', kind: 'directory' },
    ]);
    expect(tree.list('fresh')).toEqual([{ name: 'x', kind: 'directory' }]);
  });

  it('hides a removed file', () => {
    const tree = createTree(below);
    tree.remove('dir/b.txt');
    expect(tree.read('dir/b.txt')).toBeUndefined();
    expect(tree.kind('dir/b.txt')).toBeUndefined();
    expect(tree.list('dir')).toEqual([{ name: 'deep', kind: 'directory' }]);
    expect(tree.kind('dir')).toBe('directory');
  });

  it('names changes sorted by path, with both texts', () => {
    const tree = createTree(below);
    tree.write('z.txt', 'z');
    tree.write('a.txt', 'A');
    tree.remove('dir/b.txt');
    expect(tree.changes()).toEqual([
      { path: 'a.txt', before: 'a', after: 'A' },
      { path: 'dir/b.txt', before: 'b', after: undefined },
      { path: 'z.txt', before: undefined, after: 'z' },
    ]);
  });

  it('counts an edit that restores the text as no change', () => {
    const tree = createTree(below);
    tree.write('a.txt', 'A');
    tree.write('a.txt', 'a');
    tree.remove('none');
    expect(tree.changes()).toEqual([]);
  });

  it('leaves the files below as they are', () => {
    const tree = createTree(below);
    tree.write('a.txt', 'A');
    expect(below.read('a.txt')).toBe('a');
  });
});
