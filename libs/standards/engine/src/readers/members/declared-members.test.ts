import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../workspace/workspace.ts';
import { memoryFiles } from '../../workspace/memory-files.ts';
import { readManifest } from '../sources/manifest.ts';
import { readYamlFile } from '../sources/yaml-file.ts';
import {
  isRootPattern,
  namesMembers,
  noMembers,
  packagesOf,
  workspacesOf,
} from './declared-members.ts';

function manifest(workspaces: unknown): Manifest | undefined {
  const text = JSON.stringify({ name: 'root', workspaces }, null, 2);
  return readManifest(memoryFiles({ 'package.json': text }), '').manifest;
}

const yaml = (text: string) =>
  readYamlFile(memoryFiles({ 'pnpm-workspace.yaml': text }), 'pnpm-workspace.yaml');

describe('workspacesOf', () => {
  it('reads a list, with the place and line of each', () => {
    const declared = workspacesOf(manifest(['a/*', '!a/b']));
    expect(declared.patterns).toEqual([
      { pattern: 'a/*', file: 'package.json', path: ['workspaces', 0] },
      { pattern: '!a/b', file: 'package.json', path: ['workspaces', 1] },
    ]);
    expect(declared.patterns.map(declared.lineOf)).toEqual([4, 5]);
    expect(declared.problems).toEqual([]);
  });

  it('reads the list of an object', () => {
    const declared = workspacesOf(manifest({ packages: ['a/*'], nohoist: ['x'] }));
    expect(declared.patterns).toEqual([
      { pattern: 'a/*', file: 'package.json', path: ['workspaces', 'packages', 0] },
    ]);
    expect(declared.patterns.map(declared.lineOf)).toEqual([5]);
  });

  it.each([[undefined], [null], [{}], [{ nohoist: ['x'] }]])(
    'finds no members in %j',
    (workspaces) => {
      const declared = workspacesOf(manifest(workspaces));
      expect(declared).toMatchObject({ patterns: [], problems: [] });
      expect(namesMembers(declared)).toBe(false);
    },
  );

  it.each<[workspaces: unknown, line: number, path: string]>([
    [[], 3, 'workspaces'],
    [{ packages: [] }, 4, 'workspaces.packages'],
  ])(
    'reports the empty list in %j, which names members and shows none',
    (workspaces, line, path) => {
      const declared = workspacesOf(manifest(workspaces));
      expect(declared.patterns).toEqual([]);
      expect(declared.problems).toEqual([
        {
          code: 'pattern-matches-nothing',
          file: 'package.json',
          line,
          detail: `\`${path}\` in package.json is an empty list, so no member is seen.`,
          expected: `\`${path}\` in package.json names the members, or is not there.`,
        },
      ]);
      expect(namesMembers(declared)).toBe(true);
    },
  );

  it.each<[workspaces: unknown, line: number, path: string, kind: string]>([
    ['packages/*', 3, 'workspaces', 'a string'],
    [false, 3, 'workspaces', 'a boolean'],
    [7, 3, 'workspaces', 'a number'],
    [{ packages: 'packages/*' }, 4, 'workspaces.packages', 'a string'],
    [{ packages: { a: 1 } }, 4, 'workspaces.packages', 'an object'],
  ])('reports %j', (workspaces, line, path, kind) => {
    const declared = workspacesOf(manifest(workspaces));
    expect(declared.patterns).toEqual([]);
    expect(declared.problems).toEqual([
      {
        code: 'workspace-file-unreadable',
        file: 'package.json',
        line,
        detail: `\`${path}\` in package.json is ${kind}.`,
        expected: `\`${path}\` in package.json is a list of globs.`,
      },
    ]);
    expect(namesMembers(declared)).toBe(true);
  });

  it('reports an item that is no text and keeps the others', () => {
    const declared = workspacesOf(manifest(['a', null, 'b']));
    expect(declared.patterns.map(({ path }) => path)).toEqual([
      ['workspaces', 0],
      ['workspaces', 2],
    ]);
    expect(declared.problems).toMatchObject([
      {
        line: 5,
        detail: '`workspaces.1` in package.json is null.',
        expected: '`workspaces` in package.json is a list of globs.',
      },
    ]);
  });

  it('finds nothing without a manifest', () => {
    expect(workspacesOf(undefined)).toBe(noMembers);
    expect(noMembers.lineOf({ pattern: 'a', file: 'package.json', path: [] })).toBe(1);
  });
});

describe('packagesOf', () => {
  it('reads the list of pnpm, with lines', async () => {
    const declared = packagesOf(await yaml('packages:\n  - a/*\n  - "!a/b"\n'));
    expect(declared.patterns).toEqual([
      { pattern: 'a/*', file: 'pnpm-workspace.yaml', path: ['packages', 0] },
      { pattern: '!a/b', file: 'pnpm-workspace.yaml', path: ['packages', 1] },
    ]);
    expect(declared.patterns.map(declared.lineOf)).toEqual([2, 3]);
  });

  it.each(['', 'packages:\n', 'catalog:\n  a: "1"\n'])('finds no members in %j', async (text) => {
    expect(namesMembers(packagesOf(await yaml(text)))).toBe(false);
  });

  it('reports what is no list, and what is no YAML', async () => {
    expect(packagesOf(await yaml('a: 1\npackages: x\n')).problems).toMatchObject([
      { line: 2, detail: '`packages` in pnpm-workspace.yaml is a string.' },
    ]);
    const broken = packagesOf(await yaml('packages: [\n'));
    expect(broken.problems).toMatchObject([{ code: 'workspace-file-unreadable' }]);
    expect(namesMembers(broken)).toBe(true);
  });

  it('finds nothing without the file', () => {
    expect(packagesOf(undefined)).toBe(noMembers);
  });
});

describe('the root', () => {
  it('is no member', () => {
    expect(['.', './', '', '!!.'].map(isRootPattern)).toEqual([true, true, true, true]);
    expect(['a', '*', '!.', '..'].map(isRootPattern)).toEqual([false, false, false, false]);
    expect(namesMembers(workspacesOf(manifest(['.', './'])))).toBe(false);
    expect(namesMembers(workspacesOf(manifest(['.', 'a'])))).toBe(true);
    expect(namesMembers(workspacesOf(manifest(['!a'])))).toBe(true);
  });
});
