import type { Workspace } from '@h-j-petroleum/standards-engine';
import { readWorkspace } from '@h-j-petroleum/standards-engine';
import { memoryFiles } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { isGitIgnored } from './git-ignore.ts';

function workspaceWith(files: Record<string, string>): Promise<Workspace> {
  return readWorkspace(memoryFiles({ 'package.json': '{"name":"x"}', ...files }), { root: '/' });
}

describe('isGitIgnored', () => {
  it.each([
    ['dist/x.js', true],
    ['a/dist/x.js', true],
    ['a/b/dist/c/x.js', true],
    ['dist', false],
    ['distant/x.js', false],
    ['x.log', true],
    ['a/x.log', true],
    ['a/keep.log', false],
    ['root.js', true],
    ['a/root.js', false],
    ['../dist/x.js', false],
    ['', false],
  ])('by the rules of the root: %s %s', async (path, expected) => {
    const workspace = await workspaceWith({ '.gitignore': 'dist/\n*.log\n!keep.log\n/root.js\n' });
    expect(isGitIgnored(workspace, path)).toBe(expected);
    // Asked again, it is answered from memory.
    expect(isGitIgnored(workspace, path)).toBe(expected);
  });

  it.each([
    ['a/own.js', true],
    ['own.js', false],
    ['b/own.js', false],
    ['a/b/own.js', true],
    ['a/x.log', false],
    ['b/x.log', true],
    ['a/b/x.log', true],
    ['a/dist/keep.js', true],
  ])('by the rules of folders on the way: %s %s', async (path, expected) => {
    const workspace = await workspaceWith({
      '.gitignore': '*.log\ndist\n',
      'a/.gitignore': 'own.js\n!*.log\n!dist/keep.js\n',
      'a/b/.gitignore': '*.log\n',
    });
    expect(isGitIgnored(workspace, path)).toBe(expected);
  });

  it('takes no path for ignored that no file can have', async () => {
    const workspace = await workspaceWith({ '.gitignore': 'x/\n' });
    expect(isGitIgnored(workspace, `${'x/'.repeat(2000)}y`)).toBe(true);
    expect(isGitIgnored(workspace, `${'x/'.repeat(50_000)}y`)).toBe(false);
  });

  it('tells folders from files', async () => {
    const workspace = await workspaceWith({ '.gitignore': 'out/\n' });
    expect(isGitIgnored(workspace, 'out', true)).toBe(true);
    expect(isGitIgnored(workspace, 'out', false)).toBe(false);
  });

  it('ignores nothing without rules', async () => {
    expect(isGitIgnored(await workspaceWith({}), 'dist/x.js')).toBe(false);
    expect(isGitIgnored(await workspaceWith({ '.gitignore/x': '' }), 'dist/x.js')).toBe(false);
  });
});
