import { describe, expect, it } from 'vitest';
import { detectPackageManager } from './package-manager.ts';

function detected(
  data: Record<string, unknown>,
  files: readonly string[] = [],
  pnpmMembers = false,
) {
  const { name, version, source } = detectPackageManager({
    names: new Set(files),
    manifest: { file: 'package.json', text: '', data },
    pnpmMembers,
  });
  return `${name} ${version ?? '-'} ${source}`;
}

describe('a declared package manager', () => {
  it.each<[data: Record<string, unknown>, expected: string]>([
    [{ packageManager: 'pnpm@10.4.1' }, 'pnpm 10.4.1 declared'],
    [{ packageManager: 'pnpm@10.4.1+sha512.abc' }, 'pnpm 10.4.1 declared'],
    [{ packageManager: 'yarn@https://example.test/yarn.cjs' }, 'yarn - declared'],
    [{ packageManager: 'yarn@' }, 'yarn - declared'],
    [{ packageManager: 'bun' }, 'bun - declared'],
    [{ packageManager: 'deno@2.0.0' }, 'npm - default'],
    [{ packageManager: 'pnpm10' }, 'npm - default'],
    [{ packageManager: ['pnpm@10'] }, 'npm - default'],
    [{ packageManager: '' }, 'npm - default'],
    [{ devEngines: { packageManager: { name: 'pnpm', version: '>=10' } } }, 'pnpm >=10 declared'],
    [{ devEngines: { packageManager: { name: 'yarn' } } }, 'yarn - declared'],
    [{ devEngines: { packageManager: { name: 'yarn', version: 4 } } }, 'yarn - declared'],
    [
      { devEngines: { packageManager: [{ name: 'deno' }, { name: 'bun', version: '1.3.0' }] } },
      'bun 1.3.0 declared',
    ],
    [{ devEngines: { packageManager: [] } }, 'npm - default'],
    [{ devEngines: { packageManager: 'pnpm' } }, 'npm - default'],
    [{ devEngines: { packageManager: [null, 'pnpm'] } }, 'npm - default'],
    [{ devEngines: null }, 'npm - default'],
    [
      { packageManager: 'npm@11.0.0', devEngines: { packageManager: { name: 'pnpm' } } },
      'npm 11.0.0 declared',
    ],
    [
      { packageManager: 'deno@2.0.0', devEngines: { packageManager: { name: 'pnpm' } } },
      'pnpm - declared',
    ],
  ])('is read from %j', (data, expected) => {
    expect(detected(data)).toBe(expected);
  });

  it('outranks lock files', () => {
    expect(detected({ packageManager: 'yarn@4.0.0' }, ['pnpm-lock.yaml'])).toBe(
      'yarn 4.0.0 declared',
    );
  });

  it('is not taken from a prototype', () => {
    const data: Record<string, unknown> = {};
    Object.setPrototypeOf(data, { packageManager: 'pnpm@10.0.0' });
    expect(detected(data)).toBe('npm - default');
  });
});

describe('an undeclared package manager', () => {
  it.each<[files: readonly string[], expected: string]>([
    [['package-lock.json'], 'npm - lock-file'],
    [['npm-shrinkwrap.json'], 'npm - lock-file'],
    [['yarn.lock'], 'yarn - lock-file'],
    [['pnpm-lock.yaml'], 'pnpm - lock-file'],
    [['bun.lock'], 'bun - lock-file'],
    [['bun.lockb'], 'bun - lock-file'],
    [['package-lock.json', 'yarn.lock'], 'yarn - lock-file'],
    [['package-lock.json', 'bun.lock', 'pnpm-lock.yaml'], 'pnpm - lock-file'],
    [['.yarnrc.yml', 'package-lock.json'], 'npm - lock-file'],
    [['pnpm-workspace.yaml'], 'pnpm - workspace-file'],
    [['.yarnrc.yml'], 'yarn - workspace-file'],
    [['bunfig.toml'], 'bun - workspace-file'],
    [['package.json'], 'npm - default'],
    [[], 'npm - default'],
  ])('is told by %j', (files, expected) => {
    expect(detected({}, files)).toBe(expected);
  });

  it('is pnpm where its file names members, whatever lock file is left over', () => {
    const files = ['package-lock.json', 'pnpm-workspace.yaml'];
    expect(detected({}, files)).toBe('npm - lock-file');
    expect(detected({}, files, true)).toBe('pnpm - workspace-file');
    expect(detected({}, [...files, 'pnpm-lock.yaml'], true)).toBe('pnpm - lock-file');
  });

  it('needs no manifest', () => {
    expect(detectPackageManager({ names: new Set(['yarn.lock']), manifest: undefined })).toEqual({
      name: 'yarn',
      version: undefined,
      source: 'lock-file',
    });
  });
});
