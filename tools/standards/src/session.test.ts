import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findRoot } from './session.ts';

const folders: string[] = [];

function folderWith(texts: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'standards-root-')));
  folders.push(root);
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the workspace that a folder lies in', () => {
  const member = { 'libs/a/package.json': '{}', 'libs/a/src/x.ts': '' };

  it.each([
    ['a package.json that names members', { 'package.json': '{ "workspaces": ["libs/*"] }' }],
    ['a pnpm-workspace.yaml', { 'pnpm-workspace.yaml': '' }],
    ['a rush.json', { 'rush.json': '' }],
    ['an nx.json', { 'nx.json': '' }],
    ['a configuration', { 'standards.config.json': '' }],
  ])('is the nearest with %s, also without git', (_, mark) => {
    const root = folderWith({ ...member, ...mark });
    for (const from of ['', 'libs', 'libs/a', 'libs/a/src']) {
      expect(findRoot(join(root, from)), from).toBe(root);
    }
  });

  it('is the nearest package where nothing marks a workspace', () => {
    const root = folderWith({ ...member, '.git/HEAD': '', 'package.json': '{}' });
    expect(findRoot(join(root, 'libs/a/src'))).toBe(join(root, 'libs/a'));
    expect(findRoot(join(root, 'libs'))).toBe(root);
  });

  it('is not looked for above the repository', () => {
    const root = folderWith({
      'package.json': '{ "workspaces": ["*"] }',
      'clone/.git/HEAD': '',
      'clone/src/x.ts': '',
    });
    expect(findRoot(join(root, 'clone/src'))).toBe(join(root, 'clone/src'));
  });

  it('is not stopped by a package.json that is no file', () => {
    const root = folderWith({ 'rush.json': '', 'libs/a/package.json/x': '' });
    expect(findRoot(join(root, 'libs/a'))).toBe(root);
  });
});
