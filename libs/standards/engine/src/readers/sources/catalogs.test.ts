import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../../workspace/memory-files.ts';
import type { PackageManagerName } from '../../workspace/workspace.ts';
import { readCatalogs } from './catalogs.ts';
import { readManifest } from './manifest.ts';

function read(packageManager: PackageManagerName, texts: Record<string, string>) {
  const files = memoryFiles(texts);
  return readCatalogs({ files, packageManager, manifest: readManifest(files, '').manifest });
}

const twoSets = 'catalog:\n  react: ^19.1.0\n  vite: 7.10\ncatalogs:\n  old:\n    react: ^18.3.1\n';

describe('readCatalogs', () => {
  it('reads those of pnpm', async () => {
    expect(await read('pnpm', { 'pnpm-workspace.yaml': twoSets, '.yarnrc.yml': twoSets })).toEqual({
      catalogs: [
        {
          name: 'default',
          file: 'pnpm-workspace.yaml',
          path: ['catalog'],
          entries: { react: '^19.1.0', vite: '7.10' },
        },
        {
          name: 'old',
          file: 'pnpm-workspace.yaml',
          path: ['catalogs', 'old'],
          entries: { react: '^18.3.1' },
        },
      ],
      problems: [],
    });
  });

  it('reads the unnamed catalog of pnpm under its name too', async () => {
    const { catalogs } = await read('pnpm', {
      'pnpm-workspace.yaml': 'catalogs:\n  default:\n    a: "1"\n',
    });
    expect(catalogs).toEqual([
      {
        name: 'default',
        file: 'pnpm-workspace.yaml',
        path: ['catalogs', 'default'],
        entries: { a: '1' },
      },
    ]);
  });

  it('reads those of Yarn', async () => {
    const { catalogs, problems } = await read('yarn', { '.yarnrc.yml': twoSets });
    expect(catalogs.map(({ name, file, path }) => [name, file, path])).toEqual([
      ['default', '.yarnrc.yml', ['catalog']],
      ['old', '.yarnrc.yml', ['catalogs', 'old']],
    ]);
    expect(problems).toEqual([]);
  });

  it('does not parse settings of Yarn that hold none', async () => {
    const broken = { '.yarnrc.yml': 'nodeLinker: [\n# catalog: a\n' };
    expect(await read('yarn', broken)).toEqual({ catalogs: [], problems: [] });
    expect(await read('yarn', {})).toEqual({ catalogs: [], problems: [] });
  });

  it('reports settings of Yarn that hold some and cannot be read', async () => {
    for (const text of ['a: [\ncatalogs: {}\n', '"catalog": [\n']) {
      expect(await read('yarn', { '.yarnrc.yml': text })).toMatchObject({
        catalogs: [],
        problems: [{ code: 'workspace-file-unreadable', file: '.yarnrc.yml' }],
      });
    }
  });

  it('reads those of Bun in `workspaces` before those at the top', async () => {
    const { catalogs } = await read('bun', {
      'package.json': JSON.stringify({
        workspaces: { packages: [], catalog: { a: '1' }, catalogs: { x: { b: '2' } } },
        catalog: { a: '0' },
        catalogs: { x: { b: '0' }, y: { c: '3' } },
      }),
    });
    expect(catalogs).toEqual([
      {
        name: 'default',
        file: 'package.json',
        path: ['workspaces', 'catalog'],
        entries: { a: '1' },
      },
      {
        name: 'x',
        file: 'package.json',
        path: ['workspaces', 'catalogs', 'x'],
        entries: { b: '2' },
      },
      { name: 'y', file: 'package.json', path: ['catalogs', 'y'], entries: { c: '3' } },
    ]);
  });

  it('finds none for npm, without a manifest, and without files', async () => {
    const nothing = { catalogs: [], problems: [] };
    const text = JSON.stringify({ catalog: { a: '1' } });
    expect(await read('npm', { 'package.json': text, 'pnpm-workspace.yaml': twoSets })).toEqual(
      nothing,
    );
    expect(await read('bun', {})).toEqual(nothing);
    expect(await read('pnpm', {})).toEqual(nothing);
  });

  it('passes over what is no map of ranges', async () => {
    const { catalogs } = await read('bun', {
      'package.json':
        '{ "catalog": ["a"], "catalogs": { "x": "y", "z": { "a": 1, "b": "2", "__proto__": "3" } } }',
    });
    expect(catalogs).toHaveLength(1);
    expect(Object.entries(catalogs[0]?.entries ?? {})).toEqual([
      ['b', '2'],
      ['__proto__', '3'],
    ]);
    expect(await read('bun', { 'package.json': '{ "catalogs": [{ "a": "1" }] }' })).toMatchObject({
      catalogs: [],
    });
  });
});
