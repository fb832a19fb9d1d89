import { describe, expect, it } from 'vitest';
import type { RawProject, WorkspaceParts } from './create-workspace.ts';
import { createWorkspace, nameOf } from './create-workspace.ts';
import { memoryFiles } from './memory-files.ts';
import type { Manifest } from './workspace.ts';

function manifest(root: string, data: Record<string, unknown>): Manifest {
  const file = root === '' ? 'package.json' : `${root}/package.json`;
  return { file, text: JSON.stringify(data), data };
}

function named(root: string, name?: unknown): RawProject {
  return { root, manifest: manifest(root, name === undefined ? {} : { name }) };
}

const base: WorkspaceParts = {
  root: '/',
  reader: 'npm',
  packageManager: { name: 'npm', version: undefined, source: 'default' },
  files: memoryFiles({}),
  rootProject: named('', 'top'),
  members: [],
};

function idsOf(rootProject: RawProject, ...members: readonly RawProject[]): readonly string[] {
  return createWorkspace({ ...base, rootProject, members }).projects.map(({ id }) => id);
}

describe('createWorkspace', () => {
  it('gives projects the root first, then the members by folder', () => {
    const workspace = createWorkspace({ ...base, members: [named('b', 'x'), named('a', 'y')] });
    expect(workspace.members.map(({ root }) => root)).toEqual(['a', 'b']);
    expect(workspace.projects.map(({ id }) => id)).toEqual(['top', 'y', 'x']);
    expect(workspace.projects[0]).toBe(workspace.rootProject);
    expect(workspace.projects[1]).toBe(workspace.members[0]);
  });

  it('takes each folder once, the first time it is given', () => {
    const workspace = createWorkspace({
      ...base,
      members: [named('a', 'first'), named('a', 'second'), named('', 'root')],
    });
    expect(workspace.members.map(({ name }) => name)).toEqual(['first']);
    expect(workspace.rootProject.name).toBe('top');
  });

  it('makes the root the one member where nothing else is one', () => {
    const workspace = createWorkspace({ ...base, reader: 'single', members: [named('', 'top')] });
    expect(workspace.members).toHaveLength(1);
    expect(workspace.members[0]).toBe(workspace.rootProject);
    expect(workspace.projects).toEqual([workspace.rootProject]);
  });

  it('has no member where none is given', () => {
    const workspace = createWorkspace(base);
    expect(workspace.members).toEqual([]);
    expect(workspace.projects).toEqual([workspace.rootProject]);
  });

  it('passes on what it is given and leaves the rest empty', () => {
    const edge = { source: 'a', target: 'b', file: undefined, type: 'static' } as const;
    const pattern = { pattern: 'a/*', file: 'package.json', path: ['workspaces', 0] };
    const catalog = { name: 'default', file: 'x.yaml', path: ['catalog'], entries: {} };
    const problem = {
      code: 'graph-missing',
      file: 'nx.json',
      line: 1,
      detail: 'd',
      expected: 'e',
    } as const;
    const full = createWorkspace({
      ...base,
      problems: [problem],
      patterns: [pattern],
      catalogs: [catalog],
      graph: [edge],
    });
    expect(full).toMatchObject({ root: '/', reader: 'npm', packageManager: { name: 'npm' } });
    expect(full.files).toBe(base.files);
    expect(full.problems).toEqual([problem]);
    expect(full.patterns).toEqual([pattern]);
    expect(full.catalogs).toEqual([catalog]);
    expect(full.graph).toEqual([edge]);
    expect(createWorkspace(base)).toMatchObject({ problems: [], patterns: [], catalogs: [] });
    expect(createWorkspace(base).graph).toBeUndefined();
  });

  it('keeps tags, and a name that stands in for a missing one', () => {
    const workspace = createWorkspace({
      ...base,
      members: [
        { root: 'a', manifest: undefined, name: 'stand-in', tags: ['layer:0'] },
        { root: 'b', manifest: manifest('b', { name: 'own' }), name: 'stand-in-2' },
      ],
    });
    expect(workspace.members).toEqual([
      { id: 'stand-in', name: 'stand-in', root: 'a', manifest: undefined, tags: ['layer:0'] },
      { id: 'own', name: 'own', root: 'b', manifest: manifest('b', { name: 'own' }), tags: [] },
    ]);
  });
});

describe('ids', () => {
  it('are names', () => {
    expect(idsOf(named('', 'top'), named('a', '@x/a'))).toEqual(['top', '@x/a']);
  });

  it('are folders where the name is missing or none', () => {
    expect(idsOf(named(''), named('a'), named('b', ''), named('c', 7))).toEqual([
      '.',
      'a',
      'b',
      'c',
    ]);
  });

  it('are folders for every bearer of a name that is taken twice', () => {
    expect(
      idsOf(named('', 'top'), named('a', 'same'), named('b', 'same'), named('c', 'c2')),
    ).toEqual(['top', 'a', 'b', 'c2']);
  });

  it('are folders also where the root shares its name', () => {
    expect(idsOf(named('', 'same'), named('a', 'same'))).toEqual(['.', 'a']);
  });

  it('stay unique where a package is named as the folder of another', () => {
    expect(idsOf(named('', 'top'), named('a'), named('b', 'a'), named('c', './a'))).toEqual([
      'top',
      '././a',
      'a',
      './a',
    ]);
    expect(idsOf(named(''), named('a', '.'))).toEqual(['./.', '.']);
  });
});

describe('nameOf', () => {
  it('takes only a text that is the manifest’s own', () => {
    expect(nameOf(manifest('', { name: 'a' }))).toBe('a');
    expect(nameOf(undefined)).toBeUndefined();
    expect(nameOf(manifest('', { name: '' }))).toBeUndefined();
    expect(nameOf(manifest('', { name: ['a'] }))).toBeUndefined();
    const inherited: Record<string, unknown> = {};
    Object.setPrototypeOf(inherited, { name: 'a' });
    expect(nameOf({ file: 'package.json', text: '', data: inherited })).toBeUndefined();
  });
});
