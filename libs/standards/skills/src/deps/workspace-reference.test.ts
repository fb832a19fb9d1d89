import type { PackageManager, Project, Workspace } from '@h-j-petroleum/standards-engine';
import { createTree, memoryFiles } from '@h-j-petroleum/standards-engine';
import { describe, expect, it } from 'vitest';
import { referenceStyle, referenceTo } from './workspace-reference.ts';

const root: Project = { id: '.', name: undefined, root: '', manifest: undefined, tags: [] };

function member(name: string | undefined, version?: unknown): Project {
  const data = { name, version };
  const manifest = { file: 'a/package.json', text: JSON.stringify(data), data };
  return { id: name ?? 'a', name, root: 'a', manifest, tags: [] };
}

function workspace(
  name: PackageManager['name'],
  version?: string,
  texts: Record<string, string> = {},
): Workspace {
  return {
    root: '/',
    reader: 'npm',
    packageManager: { name, version, source: 'default' },
    rootProject: root,
    members: [],
    projects: [root],
    files: createTree(memoryFiles(texts)),
    problems: [],
    patterns: [],
    catalogs: [],
    graph: undefined,
  };
}

describe('referenceStyle', () => {
  it.each([
    ['npm', '11.0.0', {}, 'range'],
    ['pnpm', undefined, {}, 'pnpm'],
    ['bun', undefined, {}, 'workspace'],
    ['yarn', '1.22.22', {}, 'range'],
    ['yarn', '1.22.22', { '.yarnrc.yml': '' }, 'range'],
    ['yarn', '2.0.0', {}, 'workspace'],
    ['yarn', '10.0.0', {}, 'workspace'],
    ['yarn', undefined, { '.yarnrc.yml': '' }, 'workspace'],
    ['yarn', undefined, {}, 'range'],
    ['yarn', 'stable', { '.yarnrc.yml': '' }, 'workspace'],
  ] as const)('%s %s with %j: %s', (name, version, texts, style) => {
    expect(referenceStyle(workspace(name, version, texts))).toBe(style);
  });
});

describe('referenceTo', () => {
  it('is a workspace reference where there are some', () => {
    expect(referenceTo(member('a', '1.0.0'), 'a', workspace('pnpm'))).toBe('workspace:*');
    expect(referenceTo(member('a', '1.0.0-rc'), 'a', workspace('bun'))).toBe('workspace:*');
    expect(referenceTo(member('a'), 'a', workspace('yarn', '4.0.0'))).toBe('workspace:*');
  });

  it('is any version elsewhere', () => {
    expect(referenceTo(member('a', '1.0.0'), 'a', workspace('npm'))).toBe('*');
    expect(referenceTo(member('a', '1.0.0-rc.1'), 'a', workspace('npm'))).toBe('*');
    expect(referenceTo(member('a', '1.0.0'), 'a', workspace('yarn', '1.0.0'))).toBe('*');
    expect(referenceTo(member('a', 1), 'a', workspace('yarn', '1.0.0'))).toBe('*');
    expect(referenceTo(member('a', '1.0.0-rc.1'), 'a', workspace('yarn', '1.0.0'))).toBe(
      '1.0.0-rc.1',
    );
  });

  it('has another name in pnpm alone', () => {
    expect(referenceTo(member('@s/a'), 'b', workspace('pnpm'))).toBe('workspace:@s/a@*');
    for (const name of ['npm', 'yarn', 'bun'] as const) {
      expect(referenceTo(member('a'), 'b', workspace(name))).toBeUndefined();
    }
    expect(referenceTo(member(undefined), 'b', workspace('pnpm'))).toBeUndefined();
  });
});
