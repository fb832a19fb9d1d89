import { describe, expect, it } from 'vitest';
import type { ConfigInput } from '../config/config.ts';
import { createConfig } from '../config/load-config.ts';
import { defineSkill, type AnySkill } from '../contract/skill.ts';
import { readWorkspace } from '../readers/read-workspace.ts';
import { memoryFiles } from '../workspace/memory-files.ts';
import { textsOf } from '../testing/run-case.ts';
import type { CaseTree } from '../testing/case.ts';
import { toySkill, toyWideSkill } from '../testing/toy-skill.ts';
import type { BaselineInUse } from './build-report.ts';
import { buildReport } from './build-report.ts';
import { check } from './check.ts';
import { createGate } from './gate.ts';

interface Run {
  readonly config?: ConfigInput;
  readonly skills?: readonly AnySkill[];
  readonly pilot?: boolean;
  readonly baseline?: BaselineInUse;
  readonly projects?: readonly string[];
}

async function run(tree: CaseTree, given: Run = {}) {
  const workspace = await readWorkspace(memoryFiles(textsOf(tree)), { root: '/' });
  const skills = given.skills ?? [toySkill];
  const accepted = new Set(given.baseline?.entries.map((entry) => entry.fingerprint));
  for (const entry of given.baseline?.added ?? []) accepted.delete(entry.fingerprint);
  const gate = createGate({
    workspace,
    skills,
    config: createConfig(given.config, skills),
    accepted,
    ...(given.pilot === undefined ? {} : { pilot: given.pilot }),
  });
  const projects =
    given.projects && workspace.projects.filter(({ id }) => given.projects?.includes(id));
  const part = await check({ workspace, gate, projects, wide: projects ? 'selected' : 'all' });
  return buildReport({
    workspace,
    part,
    skills: gate.skills,
    baseline: given.baseline,
    durationMs: 1.23456,
  });
}

const root = (rest: object = {}) => ({
  name: 'root',
  private: true,
  workspaces: ['libs/*'],
  tidy: true,
  ...rest,
});
const rows = (report: Awaited<ReturnType<typeof run>>) =>
  report.outcomes.map(({ skill, project, outcome, mode }) =>
    [project, skill, outcome, mode].join(' '),
  );

describe('a run of the gate', () => {
  it('gives every skill and project an outcome, and counts members without the root', async () => {
    const report = await run({
      'package.json': root(),
      'libs/a/package.json': { name: 'a', tidy: true },
      'libs/b/package.json': { name: 'b' },
    });
    expect(report.workspace).toEqual({ root: '/', reader: 'npm', projects: 2 });
    expect(rows(report)).toEqual([
      'a standards:read pass enforce',
      'a toy:tidy-check pass enforce',
      'b standards:read pass enforce',
      'b toy:tidy-check fail enforce',
      'root standards:read pass enforce',
      'root toy:tidy-check pass enforce',
    ]);
    expect(report.summary).toEqual({
      outcomes: { pass: 5, fail: 1, 'not-applicable': 0, 'not-supported': 0, error: 0 },
      findings: { advisory: 0, warn: 0, enforce: 1 },
      accepted: 0,
      waived: 0,
      fixable: 1,
      durationMs: 1.235,
    });
    expect(report.exitCode).toBe(1);
    expect(report.schemaVersion).toBe(2);
    expect(report.baseline).toBeNull();
    expect(report.skills.map(({ id }) => id)).toEqual(['standards:read', 'toy:tidy-check']);
  });

  it('says of a finding where, what and why', async () => {
    const report = await run({ 'package.json': '{\n  "name": "one",\n  "tidy": "no"\n}\n' });
    expect(report.findings).toEqual([
      {
        fingerprint: expect.stringMatching(/^[0-9a-f]{20}$/),
        skill: 'toy:tidy-check',
        project: 'one',
        file: 'package.json',
        line: 3,
        mode: 'enforce',
        message: 'one is not tidy',
        expected: 'true',
        actual: 'no',
        why: 'Tidiness is what this toy is about.',
        docs: 'https://example.invalid/toy/tidy-check.md',
        fixable: true,
        accepted: false,
        messageId: 'untidy',
        data: { name: 'one' },
        at: { path: ['tidy'] },
      },
    ]);
  });

  it('keeps the fingerprint when lines move', async () => {
    const before = await run({ 'package.json': '{"name":"one","tidy":"no"}' });
    const after = await run({ 'package.json': '{\n\n\n"name":"one",\n\n"tidy":"no"}' });
    expect(after.findings[0]?.line).toBe(6);
    expect(after.findings[0]?.fingerprint).toBe(before.findings[0]?.fingerprint);
  });

  it('sorts findings by project, file and line', async () => {
    const report = await run(
      {
        'package.json': root({ tidy: false, twin: 1 }),
        'libs/b/package.json': '{"name":"b","twin":1}',
        'libs/a/package.json': '{\n"name":"a",\n"twin":1,\n"tidy":0}',
      },
      { skills: [toyWideSkill, toySkill] },
    );
    expect(
      report.findings.map(({ project, line, skill }) => `${project}:${line} ${skill}`),
    ).toEqual([
      'a:3 toy:twin-check',
      'a:4 toy:tidy-check',
      'b:1 toy:tidy-check',
      'b:1 toy:twin-check',
      'root:7 toy:tidy-check',
    ]);
  });
});

describe('modes', () => {
  const tree = {
    'package.json': root(),
    'libs/a/package.json': { name: 'a' },
    'libs/b/package.json': { name: 'b' },
  };

  it.each([
    ['enforce', 1, { advisory: 0, warn: 0, enforce: 2 }],
    ['warn', 0, { advisory: 0, warn: 2, enforce: 0 }],
    ['advisory', 0, { advisory: 2, warn: 0, enforce: 0 }],
  ] as const)('%s ends with %i', async (mode, exitCode, findings) => {
    const report = await run(tree, { config: { skills: { 'toy:tidy-check': mode } } });
    expect(report.exitCode).toBe(exitCode);
    expect(report.summary.findings).toEqual(findings);
    expect(new Set(report.findings.map((finding) => finding.mode))).toEqual(new Set([mode]));
  });

  it('off runs nothing and has no outcome', async () => {
    const report = await run(tree, { config: { skills: { 'toy:tidy-check': 'off' } } });
    expect(report.findings).toEqual([]);
    expect(report.outcomes.filter(({ skill }) => skill === 'toy:tidy-check')).toEqual([]);
  });

  it('hold by project, the last match first', async () => {
    const report = await run(tree, {
      config: {
        skills: {
          'toy:tidy-check': { mode: 'warn', projects: { 'libs/*': 'advisory', b: 'enforce' } },
        },
      },
    });
    expect(report.findings.map(({ project, mode }) => `${project} ${mode}`)).toEqual([
      'a advisory',
      'b enforce',
    ]);
  });

  it('off on one project leaves the others of a workspace-wide skill', async () => {
    const report = await run(
      {
        'package.json': root({ twin: 1 }),
        'libs/a/package.json': { twin: 1 },
        'libs/b/package.json': { twin: 1 },
      },
      {
        skills: [toyWideSkill],
        config: { skills: { 'toy:twin-check': { projects: { 'libs/a': 'off' } } } },
      },
    );
    expect(report.findings.map(({ project }) => project)).toEqual(['libs/b']);
    expect(rows(report).filter((row) => row.includes('twin'))).toEqual([
      'libs/b toy:twin-check fail warn',
      'root toy:twin-check pass warn',
    ]);
  });

  it('are all advisory in a pilot, but for off', async () => {
    const report = await run(tree, { pilot: true });
    expect(report.exitCode).toBe(0);
    expect(report.summary.findings).toEqual({ advisory: 2, warn: 0, enforce: 0 });
    const off = await run(tree, { pilot: true, config: { skills: { 'toy:tidy-check': 'off' } } });
    expect(off.findings).toEqual([]);
  });
});

describe('what could not be checked', () => {
  it('is told apart from what passed', async () => {
    const report = await run({
      'package.json': root(),
      'libs/a/package.json': { name: 'a', tidy: 'later' },
    });
    expect(
      report.outcomes.find(({ project, skill }) => project === 'a' && skill === 'toy:tidy-check'),
    ).toMatchObject({
      outcome: 'not-supported',
      reason: 'Asked to wait.',
    });
    expect(report.exitCode).toBe(0);
  });

  it('is told by project in a workspace-wide skill', async () => {
    const report = await run(
      { 'package.json': root({ twin: 1 }), 'libs/a/package.json': { name: 'a' } },
      { skills: [toyWideSkill] },
    );
    expect(rows(report).filter((row) => row.includes('twin'))).toEqual([
      'a toy:twin-check not-applicable warn',
      'root toy:twin-check pass warn',
    ]);
  });

  it('is an error of every skill where the manifest cannot be read, and an enforced finding, whatever is selected', async () => {
    const report = await run(
      {
        'package.json': root(),
        'libs/a/package.json': '{ "name": "a", ',
        'libs/b/package.json': { name: 'b', tidy: true },
      },
      { config: { defaultMode: 'advisory' }, skills: [toySkill, toyWideSkill], projects: ['b'] },
    );
    expect(
      report.findings.map(({ skill, file, mode, messageId }) => [skill, file, mode, messageId]),
    ).toEqual([['standards:read', 'libs/a/package.json', 'enforce', 'manifest-unreadable']]);
    expect(report.exitCode).toBe(1);
    const whole = await run(
      { 'package.json': root(), 'libs/a/package.json': '[]' },
      { skills: [toySkill, toyWideSkill] },
    );
    expect(rows(whole)).toEqual([
      'libs/a standards:read fail enforce',
      'libs/a toy:tidy-check error enforce',
      'libs/a toy:twin-check error warn',
      'root standards:read pass enforce',
      'root toy:tidy-check pass enforce',
      'root toy:twin-check not-applicable warn',
    ]);
  });

  it('is not supported where the manifest is of a kind that is not read', async () => {
    const report = await run(
      {
        'package.json': { name: 'root' },
        'pnpm-workspace.yaml': 'packages: [libs/*]\n',
        'libs/a/package.yaml': 'name: a\n',
        'libs/b/package.json': { name: 'b', tidy: true },
      },
      { skills: [toySkill, toyWideSkill] },
    );
    expect(rows(report).filter((row) => row.startsWith('libs/a'))).toEqual([
      'libs/a standards:read fail enforce',
      'libs/a toy:tidy-check not-supported enforce',
      'libs/a toy:twin-check not-supported warn',
    ]);
    expect(report.exitCode).toBe(1);
  });

  it('is a crash, by name, that takes no other skill down', async () => {
    const report = await run(
      {
        'package.json': root({ twin: 1 }),
        'libs/a/package.json': { name: 'a', tidy: 'crash', twin: 1 },
      },
      { skills: [toySkill, toyWideSkill] },
    );
    expect(report.exitCode).toBe(3);
    expect(report.outcomes.find(({ outcome }) => outcome === 'error')).toMatchObject({
      skill: 'toy:tidy-check',
      project: 'a',
      reason: 'The check crashed: TypeError: asked to crash',
    });
    expect(report.findings.map(({ skill }) => skill)).toEqual(['toy:twin-check']);
  });

  it('is a crash when a skill reports a message that it does not have', async () => {
    const liar = defineSkill({
      ...toySkill,
      check: ({ report }) => report({ message: 'other', file: 'x', expected: '', actual: '' }),
    } as AnySkill);
    const report = await run({ 'package.json': { name: 'one' } }, { skills: [liar] });
    expect(report.exitCode).toBe(3);
    expect(report.outcomes.find(({ outcome }) => outcome === 'error')?.reason).toBe(
      'The check crashed: Error: reported the unknown message `other`',
    );
  });
});

describe('a selection of projects', () => {
  it('narrows workspace-wide findings to it', async () => {
    const tree = {
      'package.json': root({ twin: 1 }),
      'libs/a/package.json': { name: 'a', twin: 1 },
      'libs/b/package.json': { name: 'b', twin: 1 },
    };
    const report = await run(tree, { skills: [toySkill, toyWideSkill], projects: ['b'] });
    expect(report.findings.map(({ project, skill }) => `${project} ${skill}`)).toEqual([
      'b toy:tidy-check',
      'b toy:twin-check',
    ]);
    expect(new Set(report.outcomes.map(({ project }) => project))).toEqual(new Set(['b', 'root']));
  });
});

describe('a baseline in a run', () => {
  const tree = {
    'package.json': root(),
    'libs/a/package.json': { name: 'a' },
    'libs/b/package.json': { name: 'b' },
  };
  const entry = (fingerprint: string, project: string) => ({
    fingerprint,
    skill: 'toy:tidy-check',
    project,
    file: `libs/${project}/package.json`,
    message: 'x',
  });

  it('accepts what it holds, counts the rest, and names what is gone', async () => {
    const first = await run(tree);
    const ofA = first.findings[0]?.fingerprint ?? '';
    const report = await run(tree, {
      baseline: {
        file: 'b.json',
        entries: [entry(ofA, 'a'), entry('0'.repeat(20), 'b'), entry('1'.repeat(20), 'zz')],
        added: [],
      },
    });
    expect(report.findings.map(({ project, accepted }) => [project, accepted])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(report.summary.accepted).toBe(1);
    expect(report.summary.findings.enforce).toBe(1);
    expect(report.summary.fixable).toBe(1);
    expect(report.exitCode).toBe(1);
    expect(report.baseline).toMatchObject({ file: 'b.json', accepted: 1, added: [] });
    expect(report.baseline?.gone.map(({ project }) => project)).toEqual(['b', 'zz']);
    expect(
      report.outcomes.find(({ project, skill }) => project === 'a' && skill === 'toy:tidy-check'),
    ).toMatchObject({
      outcome: 'pass',
      reason: '1 accepted by the baseline.',
    });
  });

  it('accepts nothing that the change itself adds', async () => {
    const first = await run(tree);
    const entries = first.findings.map(({ fingerprint, project }) => entry(fingerprint, project));
    const report = await run(tree, {
      baseline: { file: 'b.json', entries, added: entries.slice(0, 1) },
    });
    expect(report.exitCode).toBe(1);
    expect(report.findings.map(({ accepted }) => accepted)).toEqual([false, true]);
  });

  it('takes nothing for gone where it did not look', async () => {
    const baseline = { file: 'b.json', entries: [entry('0'.repeat(20), 'b')], added: [] };
    const narrowed = await run(tree, { baseline, projects: ['a'] });
    expect(narrowed.baseline?.gone).toEqual([]);
    const crashed = await run(
      { ...tree, 'libs/b/package.json': { name: 'b', tidy: 'crash' } },
      { baseline },
    );
    expect(crashed.baseline?.gone).toEqual([]);
    const other = await run(tree, {
      skills: [toyWideSkill],
      baseline: { ...baseline, entries: [entry('0'.repeat(20), 'zz')] },
    });
    expect(other.baseline?.gone).toEqual([]);
  });
});
