import { describe, expect, it } from 'vitest';
import { defineSkill, type AnySkill } from '../contract/skill.ts';
import type { Case } from './case.ts';
import { runCase } from './run-case.ts';
import { testSkill } from './test-skill.ts';
import { toySkill } from './toy-skill.ts';

const good: Case = {
  name: 'untidy',
  kind: 'invalid',
  tree: { 'package.json': { name: 'one', tidy: false } },
  findings: [
    {
      message: 'untidy',
      project: 'one',
      file: 'package.json',
      line: 3,
      expected: 'true',
      actual: 'false',
      text: 'one is not tidy',
    },
  ],
  fixed: { 'package.json': { name: 'one', tidy: true } },
};
const tidy: Case = {
  name: 'tidy',
  kind: 'valid',
  tree: { 'package.json': { name: 'one', tidy: true } },
  findings: [],
};
const [finding] = good.findings;

describe('runCase', () => {
  it('is content with a skill that does what the case says', async () => {
    await runCase(toySkill, good);
    await runCase(toySkill, tidy);
    await runCase(toySkill, {
      ...good,
      options: { field: 'neat' },
      findings: [
        {
          message: 'untidy',
          project: 'one',
          file: 'package.json',
          line: 1,
          expected: 'true',
          actual: 'undefined',
        },
      ],
      fixed: { 'package.json': { name: 'one', tidy: false, neat: true } },
    });
  });

  it.each<[string, Case, RegExp]>([
    ['a finding too few', { ...good, findings: [] }, /untidy: findings differ/],
    [
      'a wrong line',
      { ...good, findings: finding ? [{ ...finding, line: 2 }] : [] },
      /findings differ/,
    ],
    [
      'a wrong sentence',
      { ...good, findings: finding ? [{ ...finding, text: 'x' }] : [] },
      /findings differ/,
    ],
    [
      'fixable or not',
      { ...good, findings: finding ? [{ ...finding, fixable: false }] : [] },
      /findings differ/,
    ],
    ['another tree after the fix', { ...good, fixed: {} }, /the tree after the fix differ/],
    [
      'no tree after the fix',
      { ...good, fixed: undefined } as unknown as Case,
      /has fixable findings and no `fixed`/,
    ],
    ['a tree where nothing is fixable', { ...tidy, fixed: {} }, /nothing is fixable/],
    [
      'findings left by the fix',
      { ...good, remaining: good.findings },
      /findings after the fix differ/,
    ],
    ['the wrong kind', { ...good, kind: 'valid' }, /is not valid/],
    ['the other wrong kind', { ...tidy, kind: 'invalid' }, /is not invalid/],
    ['an outcome', { ...tidy, outcomes: { one: 'not-supported' } }, /outcomes differ/],
    ['a crash', { ...tidy, tree: { 'package.json': { tidy: 'crash' } } }, /asked to crash/],
    ['a bad configuration', { ...tidy, options: { none: 1 } }, /unknown key `none`/],
  ])('is not content with %s', async (_what, given, message) => {
    await expect(runCase(toySkill, given)).rejects.toThrow(message);
  });

  it('is content with outcomes that are as expected, reasons included', async () => {
    await runCase(toySkill, {
      name: 'later',
      kind: 'edge',
      tree: { 'package.json': { name: 'one', tidy: 'later' } },
      findings: [],
      outcomes: { one: { outcome: 'not-supported', reason: 'Asked to wait.' } },
    });
  });

  it('sees a fix that is not done after one run', async () => {
    let calls = 0;
    const restless = defineSkill({
      ...toySkill,
      check: (context) =>
        void context.report({ message: 'untidy', file: 'package.json', expected: '', actual: '' }),
      fix: ({ tree }) => tree.write('package.json', `{"calls":${(calls += 1)}}`),
    } as AnySkill);
    await expect(
      runCase(restless, {
        name: 'restless',
        kind: 'invalid',
        tree: { 'package.json': '{}' },
        findings: [
          {
            message: 'untidy',
            project: '.',
            file: 'package.json',
            line: 1,
            expected: '',
            actual: '',
          },
        ],
        fixed: { 'package.json': '{"calls":5}' },
        remaining: [
          {
            message: 'untidy',
            project: '.',
            file: 'package.json',
            line: 1,
            expected: '',
            actual: '',
          },
        ],
      }),
    ).rejects.toThrow(/files changed by a second fix differ/);
  });
});

describe('testSkill', () => {
  async function declared(skill: AnySkill, cases: readonly Case[]): Promise<string[]> {
    const bodies: [string, () => Promise<void> | void][] = [];
    testSkill(skill, cases, {
      describe: (_name, body) => body(),
      it: (name, body) => void bodies.push([name, body]),
    });
    const failed: string[] = [];
    for (const [name, body] of bodies) {
      try {
        await body();
      } catch (error) {
        failed.push(`${name}: ${error instanceof Error ? error.message : ''}`);
      }
    }
    return failed;
  }

  it('passes a skill that owes nothing', async () => {
    expect(await declared(toySkill, [good, tidy])).toEqual([]);
  });

  it('fails for what a skill owes', async () => {
    expect(await declared(toySkill, [tidy])).toEqual([
      'has cases that are valid and cases that are invalid: no case is invalid',
      'has a case for every message: no case has: untidy',
    ]);
    expect(await declared(toySkill, [good, tidy, tidy])).toEqual([
      'has one name for each case: named twice: tidy',
    ]);
    const lax = defineSkill({
      ...toySkill,
      meta: {
        ...toySkill.meta,
        options: { safeParse: () => ({ success: true, data: { field: 'tidy' } }) },
      },
    } as AnySkill);
    expect(await declared(lax, [good, tidy])).toEqual([
      'refuses an unknown option: an unknown option is taken in silence',
    ]);
    const demanding = defineSkill({
      ...toySkill,
      meta: {
        ...toySkill.meta,
        options: { safeParse: () => ({ success: false, error: { issues: [] } }) },
      },
    } as AnySkill);
    expect((await declared(demanding, [good, tidy])).at(-1)).toBe(
      'takes no options at all: it cannot run without options',
    );
  });
});
