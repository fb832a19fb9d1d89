import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../workspace/memory-files.ts';
import { readWorkspace } from './read-workspace.ts';

function read(root: unknown, more: Readonly<Record<string, string>> = {}) {
  const files = memoryFiles({
    'package.json': JSON.stringify(root, null, 2),
    'packages/a/package.json': '{ "name": "a" }',
    'packages/b/package.json': '{ "name": "b", "workspaces": ["nested/*"] }',
    'packages/b/nested/c/package.json': '{ "name": "c" }',
    ...more,
  });
  return readWorkspace(files, { root: '/' });
}

describe('npm', () => {
  it('reads the members, and none of a member', async () => {
    const workspace = await read({ workspaces: ['packages/*'] });
    expect(workspace.reader).toBe('npm');
    expect(workspace.members.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(workspace.patterns).toEqual([
      { pattern: 'packages/*', file: 'package.json', path: ['workspaces', 0] },
    ]);
    expect(workspace.problems).toEqual([]);
  });

  it('lets a later pattern take a negation back', async () => {
    const { members } = await read({ workspaces: ['packages/*', '!packages/*', 'packages/a'] });
    expect(members.map(({ id }) => id)).toEqual(['a', 'b']);
    const left = await read({ workspaces: ['packages/*', 'packages/a', '!packages/a'] });
    expect(left.members.map(({ id }) => id)).toEqual(['b']);
  });

  it('says that pnpm does not read `workspaces`', async () => {
    const workspace = await read(
      { name: 'root', workspaces: ['packages/*'] },
      { 'pnpm-lock.yaml': '' },
    );
    expect(workspace.reader).toBe('npm');
    expect(workspace.packageManager.name).toBe('pnpm');
    expect(workspace.members).toHaveLength(2);
    expect(workspace.problems).toEqual([
      {
        code: 'members-unsupported',
        file: 'package.json',
        line: 3,
        detail: 'package.json names members under `workspaces`, which pnpm does not read.',
        expected: 'pnpm-workspace.yaml names the members under `packages`.',
      },
    ]);
  });

  it('does not say so of the other package managers', async () => {
    const { problems } = await read({ workspaces: ['packages/*'] }, { 'package-lock.json': '{}' });
    expect(problems).toEqual([]);
  });
});
