import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../workspace/memory-files.ts';
import { readWorkspace } from './read-workspace.ts';

async function membersOf(...workspaces: readonly string[]) {
  const files = memoryFiles({
    'package.json': JSON.stringify({ workspaces }),
    'bun.lock': '',
    'packages/a/package.json': '{}',
    'packages/b/package.json': '{}',
    'packages/CMakeFiles/package.json': '{}',
    'packages/node_modules/package.json': '{}',
  });
  const workspace = await readWorkspace(files, { root: '/' });
  expect(workspace.reader).toBe('bun');
  expect(workspace.patterns.map(({ pattern }) => pattern)).toEqual(workspaces);
  return workspace.members.map(({ id }) => id);
}

describe('bun', () => {
  it('passes over what it ignores', async () => {
    expect(await membersOf('packages/*')).toEqual(['packages/a', 'packages/b']);
  });

  it('takes away what a later negation names', async () => {
    expect(await membersOf('packages/*', '!packages/b')).toEqual(['packages/a']);
    expect(await membersOf('!packages/b', 'packages/*')).toEqual(['packages/a', 'packages/b']);
  });

  it('keeps what is spelt out', async () => {
    expect(await membersOf('packages/a', 'packages/b', '!packages/b')).toEqual([
      'packages/a',
      'packages/b',
    ]);
  });
});
