import { describe, expect, it } from 'vitest';
import { createConfig } from '../config/load-config.ts';
import { packProblems } from '../config/load-packs.ts';
import type { Measured } from '../contract/measurement.ts';
import { defineSkill } from '../contract/skill.ts';
import { readWorkspace } from '../readers/read-workspace.ts';
import { createGate } from '../run/gate.ts';
import { textsOf } from '../testing/run-case.ts';
import { toySkill } from '../testing/toy-skill.ts';
import type { CaseTree } from '../testing/case.ts';
import { memoryFiles } from '../workspace/memory-files.ts';
import { judgedFiles, judgedHash } from './judged-files.ts';
import { measuredFile, readMeasured } from './record.ts';

/** Judges what was measured: it must be `fast`. Applies to packages that say that they run. */
const speedSkill = defineSkill({
  meta: { ...toySkill.meta, id: 'toy:speed-check', messages: toySkill.meta.messages },
  check({ project, measured, report }) {
    if (measured === undefined || measured === 'fast') return;
    report({
      message: 'untidy',
      data: { name: project.id },
      file: 'package.json',
      expected: 'fast',
      actual: String(measured),
    });
  },
  measure: {
    appliesTo: ({ project }) => project.manifest?.data['runs'] === true,
    judges: () => ['settings/**/*'],
    dependsOn: () => [],
    timeoutMs: 1000,
    load: () => Promise.reject(new Error('is not loaded by a gate')),
  },
});

const tree: CaseTree = {
  'package.json': { name: 'root', workspaces: ['apps/*', 'libs/*'] },
  'package-lock.json': '{}',
  'settings/a.yml': 'a: 1\n',
  'apps/api/package.json': { name: 'api', runs: true, dependencies: { core: '*', zod: '1' } },
  'apps/api/src/main.ts': 'main();\n',
  'apps/api/src/main.test.ts': '',
  'apps/api/README.md': '',
  'libs/core/package.json': { name: 'core', peerDependencies: { base: '*' } },
  'libs/core/index.js': '',
  'libs/base/package.json': { name: 'base', devDependencies: { other: '*' } },
  'libs/other/package.json': { name: 'other' },
};

async function open(files: CaseTree) {
  const workspace = await readWorkspace(memoryFiles(textsOf(files)), { root: '/' });
  const project = workspace.projects.find(({ id }) => id === 'api');
  if (!project) throw new Error('there is no api');
  return { workspace, project };
}

/** What comes of the service, and how much of it. */
async function judge(files: CaseTree, measured?: Measured) {
  const { workspace, project } = await open(files);
  const gate = createGate({
    ...{ workspace, config: createConfig(undefined, [speedSkill]), skills: [speedSkill] },
    ...(measured ? { measured: () => measured } : {}),
  });
  const { outcomes, findings, crashed } = await gate.checkProject(project);
  const [row] = outcomes;
  return [row?.outcome, row?.reason, findings.map(({ actual }) => actual), crashed];
}

const way =
  'Run `standards measure toy:speed-check`; under Nx the task that `standards` depends on does.';

describe('what a gate makes of a measurement', () => {
  it('judges its value', async () => {
    expect(await judge(tree, { state: 'done', value: 'fast' })).toEqual([
      ...['pass', undefined, [], false],
    ]);
    expect(await judge(tree, { state: 'done', value: 'slow' })).toEqual([
      ...['fail', undefined, ['slow'], false],
    ]);
  });

  it.each<[Measured, string, string, boolean]>([
    [{ state: 'missing' }, 'not-supported', `It was not measured. ${way}`, false],
    [
      { state: 'stale' },
      'not-supported',
      `What it judges has changed since it was measured. ${way}`,
      false,
    ],
    [{ state: 'not-supported', reason: 'No browser.' }, 'not-supported', 'No browser.', false],
    [
      { state: 'crashed', reason: 'Error: no.' },
      'error',
      `The measurement crashed: Error: no. ${way}`,
      true,
    ],
  ])('never takes %j for a pass', async (measured, outcome, reason, crashed) => {
    expect(await judge(tree, measured)).toEqual([outcome, reason, [], crashed]);
  });

  it('misses nothing where there is nothing to measure', async () => {
    const idle = { ...tree, 'apps/api/package.json': { name: 'api' } };
    expect(await judge(idle)).toEqual(['pass', undefined, [], false]);
  });

  it('finds the record that was left, and sees when it does not hold any more', async () => {
    expect(await judge(tree)).toEqual([
      ...['not-supported', `It was not measured. ${way}`, [], false],
    ]);
    const { workspace, project } = await open(tree);
    const options = createConfig(undefined, [speedSkill]).optionsOf(speedSkill);
    const record = {
      ...{ schemaVersion: 1, skill: 'toy:speed-check', project: 'api' },
      hash: judgedHash(speedSkill, workspace, project, options),
      result: { state: 'done', value: 'slow', keep: true },
    };
    const file = measuredFile('toy:speed-check', 'apps/api');
    expect(file).toBe('.standards/measured/toy~speed-check/apps~api.json');
    const measured = { ...tree, [file]: record };
    expect(await judge(measured)).toEqual(['fail', undefined, ['slow'], false]);
    const timed = { ...record, measuredAt: '2026-11-26T00:00:00.000Z', durationMs: 1 };
    expect(await judge({ ...measured, [file]: timed })).toEqual(await judge(measured));
    expect(await judge({ ...measured, 'apps/api/README.md': 'changed' })).toEqual(
      await judge(measured),
    );
    for (const changed of [
      ...['apps/api/src/main.ts', 'settings/a.yml', 'package-lock.json', 'libs/core/index.js'],
      'libs/core/new.ts',
    ]) {
      const [outcome] = await judge({ ...measured, [changed]: '"changed"' });
      expect([changed, outcome]).toEqual([changed, 'not-supported']);
    }
    const other = await open(measured);
    expect(readMeasured(speedSkill, other.workspace, other.project, { field: 'x' })).toEqual({
      state: 'stale',
    });
    expect(await judge({ ...tree, [file]: '{ half' })).toEqual(await judge(tree));
  });
});

describe('what a measurement judges', () => {
  it('is what runs: of the project, of the packages that it depends on, and what the skill names', async () => {
    const { workspace, project } = await open(tree);
    expect(judgedFiles(workspace, project, ['settings/**/*'])).toEqual([
      'apps/api/package.json',
      'apps/api/src/main.ts',
      'libs/base/package.json',
      'libs/core/index.js',
      'libs/core/package.json',
      'package-lock.json',
      'settings/a.yml',
    ]);
  });
});

describe('the contract of a measurement', () => {
  it('is held to', () => {
    expect(packProblems({ name: 'toy', skills: [speedSkill] })).toEqual([]);
    const broken = {
      ...speedSkill,
      meta: { ...speedSkill.meta, scope: 'workspace' },
      measure: { ...speedSkill.measure, judges: ['a'], timeoutMs: 0 },
    };
    expect(packProblems({ name: 'toy', skills: [broken] })).toEqual([
      '`toy:speed-check`: `measure` is for scope `project`',
      '`toy:speed-check`: `measure.judges` must be a function',
      '`toy:speed-check`: `measure.timeoutMs` must be a number of milliseconds',
    ]);
  });
});
