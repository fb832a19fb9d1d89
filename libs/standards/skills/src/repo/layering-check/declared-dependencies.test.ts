import type { Workspace } from '@h-j-petroleum/standards-engine';
import { createProjectIndex, memoryFiles, readWorkspace } from '@h-j-petroleum/standards-engine';
import { textsOf } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { readDeclared } from './declared-dependencies.ts';

/** What `a` declares, as `field key -> project`, and what it calls its own. */
async function declaredBy(manifest: Record<string, unknown>): Promise<readonly string[]> {
  const workspace: Workspace = await readWorkspace(
    memoryFiles(
      textsOf({
        'package.json': { name: 'root', private: true, workspaces: ['packages/*'] },
        'packages/a/package.json': { name: 'a', ...manifest },
        'packages/b/package.json': { name: 'b', version: '2.0.0-beta.1' },
        'packages/c/package.json': { name: '@s/c' },
      }),
    ),
    { root: '/' },
  );
  const all = await readDeclared(workspace, createProjectIndex(workspace));
  const a = workspace.members.find(({ root }) => root === 'packages/a');
  const found = a && all.get(a);
  return [
    ...(found?.declared ?? []).map((one) => `${one.field} ${one.key} -> ${one.target.id}`),
    ...[...(found?.named ?? [])].flatMap(([name, to]) =>
      to === null ? [`not ours: ${name}`] : [],
    ),
  ];
}

describe('what a manifest declares of the workspace', () => {
  it('is told in the order of the fields', async () => {
    expect(
      await declaredBy({
        devDependencies: { '@s/c': '*' },
        peerDependencies: { b: '*' },
        dependencies: { '@s/c': '*', react: '^1.0.0', a: '*' },
        optionalDependencies: { b: '*' },
      }),
    ).toEqual([
      'dependencies @s/c -> @s/c',
      'optionalDependencies b -> b',
      'peerDependencies b -> b',
      'devDependencies @s/c -> @s/c',
    ]);
  });

  it.each([
    ['*', true],
    ['', true],
    ['next', true],
    ['2.0.0-beta.1', true],
    ['^2.0.0-beta.1', true],
    ['~2.0.0-beta.1', true],
    ['>=1.0.0', true],
    ['^2.0.0', false],
    ['^1.0.0', false],
    ['1.x || 2.x', true],
    ['1.x || 3.x', false],
    ['not 1 range', false],
    ['workspace:*', true],
    ['workspace:^1.0.0', true],
    ['catalog:', true],
    ['file:../b', true],
    ['link:../b', true],
    ['portal:../c/../b', true],
    ['file:../elsewhere', false],
    ['link:/packages/b', false],
    ['workspace:../b', true],
    ['npm:b@^2.0.0-beta.1', true],
    ['npm:b@1.0.0', false],
    ['npm:other@1.0.0', false],
    ['patch:b@^2.0.0-beta.1#x.patch', true],
    ['git+https://example.com/b.git', false],
    ['https://example.com/b.tgz', false],
    ['owner/b', false],
  ])('b: %j leads to the member: %j', async (range, linked) => {
    expect(await declaredBy({ dependencies: { b: range } })).toEqual(
      linked ? ['dependencies b -> b'] : ['not ours: b'],
    );
  });

  it.each([
    ['workspace:b@*', 'dependencies bee -> b'],
    ['npm:@s/c@*', 'dependencies bee -> @s/c'],
    ['file:../c', 'dependencies bee -> @s/c'],
  ])('an alias %j leads to the member that it names', async (range, declared) => {
    expect(await declaredBy({ dependencies: { bee: range } })).toEqual([declared]);
  });

  it('links any range to a member without a version', async () => {
    expect(await declaredBy({ dependencies: { '@s/c': '^7.0.0' } })).toEqual([
      'dependencies @s/c -> @s/c',
    ]);
  });

  it('takes the first field that names it', async () => {
    expect(
      await declaredBy({ dependencies: { b: '^1.0.0' }, devDependencies: { b: '*' } }),
    ).toEqual(['devDependencies b -> b', 'not ours: b']);
  });

  it('passes over what is no dependency', async () => {
    expect(
      await declaredBy({
        dependencies: ['b'],
        devDependencies: null,
        peerDependencies: 'b',
        optionalDependencies: { b: 1, '@s/c': {}, constructor: '*' },
      }),
    ).toEqual([]);
  });
});
