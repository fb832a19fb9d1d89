import { FsTree } from 'nx/src/generators/tree.js';
import { afterEach, describe, expect, it } from 'vitest';
import { createRepository, type Repository } from '../../testing/repository.ts';
import { filesOf } from './nx-tree.ts';

let workspace: Repository | undefined;
afterEach(() => {
  workspace?.remove();
  workspace = undefined;
});

describe('filesOf', () => {
  it("shows Nx's tree with its edits as files", () => {
    workspace = createRepository({ 'libs/a/package.json': '{}', 'libs/a/b.txt': 'on disk' });
    const tree = new FsTree(workspace.root, false);
    tree.write('libs/a/new.txt', 'new');
    tree.write('libs/z/c.txt', 'c');
    tree.delete('libs/a/b.txt');
    const files = filesOf(tree);
    expect(files.read('libs/a/package.json')).toBe('{}');
    expect(files.read('./libs/a/new.txt')).toBe('new');
    expect(files.read('libs/a/b.txt')).toBeUndefined();
    expect(files.read('libs/a')).toBeUndefined();
    expect(files.kind('')).toBe('directory');
    expect(files.kind('libs/a')).toBe('directory');
    expect(files.kind('libs/a/new.txt')).toBe('file');
    expect(files.kind('libs/a/b.txt')).toBeUndefined();
    expect(files.list('libs/a')).toStrictEqual([
      { name: 'new.txt', kind: 'file' },
      { name: 'package.json', kind: 'file' },
    ]);
    expect(files.list('libs')).toStrictEqual([
      { name: 'a', kind: 'directory' },
      { name: 'z', kind: 'directory' },
    ]);
    expect(files.list('libs/a/package.json')).toStrictEqual([]);
    expect(files.list('nowhere')).toStrictEqual([]);
  });
});
