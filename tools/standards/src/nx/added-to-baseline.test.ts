import type { Finding } from '@h-j-petroleum/standards-engine';
import { afterEach, describe, expect, it } from 'vitest';
import { createRepository, type Repository } from '../testing/repository.ts';
import { addedToBaseline, comparisonOf, withoutAdded } from './added-to-baseline.ts';

describe('comparisonOf', () => {
  const of = (typed: string, env: Record<string, string> = {}, defaultBase?: string) =>
    comparisonOf(['node', 'nx', ...typed.split(' ')], env, defaultBase);

  it.each([
    ['affected -t standards', {}, undefined, { base: 'main', head: 'HEAD' }],
    ['affected -t standards', {}, 'trunk', { base: 'trunk', head: 'HEAD' }],
    ['affected', { NX_BASE: 'b', NX_HEAD: 'h' }, 'trunk', { base: 'b', head: 'h' }],
    ['affected --base=x --head=y', { NX_BASE: 'b' }, 'trunk', { base: 'x', head: 'y' }],
    ['affected --base x -t standards', {}, undefined, { base: 'x', head: 'HEAD' }],
    ['--verbose affected --base=origin/a=b', {}, undefined, { base: 'origin/a=b', head: 'HEAD' }],
  ] as const)('%s compares', (typed, env, defaultBase, expected) => {
    expect(of(typed, env, defaultBase)).toStrictEqual(expected);
  });

  it.each([
    'run-many -t standards',
    'run affected:standards',
    'run-many -p affected',
    'affected --files=a.ts',
    'affected --uncommitted',
    'affected --untracked -t standards',
  ])('%s compares nothing', (typed) => {
    expect(of(typed)).toBeUndefined();
  });
});

const entry = (fingerprint: string) => ({
  fingerprint,
  skill: 'acme:a',
  project: 'p',
  file: 'package.json',
  message: 'wrong',
});
const one = '1'.repeat(20);
const two = '2'.repeat(20);

describe('addedToBaseline', () => {
  let repository: Repository | undefined;
  afterEach(() => repository?.remove());

  it('is what the base has not', async () => {
    repository = createRepository({ 'b.json': { version: 1, findings: [entry(one)] } });
    expect(
      await addedToBaseline(repository.root, 'b.json', [entry(one), entry(two)], {
        base: 'main',
        head: 'HEAD',
      }),
    ).toStrictEqual([entry(two)]);
  });

  it('is nothing where the base has no baseline: a change may adopt one', async () => {
    repository = createRepository({ 'a.txt': 'a' });
    const comparison = { base: 'main', head: 'HEAD' };
    expect(
      await addedToBaseline(repository.root, 'b.json', [entry(one)], comparison),
    ).toStrictEqual([]);
  });

  it('is nothing without a comparison, and git is not asked', async () => {
    expect(await addedToBaseline('/nowhere', 'b.json', [entry(one)], undefined)).toStrictEqual([]);
    const comparison = { base: 'main', head: 'HEAD' };
    expect(await addedToBaseline('/nowhere', 'b.json', [], comparison)).toStrictEqual([]);
  });
});

describe('withoutAdded', () => {
  const finding = (fingerprint: string, skill: `${string}:${string}`): Finding => ({
    fingerprint,
    skill,
    project: 'p',
    file: 'package.json',
    line: 1,
    mode: 'enforce',
    message: 'wrong',
    expected: 'a',
    actual: 'b',
    why: 'It is.',
    docs: 'a.md',
    fixable: false,
    accepted: true,
    messageId: 'wrong',
    data: {},
    at: undefined,
  });
  const row = (skill: `${string}:${string}`, outcome: 'pass' | 'error') => ({
    skill,
    project: 'p',
    outcome,
    mode: 'enforce' as const,
    durationMs: 1,
    reason: 'a reason',
  });
  const part = {
    outcomes: [row('acme:a', 'pass'), row('acme:b', 'pass'), row('acme:c', 'error')],
    findings: [finding(one, 'acme:a'), finding(two, 'acme:b'), finding('3'.repeat(20), 'acme:c')],
    crashed: false,
  };

  it('takes back the acceptance and the pass of those entries, and of no others', () => {
    const { outcomes, findings, crashed } = withoutAdded(part, [entry(one), entry('3'.repeat(20))]);
    expect(findings.map(({ accepted }) => accepted)).toStrictEqual([false, true, false]);
    expect(outcomes).toStrictEqual([
      {
        ...{ skill: 'acme:a', project: 'p', outcome: 'fail', mode: 'enforce', durationMs: 1 },
        otherwise: { outcome: 'pass', reason: 'a reason' },
      },
      row('acme:b', 'pass'),
      row('acme:c', 'error'),
    ]);
    expect(crashed).toBe(false);
  });

  it('is the same part where nothing was added', () => {
    expect(withoutAdded(part, [])).toBe(part);
  });
});
