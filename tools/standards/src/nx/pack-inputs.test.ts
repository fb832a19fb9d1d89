import { symlinkSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { diskFiles } from '@h-j-petroleum/standards-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRepository, type Repository } from '../testing/repository.ts';
import { packInputs } from './pack-inputs.ts';

describe('packInputs', () => {
  let workspace: Repository;
  beforeAll(() => {
    workspace = createRepository({
      'tools/acme/index.ts': '',
      'tools/acme/one/one.ts': '',
      'pack.js': '',
      'libs/linked/package.json': { name: 'linked', version: '9.9.9' },
      'node_modules/@acme/installed/package.json': { name: '@acme/installed', version: '2.3.4' },
      'node_modules/unversioned/package.json': { name: 'unversioned' },
      'node_modules/broken/package.json': '{',
    });
    mkdirSync(join(workspace.root, 'node_modules'), { recursive: true });
    symlinkSync(join(workspace.root, 'libs/linked'), join(workspace.root, 'node_modules/linked'));
  });
  afterAll(() => workspace.remove());

  it.each([
    ['./tools/acme', ['tools/acme/**/*'], []],
    ['./tools/acme/', ['tools/acme/**/*'], []],
    ['./tools/acme/index.ts', ['tools/acme/**/*'], []],
    ['./pack.js', ['pack.js'], []],
    ['./not/there', ['not/there/**/*'], []],
    ['../outside', [], []],
    ['@acme/installed', [], ['@acme/installed@2.3.4']],
    ['unversioned', [], ['unversioned@unknown']],
    ['broken', [], ['broken@unknown']],
    ['linked', ['libs/linked/**/*'], []],
    ['not-installed', [], []],
  ])('%s', (specifier, files, versions) => {
    expect(packInputs([specifier], diskFiles(workspace.root), workspace.root)).toStrictEqual({
      files,
      versions,
    });
  });

  it('has all packs, in their order', () => {
    const packs = ['./tools/acme', '@acme/installed', './pack.js'];
    expect(packInputs(packs, diskFiles(workspace.root), workspace.root)).toStrictEqual({
      files: ['tools/acme/**/*', 'pack.js'],
      versions: ['@acme/installed@2.3.4'],
    });
  });
});
