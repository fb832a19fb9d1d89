import type { DependencySite, Project } from '@h-j-petroleum/standards-engine';
import { describe, expect, it } from 'vitest';
import { checkAgreement } from './agreement.ts';
import { checkCatalogUse } from './catalog-use.ts';
import { checkOverride } from './overrides.ts';
import { checkPeers } from './peers.ts';
import { loadSemver } from './semver.ts';
import type { Use } from './uses.ts';
import { readUse } from './uses.ts';

const project: Project = { id: 'p', name: 'p', root: '', manifest: undefined, tags: [] };

function use(range: string, name = 'a', owner = project): Use {
  const site: DependencySite = {
    project: owner,
    file: 'package.json',
    path: ['dependencies', name],
    kind: 'dependency',
    field: 'dependencies',
    name,
    range,
    base: '',
    conditional: false,
  };
  const read = readUse(site, new Map());
  if (!read || 'missingIn' in read) throw new Error(`${range} is no use`);
  return read;
}

const notNeeded = () => Promise.reject(new Error('semver was loaded'));

const shown = (
  drafts: readonly { message: string; actual: string; expected: string }[],
): string[] =>
  drafts.map(({ message, actual, expected }) => `${message}: ${actual} -> ${expected}`);

describe('a workspace that agrees', () => {
  it('does not load semver for equal ranges', async () => {
    const same = ['^1.0.0', '^1.0.0', ' ^1.0.0'].map((range) => use(range));
    expect(await checkAgreement(same, 'highest', notNeeded)).toEqual([]);
    expect(await checkAgreement([], 'highest', notNeeded)).toEqual([]);
    expect(await checkAgreement([use('next'), use(' next')], 'highest', notNeeded)).toEqual([]);
  });

  it('does not load semver for tags, which no range can be compared with', async () => {
    const found = async (...ranges: string[]) =>
      shown(
        await checkAgreement(
          ranges.map((range) => use(range)),
          'highest',
          notNeeded,
        ),
      );
    expect(await found('1', 'beta')).toEqual(['version-unclear: beta -> 1']);
    expect(await found('next', 'beta', 'next')).toEqual(['version-unclear: beta -> next']);
    expect(await found('next', 'beta')).toEqual(['version-unclear: next -> beta']);
    expect(await found('next', '*')).toEqual(['unpinned: * -> a range, such as ^1.2.3']);
    expect(await found('npm:b@next', 'beta', 'npm:b@old', 'npm:b@old')).toEqual([
      'version-unclear: npm:b@next -> npm:b@old',
    ]);
    expect(await found('npm:b@next', '^1.0.0')).toEqual([]);
  });

  it('does not load semver for usual peers, tags and other packages', async () => {
    const other: Project = { ...project, id: 'q' };
    const peers = [use('^17 || ^18'), use('*', 'b'), use('next', 'c'), use('npm:x@^1.0.0', 'd')];
    const uses = [use('^18.2.0'), use('~1.0.0', 'b'), use('1.0.0', 'c'), use('^2.0.0', 'd')];
    expect(await checkPeers(uses, peers, notNeeded)).toEqual([]);
    expect(await checkPeers([use('next'), use('^1.0.0', 'a', other)], peers, notNeeded)).toEqual(
      [],
    );
  });

  it('does not load semver for usual overrides', async () => {
    const none = [use('^1.0.0', 'a'), use('npm:b@^1.0.0', 'a'), use('next', 'a')];
    expect(await checkOverride(use('^1.5.0'), none, notNeeded)).toBeUndefined();
    expect(await checkOverride(use('next'), none, notNeeded)).toBeUndefined();
    expect(await checkOverride(use('2.0.0'), [], notNeeded)).toBeUndefined();
    expect(await checkOverride(use('2.0.0'), none.slice(1), notNeeded)).toBeUndefined();
  });
});

describe('checkAgreement', () => {
  it('holds aliases of different packages under one name against the most used, then the first by name', async () => {
    const uses = [use('npm:y@^1.0.0'), use('npm:x@^1.0.0'), use('^3.0.0'), use('*')];
    expect(shown(await checkAgreement(uses, 'highest', notNeeded))).toEqual([
      'version-incompatible: npm:y@^1.0.0 -> ^3.0.0',
      'version-incompatible: npm:x@^1.0.0 -> ^3.0.0',
      'unpinned: * -> a range, such as ^1.2.3',
    ]);
    const more = [use('^3.0.0'), use('npm:y@^1.0.0'), use('npm:y@ ^1.0.0')];
    expect(shown(await checkAgreement(more, 'highest', notNeeded))).toEqual([
      'version-incompatible: ^3.0.0 -> npm:y@^1.0.0',
    ]);
    const [draft] = await checkAgreement(more, 'highest', notNeeded);
    expect(draft?.data?.['chosen']).toBe('npm:y@^1.0.0');
    expect(draft?.fixable).toBe(false);
  });

  it('keeps the `npm:` that yarn writes before a range', async () => {
    const uses = [use('npm:^1.0.0'), use(' NPM:^1.1.0'), use('^1.2.0')];
    expect(shown(await checkAgreement(uses, 'highest', loadSemver))).toEqual([
      'version-mismatch: npm:^1.0.0 -> npm:^1.2.0',
      'version-mismatch:  NPM:^1.1.0 -> npm:^1.2.0',
    ]);
  });

  it('takes ranges that are all invalid for tags', async () => {
    const uses = [use('1.2.3.4'), use('1.2.3.5'), use('latest'), use('1.2.3.5')];
    expect(shown(await checkAgreement(uses, 'highest', loadSemver))).toEqual([
      'unpinned: latest -> a range, such as ^1.2.3',
      'version-unclear: 1.2.3.4 -> 1.2.3.5',
    ]);
  });

  it('makes one finding of one place, whatever it should be', async () => {
    const [first] = await checkAgreement([use('^1.0.0'), use('^1.1.0')], 'highest', loadSemver);
    const [second] = await checkAgreement([use('^1.0.0'), use('^1.2.0')], 'highest', loadSemver);
    expect(first?.identity).toBe('[["dependencies","a"],"^1.0.0"]');
    expect(second?.identity).toBe(first?.identity);
  });
});

describe('checkCatalogUse', () => {
  const catalog = (name: string, range: string) => ({
    name,
    file: 'pnpm-workspace.yaml',
    path: ['catalog'],
    entries: { a: range },
  });
  const advice = async (range: string, ...held: [string, ...string[]]) => {
    const [first, ...rest] = held.map((text) => {
      const [name = '', entry = ''] = text.split('=');
      return catalog(name, entry);
    });
    if (!first) throw new Error('no catalog');
    const { expected, fixable, data } = await checkCatalogUse(
      use(range),
      [first, ...rest],
      loadSemver,
    );
    return [expected, fixable, data?.['catalog'], data?.['raise']];
  };

  it.each([
    ['^1.0.0', ['default=^1.0.0'], ['catalog:', true, 'default', undefined]],
    ['^1.0.0', ['old=^1.0.0', 'default=^2.0.0'], ['catalog:old', true, 'old', undefined]],
    ['^1.0.0', ['old=^0.1.0', 'default=^2.0.0'], ['catalog:', false, 'default', undefined]],
    ['^1.0.0', ['old=^1.1.0', 'default=^1.2.0'], ['catalog:', true, 'default', undefined]],
    ['^1.0.0', ['old=^1.1.0'], ['catalog:old', true, 'old', undefined]],
    ['^1.0.0', ['old=^1.1.0', 'new=^2'], ['catalog:old or catalog:new', false, 'old', undefined]],
    ['1.2.0', ['default=~1.2.0'], ['catalog:', true, 'default', undefined]],
    ['1.2.3', ['default=~1.2.0'], ['catalog: (raised to ~1.2.3)', true, 'default', '~1.2.3']],
    ['^1.2.3', ['default=^1'], ['catalog: (raised to ^1.2.3)', true, 'default', '^1.2.3']],
    ['^1.2.3', ['default=^1 || ^2'], ['catalog:', false, 'default', undefined]],
    ['^1.2.3', ['default=0.1 || ^1'], ['catalog:', false, 'default', undefined]],
    ['^1.2.3', ['default=1.x'], ['catalog:', false, 'default', undefined]],
    ['^1.2.3', ['default=*'], ['catalog:', false, 'default', undefined]],
    ['*', ['default=next'], ['catalog:', true, 'default', undefined]],
    ['next', ['default=^1.0.0'], ['catalog:', false, 'default', undefined]],
    ['npm:b@^1.0.0', ['default=^1.0.0'], ['catalog:', false, 'default', undefined]],
  ] as const)('%s beside %j', async (range, [first, ...rest], expected) => {
    expect(await advice(range, first, ...rest)).toEqual(expected);
  });
});

describe('checkPeers and checkOverride', () => {
  it('load semver for what is not told at once', async () => {
    expect(await checkPeers([use('~1.2.0')], [use('^1.0.0')], loadSemver)).toEqual([]);
    expect(await checkPeers([use('1.2.3.4')], [use('^1.0.0')], loadSemver)).toEqual([]);
    expect(await checkPeers([use('~1.2.0')], [use('1.2.3.4')], loadSemver)).toEqual([]);
    expect(shown(await checkPeers([use('~1.2.0')], [use('~1.3.0')], loadSemver))).toEqual([
      'peer-contradicted: ~1.2.0 -> a range that shares versions with ~1.3.0',
    ]);
  });

  it('names all declared ranges, once and in order', async () => {
    const declared = ['~3.0.0', '~2.0.0', '~3.0.0', '1.2.3.4'].map((range) => use(range));
    expect(await checkOverride(use('~1.0.0'), declared, loadSemver)).toMatchObject({
      message: 'override-contradicts',
      expected: 'a range that shares versions with ~2.0.0 or ~3.0.0',
      fixable: false,
    });
    expect(await checkOverride(use('2.0.1'), declared, loadSemver)).toBeUndefined();
    expect(await checkOverride(use('1.0.0.0'), declared, loadSemver)).toBeUndefined();
    expect(await checkOverride(use('~1.0.0'), [use('1.2.3.4')], loadSemver)).toBeUndefined();
  });
});
