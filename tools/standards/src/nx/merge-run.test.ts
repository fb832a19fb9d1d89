import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding, OutcomeRow } from '@h-j-petroleum/standards-engine';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fileHistory } from '../history/file-history.ts';
import { createRepository, type Repository } from '../testing/repository.ts';
import { mergeRun, type FinishedRun } from './merge-run.ts';
import { writePart, type TaskPart } from './part.ts';

let workspace: Repository;
const printed: string[] = [];
beforeEach(() => {
  workspace = createRepository({ 'package.json': { name: 'root' } });
  printed.length = 0;
  vi.stubEnv('STANDARDS_DATABASE_URL', undefined);
  vi.stubEnv('STANDARDS_HISTORY', undefined);
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
});
afterEach(() => {
  workspace.remove();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const row = (project: string, outcome: OutcomeRow['outcome'] = 'pass'): OutcomeRow => ({
  skill: 'deps:file-protocol-check',
  project,
  outcome,
  mode: 'enforce',
  durationMs: 1,
});
const finding = (project: string, accepted = false): Finding => ({
  fingerprint: (project + '0'.repeat(20)).slice(0, 20),
  skill: 'deps:file-protocol-check',
  project,
  file: `libs/${project}/package.json`,
  line: 3,
  mode: 'enforce',
  message: `${project} is wrong`,
  expected: 'right',
  actual: 'wrong',
  why: 'It matters.',
  docs: 'page.md',
  fixable: true,
  accepted,
  messageId: 'wrong',
  data: {},
  at: undefined,
});
const nothing = { outcomes: [], findings: [], crashed: false };
const part = (more: Partial<TaskPart>): TaskPart => ({
  schemaVersion: 1,
  hash: 'h',
  workspace: { reader: 'nx', projects: 7 },
  durationMs: 2,
  pilot: false,
  part: nothing,
  others: nothing,
  ...more,
});
const runOf = (projects: readonly string[], more: Partial<FinishedRun> = {}): FinishedRun => ({
  workspaceRoot: workspace.root,
  taskResults: Object.fromEntries(
    projects.map((project) => [
      `${project}:standards`,
      { task: { target: { project, target: 'standards' }, projectRoot: project, hash: 'h' } },
    ]),
  ),
  argv: ['node', 'nx', 'run-many', '-t', 'standards'],
  nxJsonConfiguration: {},
  ...more,
});
const report = () =>
  JSON.parse(readFileSync(join(workspace.root, '.standards/report.json'), 'utf8'));
const exists = (file: string) => existsSync(join(workspace.root, '.standards', file));
const entryOf = ({ fingerprint, skill, project, file, message }: Finding) => ({
  fingerprint,
  skill,
  project,
  file,
  message,
});

describe('mergeRun', () => {
  it('merges what the tasks left into one report', async () => {
    writePart(workspace.root, 'a', part({ part: { ...nothing, outcomes: [row('a')] } }));
    writePart(
      workspace.root,
      'b',
      part({
        part: { outcomes: [row('b', 'fail')], findings: [finding('b')], crashed: false },
      }),
    );
    await mergeRun(runOf(['a', 'b']), {});
    expect(report()).toMatchObject({
      workspace: { root: workspace.root, reader: 'nx', projects: 7 },
      outcomes: [
        { project: 'a', outcome: 'pass' },
        { project: 'b', outcome: 'fail' },
      ],
      findings: [{ project: 'b', line: 3 }],
      baseline: null,
      summary: { findings: { enforce: 1, warn: 0, advisory: 0 }, durationMs: 4 },
      exitCode: 1,
    });
    expect(
      JSON.parse(readFileSync(join(workspace.root, '.standards/report.sarif'), 'utf8')),
    ).toMatchObject({
      runs: [{ results: [{ ruleId: 'deps:file-protocol-check' }] }],
    });
    expect(exists('report.md')).toBe(true);
    expect(printed).toStrictEqual([
      '\nstandards: 2 projects checked; 1 enforced, 0 warned, 0 advisory, 0 accepted; report: .standards/',
    ]);
  });

  it('records the run', async () => {
    writePart(workspace.root, 'a', part({ part: { ...nothing, outcomes: [row('a')] } }));
    writePart(
      workspace.root,
      'b',
      part({
        part: { outcomes: [row('b', 'fail')], findings: [finding('b', true)], crashed: false },
      }),
    );
    await mergeRun(runOf(['a', 'b'], { startTime: Date.UTC(2026, 10, 26, 12) }), {});
    const runs = [];
    for await (const run of fileHistory(workspace.root).runs()) runs.push(run);
    expect(runs).toMatchObject([
      {
        startedAt: '2026-11-26T12:00:00.000Z',
        durationMs: 4,
        workspace: 'root',
        branch: 'main',
        door: 'nx',
        pilot: false,
        exitCode: 0,
        outcomes: [
          { project: 'a', outcome: 'pass', findings: [] },
          { project: 'b', outcome: 'fail', findings: [{ standing: 'accepted' }] },
        ],
      },
    ]);
  });

  it('records a pilot as one', async () => {
    writePart(workspace.root, 'a', part({ pilot: true }));
    await mergeRun(runOf(['a']), {});
    const runs = [];
    for await (const run of fileHistory(workspace.root).runs()) runs.push(run);
    expect(runs).toMatchObject([{ pilot: true }]);
  });

  it('says on standard error that a run could not be recorded, and nothing else', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    workspace.write({ '.standards/history': 'a file' });
    writePart(workspace.root, 'a', part({ part: { ...nothing, outcomes: [row('a')] } }));
    await mergeRun(runOf(['a']), {});
    expect(said.mock.calls).toEqual([
      [expect.stringMatching(/^standards: this run is not recorded: .*\.standards\/history/)],
    ]);
    expect(report()).toMatchObject({ exitCode: 0 });
    expect(JSON.stringify(report())).not.toContain('recorded');
  });

  it('writes the files that are asked for', async () => {
    writePart(workspace.root, 'a', part({}));
    await mergeRun(runOf(['a']), { report: ['report.sarif'] });
    expect(['report.json', 'report.sarif', 'report.md'].map(exists)).toStrictEqual([
      false,
      true,
      false,
    ]);
    expect(printed[0]).toMatch(/^\nstandards: 1 project checked; 0 enforced/);
  });

  it('counts a project whose task left nothing as not checked', async () => {
    writePart(workspace.root, 'a', part({ part: { ...nothing, outcomes: [row('a')] } }));
    writePart(workspace.root, 'b', part({ hash: 'of an earlier run' }));
    await mergeRun(runOf(['a', 'b', 'c']), {});
    expect(report()).toMatchObject({
      outcomes: [
        { project: 'a', outcome: 'pass' },
        {
          skill: 'standards:read',
          project: 'b',
          outcome: 'error',
          mode: 'enforce',
          reason: 'The task left no result.',
        },
        { skill: 'standards:read', project: 'c', outcome: 'error' },
      ],
      exitCode: 3,
    });
    expect(printed[0]).toContain('1 project checked; 2 NOT checked; 0 enforced');
  });

  it('says how many checks crashed, which no count of findings tells', async () => {
    const crashed = { ...row('a'), outcome: 'error' as const, reason: 'The check crashed.' };
    const outcomes = [crashed, { ...crashed, skill: 'deps:version-check' as const }];
    writePart(workspace.root, 'a', part({ part: { ...nothing, outcomes, crashed: true } }));
    await mergeRun(runOf(['a', 'b']), {});
    expect(printed[0]).toContain(
      '1 project checked; 1 NOT checked; 2 checks could NOT be made; 0 enforced',
    );
    const one = { ...nothing, outcomes: [crashed], crashed: true };
    writePart(workspace.root, 'a', part({ part: one }));
    await mergeRun(runOf(['a']), {});
    expect(printed[1]).toContain('1 project checked; 1 check could NOT be made; 0 enforced');
  });

  it('is a report of nothing where no task left anything', async () => {
    await mergeRun(runOf(['a']), {});
    expect(report()).toMatchObject({ workspace: { reader: 'nx', projects: 0 }, exitCode: 3 });
    expect(printed[0]).toContain('0 projects checked; 1 NOT checked');
  });

  it('takes what the root says of others, but where they speak for themselves', async () => {
    writePart(
      workspace.root,
      'root',
      part({
        part: { ...nothing, outcomes: [row('root')] },
        others: {
          outcomes: [row('a', 'fail'), row('b', 'fail')],
          findings: [finding('a'), finding('b')],
          crashed: false,
        },
      }),
    );
    writePart(workspace.root, 'a', part({ part: { ...nothing, outcomes: [row('a')] } }));
    await mergeRun(runOf(['a', 'root']), {});
    expect(report()).toMatchObject({
      outcomes: [
        { project: 'a', outcome: 'pass' },
        { project: 'b', outcome: 'fail' },
        { project: 'root', outcome: 'pass' },
      ],
      findings: [{ project: 'b' }],
      exitCode: 1,
    });
  });

  it('has the exit code of a crash, whoever it happened to', async () => {
    writePart(workspace.root, 'a', part({ others: { ...nothing, crashed: true } }));
    await mergeRun(runOf(['a']), {});
    expect(report().exitCode).toBe(3);
    writePart(workspace.root, 'a', part({ part: { ...nothing, crashed: true } }));
    await mergeRun(runOf(['a']), {});
    expect(report().exitCode).toBe(3);
  });

  it('does nothing in a run without tasks of the gate', async () => {
    await mergeRun(runOf(['a']), { targetName: 'gate' });
    await mergeRun(runOf([]), {});
    expect(exists('report.json')).toBe(false);
    expect(printed).toStrictEqual([]);
  });

  it('does nothing with a configuration that is not valid: the tasks have said so', async () => {
    workspace.write({ 'standards.config.json': '{' });
    await mergeRun(runOf(['a']), {});
    expect(exists('report.json')).toBe(false);
    expect(printed).toStrictEqual([]);
  });
});

describe('waivers in a merged report', () => {
  const waiver = {
    fingerprint: finding('a').fingerprint,
    skill: 'deps:file-protocol-check',
    project: 'a',
    reason: 'The registry moves.',
    owner: 'team-platform',
    until: '2026-11-26',
  };
  const configuration = (...waivers: object[]) => ({ 'standards.config.json': { waivers } });
  const lastMoment = new Date('2026-11-26T23:59:59.999Z');
  const nextDay = new Date('2026-11-27T00:00:00.000Z');
  /** What the task of a project left on the first day of the waiver, and the cache gives back on any other. */
  const leave = () =>
    writePart(
      workspace.root,
      'a',
      part({ part: { outcomes: [row('a', 'fail')], findings: [finding('a')], crashed: false } }),
    );

  it('hold to the end of their day, and then no longer, whatever the cache says', async () => {
    workspace.write(configuration(waiver));
    leave();
    await mergeRun(runOf(['a']), {}, lastMoment);
    expect(report()).toMatchObject({
      ...{ exitCode: 0, waivers: { waived: 1, expired: [], added: [], gone: [] } },
      outcomes: [{ project: 'a', outcome: 'pass', reason: '1 waived.' }],
    });
    expect(printed[0]).toContain('0 enforced, 0 warned, 0 advisory, 0 accepted; 1 waived');

    await expect(mergeRun(runOf(['a']), {}, nextDay)).rejects.toThrow(
      'standards: waiver of deps:file-protocol-check on a (a0000000000000000000) expired on 2026-11-26, owner team-platform. What was waived counts again: mend it, or give the waiver another end by a change of its own.',
    );
    expect(report()).toMatchObject({ exitCode: 1, waivers: { waived: 0, expired: [waiver] } });
    const standings = [];
    for await (const { outcomes } of fileHistory(workspace.root).runs()) {
      standings.push(outcomes[0]?.findings[0]?.standing);
    }
    expect(standings.sort()).toEqual(['open', 'waived']);
  });

  it('accept nothing in the affected run whose change adds them', async () => {
    const affected = { argv: ['node', 'nx', 'affected', '-t', 'standards', '--base=main'] };
    workspace.write(configuration({ ...waiver, project: 'b' }));
    workspace.git('add', '-A');
    workspace.git('commit', '--quiet', '-m', 'waivers');
    workspace.write(configuration({ ...waiver, project: 'b' }, waiver));
    leave();
    await expect(mergeRun(runOf(['a'], affected), {}, lastMoment)).rejects.toThrow(
      'standards: this change waives 1 of its own findings, and they count all the same (deps:file-protocol-check on a (a0000000000000000000)). Mend them, or let a change of its own waive them.',
    );
    expect(report()).toMatchObject({ exitCode: 1, waivers: { waived: 0, added: [waiver] } });
    await mergeRun(runOf(['a']), {}, lastMoment);
    expect(report()).toMatchObject({ exitCode: 0, waivers: { waived: 1, added: [] } });
  });

  it('that waive what is not found any more are told', async () => {
    workspace.write(configuration(waiver));
    writePart(workspace.root, 'a', part({ part: { ...nothing, outcomes: [row('a')] } }));
    await mergeRun(runOf(['a']), {}, lastMoment);
    expect(report()).toMatchObject({ exitCode: 0, waivers: { waived: 0, gone: [waiver] } });
  });
});

describe('the baseline in a merged report', () => {
  const baseline = (...findings: Finding[]) => ({
    'standards.baseline.json': { version: 1, findings: findings.map(entryOf) },
  });
  const affected = { argv: ['node', 'nx', 'affected', '-t', 'standards', '--base=main'] };
  const leave = (accepted: boolean) =>
    writePart(
      workspace.root,
      'a',
      part({
        part: { outcomes: [row('a')], findings: [finding('a', accepted)], crashed: false },
      }),
    );

  it('says what is gone of projects that were judged, and only of these', async () => {
    workspace.write(baseline(finding('a'), finding('b')));
    writePart(workspace.root, 'a', part({ part: { ...nothing, outcomes: [row('a')] } }));
    await mergeRun(runOf(['a']), {});
    expect(report().baseline).toStrictEqual({
      file: 'standards.baseline.json',
      accepted: 0,
      added: [],
      gone: [entryOf(finding('a'))],
    });
  });

  it('accepts what was there at the base', async () => {
    workspace.write(baseline(finding('a')));
    workspace.git('add', '-A');
    workspace.git('commit', '--quiet', '-m', 'baseline');
    leave(true);
    await mergeRun(runOf(['a'], affected), {});
    expect(report()).toMatchObject({ exitCode: 0, baseline: { accepted: 1, added: [] } });
  });

  it('fails an affected run whose change accepts its own findings', async () => {
    workspace.write(baseline(finding('b')));
    workspace.git('add', '-A');
    workspace.git('commit', '--quiet', '-m', 'baseline');
    workspace.write(baseline(finding('a'), finding('b')));
    leave(true);
    await expect(mergeRun(runOf(['a'], affected), {})).rejects.toThrow(
      'standards: this change adds 1 of its own findings to standards.baseline.json, and they count all the same. Mend them, or let a change of its own accept them.',
    );
    expect(report()).toMatchObject({
      exitCode: 1,
      outcomes: [{ outcome: 'fail' }],
      findings: [{ accepted: false }],
      baseline: { accepted: 0, added: [entryOf(finding('a'))] },
    });
  });

  it('goes by the base that nx.json names', async () => {
    workspace.write(baseline(finding('b')));
    workspace.git('add', '-A');
    workspace.git('commit', '--quiet', '-m', 'baseline');
    workspace.git('branch', 'trunk');
    workspace.git('branch', '-m', 'feature');
    workspace.write(baseline(finding('a'), finding('b')));
    leave(true);
    const run = runOf(['a'], {
      argv: ['node', 'nx', 'affected', '-t', 'standards'],
      nxJsonConfiguration: { defaultBase: 'trunk' },
    });
    await expect(mergeRun(run, {})).rejects.toThrow('this change adds 1');
  });

  it('compares nothing in a run that is not affected', async () => {
    workspace.write(baseline(finding('b')));
    workspace.git('add', '-A');
    workspace.git('commit', '--quiet', '-m', 'baseline');
    workspace.write(baseline(finding('a'), finding('b')));
    leave(true);
    await mergeRun(runOf(['a']), {});
    expect(report()).toMatchObject({ exitCode: 0, baseline: { accepted: 1, added: [] } });
  });

  it('fails nothing where the change adds entries that accept nothing found', async () => {
    workspace.write(baseline(finding('b')));
    workspace.git('add', '-A');
    workspace.git('commit', '--quiet', '-m', 'baseline');
    workspace.write(baseline(finding('a'), finding('b')));
    writePart(workspace.root, 'a', part({ part: { ...nothing, outcomes: [row('a')] } }));
    await mergeRun(runOf(['a'], affected), {});
    expect(report()).toMatchObject({ exitCode: 0, baseline: { added: [entryOf(finding('a'))] } });
  });

  it('says that it could not be compared', async () => {
    workspace.write(baseline(finding('a')));
    leave(true);
    const run = runOf(['a'], { argv: ['node', 'nx', 'affected', '--base=no-such-branch'] });
    await mergeRun(run, {});
    expect(printed[0]).toContain('1 accepted; report: .standards/\n');
    expect(printed[0]).toContain(
      'standards: baseline and waivers were not compared: git knows no commit',
    );
    expect(report().exitCode).toBe(0);
  });
});
