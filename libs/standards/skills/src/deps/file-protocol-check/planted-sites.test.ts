import { memoryFiles, readWorkspace } from '@h-j-petroleum/standards-engine';
import { textsOf } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { fileProtocolCheck } from './file-protocol-check.ts';

/** One repository with every kind of place, and in each a dependency that comes from elsewhere. */
const tree = {
  'package.json': {
    name: 'root',
    private: true,
    devDependencies: { ok: '^1.0.0', root: 'ssh://git@h.example/o/root' },
    overrides: { npm1: 'file:../npm1', 'npm2@1': { '.': 'o/npm2', npm3: '/opt/npm3' } },
    resolutions: { 'x/**/yarn1': 'portal:./yarn1', 'yarn2@npm:^1': 'exec:./yarn2.js' },
    pnpm: {
      overrides: { 'x@1>pnpm1': 'link:C:\\pnpm1' },
      packageExtensions: { 'x@1': { peerDependencies: { pnpm2: 'gist:0123' } } },
    },
  },
  'pnpm-workspace.yaml': [
    'packages: [packages/*]',
    'catalog:',
    '  cat1: FILE:vendor/cat1',
    'catalogs:',
    '  named:',
    '    cat2: https://h.example/cat2.tgz',
    'overrides:',
    '  x>yaml1: git@h.example:o/yaml1.git',
    'packageExtensions:',
    '  x@1:',
    '    dependencies: { yaml2: git+https://h.example/o/yaml2 }',
    '',
  ].join('\n'),
  '.yarnrc.yml':
    'packageExtensions:\n  x@*:\n    dependencies:\n      berry1: bitbucket:o/berry1\n',
  'rush.json': { projects: [] },
  'common/config/rush/pnpm-config.json': {
    globalOverrides: { rush1: 'file:///opt/rush1' },
    globalPackageExtensions: { x: { optionalDependencies: { rush2: 'gitlab:o/rush2' } } },
    unsupportedPackageJsonSettings: { dependencies: { rush3: '../rush3' } },
  },
  'common/config/subspaces/web/common-versions.json': {
    preferredVersions: { rush4: 'git://h.example/o/rush4#v1' },
  },
  'packages/a/package.json': {
    name: 'a',
    dependencies: { dep1: 'file:../b', dep2: 'npm:real@file:../../../real', dep3: '~/dep3' },
    devDependencies: { dev1: 'link:../../vendor', dev2: ' ./gone ', ok: 'workspace:*' },
    peerDependencies: { peer1: 'workspace:../../../peer1' },
    optionalDependencies: { opt1: './opt1-1.0.0.tgz', opt2: 'patch:opt2@github%3Ao/opt2#p' },
    bundleDependencies: ['dep1'],
    resolutions: { res1: 'npm:../../../res1', res2: 'ftp://h.example/res2.tgz', ok: 'gh:@s/ok@^1' },
  },
  'packages/a/opt1-1.0.0.tgz': '',
  'packages/b/package.json': { name: 'b', dependencies: { ok: 'npm:x@^1.0.0' } },
  'vendor/package.json': { name: 'vendor' },
  'examples/package.json': { name: 'no-member', dependencies: { x: 'file:../x' } },
};

describe('a repository with every kind of place', () => {
  it('hides nothing', async () => {
    const workspace = await readWorkspace(memoryFiles(textsOf(tree)), {
      root: '/',
      reader: 'pnpm',
    });
    const found: string[] = [];
    for (const project of workspace.projects) {
      await fileProtocolCheck.check({
        workspace,
        project,
        options: { allow: [] },
        report: ({ file, at, message, actual }) => {
          const path = at && 'path' in at ? at.path.join(' ') : '';
          found.push(`${file}: ${path} = ${actual} (${message})`);
        },
        conclude: () => undefined,
      });
    }
    expect(found).toEqual([
      'package.json: devDependencies root = ssh://git@h.example/o/root (git-address)',
      'package.json: overrides npm1 = file:../npm1 (outside-workspace)',
      'package.json: overrides npm2@1 . = o/npm2 (git-address)',
      'package.json: overrides npm2@1 npm3 = /opt/npm3 (outside-workspace)',
      'package.json: resolutions x/**/yarn1 = portal:./yarn1 (nothing-there)',
      'package.json: resolutions yarn2@npm:^1 = exec:./yarn2.js (generated)',
      'package.json: pnpm overrides x@1>pnpm1 = link:C:\\pnpm1 (outside-workspace)',
      'package.json: pnpm packageExtensions x@1 peerDependencies pnpm2 = gist:0123 (git-address)',
      'pnpm-workspace.yaml: catalog cat1 = FILE:vendor/cat1 (nothing-there)',
      'pnpm-workspace.yaml: catalogs named cat2 = https://h.example/cat2.tgz (web-address)',
      'pnpm-workspace.yaml: overrides x>yaml1 = git@h.example:o/yaml1.git (git-address)',
      'pnpm-workspace.yaml: packageExtensions x@1 dependencies yaml2 = git+https://h.example/o/yaml2 (git-address)',
      '.yarnrc.yml: packageExtensions x@* dependencies berry1 = bitbucket:o/berry1 (git-address)',
      'common/config/rush/pnpm-config.json: globalOverrides rush1 = file:///opt/rush1 (outside-workspace)',
      'common/config/rush/pnpm-config.json: globalPackageExtensions x optionalDependencies rush2 = gitlab:o/rush2 (git-address)',
      'common/config/rush/pnpm-config.json: unsupportedPackageJsonSettings dependencies rush3 = ../rush3 (nothing-there)',
      'common/config/subspaces/web/common-versions.json: preferredVersions rush4 = git://h.example/o/rush4#v1 (git-address)',
      'packages/a/package.json: dependencies dep1 = file:../b (member-by-path)',
      'packages/a/package.json: dependencies dep2 = npm:real@file:../../../real (outside-workspace)',
      'packages/a/package.json: dependencies dep3 = ~/dep3 (outside-workspace)',
      'packages/a/package.json: devDependencies dev1 = link:../../vendor (folder-by-path)',
      'packages/a/package.json: devDependencies dev2 =  ./gone  (nothing-there)',
      'packages/a/package.json: optionalDependencies opt1 = ./opt1-1.0.0.tgz (tarball-file)',
      'packages/a/package.json: optionalDependencies opt2 = patch:opt2@github%3Ao/opt2#p (git-address)',
      'packages/a/package.json: peerDependencies peer1 = workspace:../../../peer1 (outside-workspace)',
      'packages/a/package.json: resolutions res1 = npm:../../../res1 (outside-workspace)',
      'packages/a/package.json: resolutions res2 = ftp://h.example/res2.tgz (web-address)',
    ]);
  });
});
