import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../workspace/memory-files.ts';
import type { Catalog, Project, Workspace } from '../workspace/workspace.ts';
import {
  dependencySites,
  manifestSites,
  rushAllowedVersions,
  workspaceSites,
} from './dependency-sites.ts';

function project(root: string, data: Record<string, unknown>): Project {
  const file = root === '' ? 'package.json' : `${root}/package.json`;
  return {
    id: root || '.',
    name: root || 'root',
    root,
    manifest: { file, text: JSON.stringify(data), data },
    tags: [],
  };
}

function workspace(
  projects: readonly [Project, ...Project[]],
  texts: Record<string, string> = {},
  catalogs: readonly Catalog[] = [],
): Workspace {
  const [rootProject, ...members] = projects;
  return {
    root: '/',
    reader: 'npm',
    packageManager: { name: 'npm', version: undefined, source: 'default' },
    rootProject,
    members,
    projects,
    files: memoryFiles(texts),
    problems: [],
    patterns: [],
    catalogs,
    graph: undefined,
  };
}

const brief = (
  sites: readonly {
    file: string;
    path: readonly (string | number)[];
    kind: string;
    field: string;
    name: string;
    range: string;
    base: string;
  }[],
): string[] =>
  sites.map(
    ({ file, path, kind, field, name, range, base }) =>
      `${file} ${path.join(' ')} | ${kind} ${field} ${name} ${range} | ${base}`,
  );

describe('manifestSites', () => {
  it('finds every field of a manifest', () => {
    const sites = manifestSites(
      project('libs/a', {
        dependencies: { a: '1' },
        devDependencies: { b: '2' },
        optionalDependencies: { c: '3' },
        peerDependencies: { d: '4' },
        bundleDependencies: ['a'],
        overrides: { e: '5' },
        resolutions: { 'x/f': '6' },
        pnpm: {
          overrides: { 'x>g': '7' },
          packageExtensions: { 'h@1': { dependencies: { i: '8' }, peerDependencies: { j: '9' } } },
          patchedDependencies: { 'k@1.0.0': 'patches/k.patch' },
        },
      }),
    );
    expect(brief(sites)).toEqual([
      'libs/a/package.json dependencies a | dependency dependencies a 1 | libs/a',
      'libs/a/package.json devDependencies b | dependency devDependencies b 2 | libs/a',
      'libs/a/package.json optionalDependencies c | dependency optionalDependencies c 3 | libs/a',
      'libs/a/package.json peerDependencies d | dependency peerDependencies d 4 | libs/a',
      'libs/a/package.json overrides e | override overrides e 5 | libs/a',
      'libs/a/package.json resolutions x/f | override resolutions f 6 | libs/a',
      'libs/a/package.json pnpm overrides x>g | override pnpm.overrides g 7 | libs/a',
      'libs/a/package.json pnpm packageExtensions h@1 dependencies i | extension pnpm.packageExtensions i 8 | libs/a',
      'libs/a/package.json pnpm packageExtensions h@1 peerDependencies j | extension pnpm.packageExtensions j 9 | libs/a',
    ]);
    expect(sites.map(({ conditional }) => conditional)).toEqual([
      ...[false, false, false, false, false],
      ...[true, true, false, false],
    ]);
  });

  it('has none without a manifest', () => {
    const { manifest: _, ...rest } = project('a', {});
    expect(manifestSites({ ...rest, manifest: undefined })).toEqual([]);
  });

  it('passes over fields and ranges of a wrong type', () => {
    for (const wrong of [null, 1, 'x', true, ['1'], { a: 1 }, { a: null }, { a: { b: ['1'] } }]) {
      const data = {
        dependencies: wrong,
        devDependencies: wrong,
        optionalDependencies: wrong,
        peerDependencies: wrong,
        overrides: wrong,
        resolutions: wrong,
        pnpm: { overrides: wrong, packageExtensions: wrong },
      };
      expect(manifestSites(project('', data))).toEqual([]);
      expect(manifestSites(project('', { pnpm: wrong }))).toEqual([]);
    }
  });

  it('takes names of the prototype for names', () => {
    const data: Record<string, unknown> = JSON.parse(
      '{"dependencies":{"__proto__":"1","constructor":"2"},"devDependencies":{}}',
    );
    expect(manifestSites(project('', data)).map(({ name, range }) => [name, range])).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
    const bare: Record<string, unknown> = Object.create({ dependencies: { a: '1' } });
    expect(manifestSites(project('', bare))).toEqual([]);
  });
});

describe('workspaceSites', () => {
  const root = project('', {});

  it('finds catalogs', async () => {
    const catalogs: Catalog[] = [
      { name: 'default', file: 'pnpm-workspace.yaml', path: ['catalog'], entries: { a: '1' } },
      { name: 'old', file: 'pnpm-workspace.yaml', path: ['catalogs', 'old'], entries: { a: '0' } },
    ];
    expect(brief(await workspaceSites(workspace([root], {}, catalogs)))).toEqual([
      'pnpm-workspace.yaml catalog a | catalog catalog a 1 | ',
      'pnpm-workspace.yaml catalogs old a | catalog catalogs.old a 0 | ',
    ]);
  });

  it('finds overrides and extensions of pnpm and yarn', async () => {
    const texts = {
      'pnpm-workspace.yaml': [
        'overrides:',
        '  "x>a": link:../a',
        'packageExtensions:',
        '  b:',
        '    dependencies:',
        '      c: "1"',
      ].join('\n'),
      '.yarnrc.yml':
        'packageExtensions:\n  d@*:\n    optionalDependencies:\n      e: ^2\noverrides:\n  no: 1.0.0\n',
    };
    const sites = await workspaceSites(workspace([root], texts));
    expect(brief(sites)).toEqual([
      'pnpm-workspace.yaml overrides x>a | override overrides a link:../a | ',
      'pnpm-workspace.yaml packageExtensions b dependencies c | extension packageExtensions c 1 | ',
      '.yarnrc.yml packageExtensions d@* optionalDependencies e | extension packageExtensions e ^2 | ',
    ]);
    expect(sites[0]?.project).toBe(root);
  });

  it('passes over files that are no YAML or hold something else', async () => {
    for (const text of ['overrides: [', 'overrides', '- overrides', 'overrides: 1', 'x: 1', '']) {
      expect(await workspaceSites(workspace([root], { 'pnpm-workspace.yaml': text }))).toEqual([]);
    }
  });

  it('finds the settings of Rush and of its subspaces, among comments', async () => {
    const texts = {
      'rush.json': '{}',
      'common/config/rush/pnpm-config.json': `\uFEFF{
        // a comment
        "globalOverrides": { "x>a": "1" },
        "globalPackageExtensions": { "b": { "dependencies": { "c": "2" } } },
        "unsupportedPackageJsonSettings": { "pnpm": { "overrides": { "d": "3" } }, "resolutions": { "e": "4" } },
      }`,
      'common/config/rush/common-versions.json': '{ "preferredVersions": { "f": "5" } }',
      'common/config/subspaces/web/pnpm-config.json': '{ "globalOverrides": { "g": "6" } }',
      'common/config/subspaces/web/common-versions.json': '[]',
    };
    const at = 'common/config/rush/pnpm-config.json';
    const bag = 'unsupportedPackageJsonSettings';
    expect(brief(await workspaceSites(workspace([root], texts)))).toEqual([
      `${at} globalOverrides x>a | override globalOverrides a 1 | common/temp`,
      `${at} globalPackageExtensions b dependencies c | extension globalPackageExtensions c 2 | common/temp`,
      `${at} ${bag} resolutions e | override resolutions e 4 | common/temp`,
      `${at} ${bag} pnpm overrides d | override pnpm.overrides d 3 | common/temp`,
      'common/config/rush/common-versions.json preferredVersions f | preference preferredVersions f 5 | common/temp',
      'common/config/subspaces/web/pnpm-config.json globalOverrides g | override globalOverrides g 6 | common/temp',
    ]);
  });

  it('reads the settings of Rush only where there is a rush.json', async () => {
    const texts = { 'common/config/rush/pnpm-config.json': '{"globalOverrides":{"a":"1"}}' };
    expect(await workspaceSites(workspace([root], texts))).toEqual([]);
  });
});

describe('rushAllowedVersions', () => {
  const texts = {
    'common/config/rush/common-versions.json':
      '{ /* why */ "allowedAlternativeVersions": { "a": ["^1", 2], "b": "^1" } }',
    'common/config/subspaces/web/common-versions.json':
      '{ "allowedAlternativeVersions": { "a": ["^3"] } }',
    'common/config/subspaces/api/common-versions.json': '{ "allowedAlternativeVersions": [] }',
  };

  it('gathers the allowed ranges of all subspaces', () => {
    const found = rushAllowedVersions(
      workspace([project('', {})], { 'rush.json': '{}', ...texts }),
    );
    expect([...found]).toEqual([['a', ['^1', '^3']]]);
  });

  it('has none without a rush.json', () => {
    expect([...rushAllowedVersions(workspace([project('', {})], texts))]).toEqual([]);
  });
});

describe('dependencySites', () => {
  it('lists manifests, then files of the workspace', async () => {
    const projects = [
      project('', { devDependencies: { a: '1' } }),
      project('libs/b', { dependencies: { c: '2' } }),
    ] as const;
    const sites = await dependencySites(
      workspace([...projects], { 'pnpm-workspace.yaml': 'overrides: { d: "3" }' }),
    );
    expect(sites.map(({ project, name }) => [project.root, name])).toEqual([
      ['', 'a'],
      ['libs/b', 'c'],
      ['', 'd'],
    ]);
  });
});

describe('a manifest of some megabytes', () => {
  it('has all of its sites: more than a call can take as arguments', async () => {
    const dependencies = Object.fromEntries(
      Array.from({ length: 200_000 }, (_, at) => [`d${at}`, '1.0.0']),
    );
    const huge = project('', { dependencies });
    expect(manifestSites(huge)).toHaveLength(200_000);
    expect(await dependencySites(workspace([huge]))).toHaveLength(200_000);
  });
});
