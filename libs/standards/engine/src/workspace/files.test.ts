import { createServer } from 'node:net';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { diskFiles } from './disk-files.ts';
import type { Files } from './files.ts';
import { joinPath, normalisePath, parentPath } from './files.ts';
import { memoryFiles } from './memory-files.ts';

const folders: string[] = [];

function onDisk(texts: Record<string, string>): Files {
  return diskFiles(folderWith(texts));
}

function folderWith(texts: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'standards-files-'));
  folders.push(root);
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe.each([
  { name: 'in memory', make: memoryFiles },
  { name: 'on disk', make: onDisk },
])('files $name', ({ make }) => {
  const tree = { 'b/two.txt': '2', 'b/one.txt': '1', 'a.txt': '\uFEFFa', 'B.txt': 'B' };

  it('gives the text of a file, its mark included', () => {
    expect(make(tree).read('a.txt')).toBe('\uFEFFa');
    expect(make(tree).read('./b//one.txt')).toBe('1');
  });

  it('gives undefined for what is no file', () => {
    expect(make(tree).read('none.txt')).toBeUndefined();
    expect(make(tree).read('b')).toBeUndefined();
    expect(make(tree).read('a.txt/below')).toBeUndefined();
  });

  it('tells files from folders', () => {
    const files = make(tree);
    expect(files.kind('a.txt')).toBe('file');
    expect(files.kind('b')).toBe('directory');
    expect(files.kind('b/')).toBe('directory');
    expect(files.kind('')).toBe('directory');
    expect(files.kind('.')).toBe('directory');
    expect(files.kind('none')).toBeUndefined();
    expect(files.kind('a.txt/below')).toBeUndefined();
  });

  it('lists a folder sorted by name', () => {
    const files = make(tree);
    expect(files.list('')).toEqual([
      { name: 'B.txt', kind: 'file' },
      { name: 'a.txt', kind: 'file' },
      { name: 'b', kind: 'directory' },
    ]);
    expect(files.list('b').map(({ name }) => name)).toEqual(['one.txt', 'two.txt']);
    expect(files.list('none')).toEqual([]);
    expect(files.list('a.txt')).toEqual([]);
  });

  it('answers the same twice', () => {
    const files = make(tree);
    expect(files.read('a.txt')).toBe(files.read('a.txt'));
    expect(files.list('b')).toEqual(files.list('b'));
    expect(files.kind('none')).toBe(files.kind('none'));
  });
});

describe('files on disk', () => {
  it('follows links, and says that a broken one is neither file nor folder', () => {
    const root = folderWith({ 'real/x.txt': 'x' });
    symlinkSync(join(root, 'real'), join(root, 'linked'));
    symlinkSync(join(root, 'nowhere'), join(root, 'broken'));
    const files = diskFiles(root);
    expect(files.list('')).toEqual([
      { name: 'broken', kind: 'other', link: true },
      { name: 'linked', kind: 'directory', link: true },
      { name: 'real', kind: 'directory' },
    ]);
    expect(files.read('linked/x.txt')).toBe('x');
    expect(files.kind('broken')).toBeUndefined();
  });

  it('keeps what it read, so that all skills of a run see one state', () => {
    const root = folderWith({ 'x.txt': 'before' });
    const files = diskFiles(root);
    expect(files.read('x.txt')).toBe('before');
    writeFileSync(join(root, 'x.txt'), 'after');
    expect(files.read('x.txt')).toBe('before');
  });

  it('does not hang on a link to itself', () => {
    const root = folderWith({ 'x.txt': 'x' });
    symlinkSync(join(root, 'loop'), join(root, 'loop'));
    const files = diskFiles(root);
    expect(files.list('')).toEqual([
      { name: 'loop', kind: 'other', link: true },
      { name: 'x.txt', kind: 'file' },
    ]);
    expect(files.read('loop')).toBeUndefined();
  });

  it('does not take what it cannot read for a missing file', async () => {
    const root = folderWith({});
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(root, 'socket'), done));
    try {
      expect(() => diskFiles(root).read('socket')).toThrow(/socket/);
      expect(diskFiles(root).list('')).toEqual([{ name: 'socket', kind: 'other' }]);
    } finally {
      await new Promise((done) => server.close(done));
    }
  });

  it.each(['x'.repeat(5000), 'a\u0000b', `${'x/'.repeat(3000)}y`])(
    'finds nothing at a path at which nothing can stand',
    (path) => {
      const files = diskFiles(folderWith({}));
      expect(files.read(path)).toBeUndefined();
      expect(files.kind(path)).toBeUndefined();
      expect(files.list(path)).toEqual([]);
    },
  );

  it('knows which texts are the file to the byte', () => {
    const root = folderWith({ 'utf8.txt': 'ü\uFFFD' });
    writeFileSync(join(root, 'latin1.txt'), Buffer.from('ü', 'latin1'));
    const files = diskFiles(root);
    for (const path of ['utf8.txt', 'latin1.txt']) files.read(path);
    expect(files.exact?.('utf8.txt')).toBe(true);
    expect(files.exact?.('latin1.txt')).toBe(false);
  });
});

describe('paths', () => {
  it.each([
    ['a/b', 'a/b'],
    ['./a//b/', 'a/b'],
    ['a/../b', 'b'],
    ['a\\b', 'a/b'],
    ['.', ''],
    ['', ''],
    ['../a', '../a'],
    ['../../a', '../../a'],
    ['a/../../b', '../b'],
    ['/a', 'a'],
  ])('normalises %j to %j', (given, expected) => {
    expect(normalisePath(given)).toBe(expected);
  });

  it.each([
    [['a', 'b'], 'a/b'],
    [['', 'b'], 'b'],
    [['a', '../b'], 'b'],
    [['a/b', './c'], 'a/b/c'],
    [[], ''],
  ])('joins %j to %j', (parts, expected) => {
    expect(joinPath(...parts)).toBe(expected);
  });

  it.each([
    ['a/b/c', 'a/b'],
    ['a', ''],
    ['', ''],
  ])('has %j in %j', (path, parent) => {
    expect(parentPath(path)).toBe(parent);
  });
});
