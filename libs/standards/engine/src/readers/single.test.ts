import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../workspace/memory-files.ts';
import { readWorkspace } from './read-workspace.ts';

const read = (texts: Readonly<Record<string, string>>) =>
  readWorkspace(memoryFiles(texts), { root: '/' });

describe('single', () => {
  it('reads the one package, once', async () => {
    const workspace = await read({
      'package.json': '{ "name": "x" }',
      'examples/a/package.json': '{ "name": "a" }',
    });
    expect(workspace.reader).toBe('single');
    expect(workspace.members).toHaveLength(1);
    expect(workspace.members[0]).toBe(workspace.rootProject);
    expect(workspace.projects).toEqual([workspace.rootProject]);
    expect(workspace.rootProject.id).toBe('x');
    expect([workspace.problems, workspace.patterns]).toEqual([[], []]);
  });

  it('reports the fault of its manifest once', async () => {
    const workspace = await read({ 'package.json': '{\n"name": oops }' });
    expect(workspace.problems.map(({ code, line }) => [code, line])).toEqual([
      ['manifest-unreadable', 2],
    ]);
  });

  it('says that settings of pnpm alone are no package', async () => {
    const workspace = await read({ 'pnpm-workspace.yaml': 'catalog:\n  a: "1"\n' });
    expect(workspace.reader).toBe('single');
    expect(workspace.problems).toEqual([
      {
        code: 'manifest-missing',
        file: 'package.json',
        line: 1,
        detail: 'There is neither a package.json at the root nor a file that names members.',
        expected: 'A package.json is there, or pnpm-workspace.yaml names members under `packages`.',
        project: '',
      },
    ]);
  });
});
