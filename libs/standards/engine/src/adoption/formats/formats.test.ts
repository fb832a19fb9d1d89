import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { dayAt, sampleRun } from '../../graduation/testing/sample-runs.ts';
import type { RecordedRun } from '../../history/recorded-run.ts';
import type { AdoptionRequest } from '../build-adoption.ts';
import { buildAdoption } from '../build-adoption.ts';
import { jsonAdoption } from './json.ts';
import { markdownAdoption } from './markdown.ts';
import { prettyAdoption } from './pretty.ts';

const adoptionOf = (runs: readonly RecordedRun[], given: Partial<AdoptionRequest> = {}) =>
  buildAdoption({
    runs,
    workspace: 'acme',
    policy: { countDirty: false, countPilot: true },
    branch: undefined,
    isTrunk: (branch) => branch === 'main',
    since: dayAt(0),
    until: dayAt(28),
    damagedLines: 0,
    ...given,
  });

const twin = { skill: 'toy:twin-check', durationMs: 4000 } as const;
const sample = adoptionOf(
  [
    sampleRun(0, [{ findings: { x: 'open', y: 'open' } }, { project: 'b' }, twin]),
    sampleRun(7, [{ findings: { x: 'open', y: 'waived' } }, { project: 'b', mode: 'warn' }, twin]),
    sampleRun(14, [{ mode: 'warn' }, { project: 'b', mode: 'warn', outcome: 'error' }, twin]),
    sampleRun(21, [{ mode: 'enforce' }, { project: 'b', mode: 'enforce' }]),
    sampleRun(22, {}, { branch: 'feature' }),
    sampleRun(22, {}, { dirty: true }),
  ],
  { damagedLines: 1 },
);
const plain = { colour: false, width: 100 };

it('is a page of text for a terminal', () => {
  expect(prettyAdoption(sample, plain)).toBe(
    `acme  adoption of standards
From 2026-03-01 to 2026-03-29, by 4 runs of 4 commits on protected branches. Runs not counted: 1 on
other branches and 1 of no whole commit. 1 line of the history could not be read and is left out.

passing        ▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆████████   100 %  3 of 3 skills on projects
open findings  ██████▅▅▅▅▅▅▅▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁       0  2 fixed, 0 waived, 0 accepted; half within 14 d
enforced       ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▆▆▆▆▆▆▆▆  66.7 %  1 advisory, 2 enforce
crashes        ▁▁▁▁▁▁▁▁▁▁▁▁▁█▁▁▁▁▁▁▁▁▁▁▁▁▁▁       1  on 4 commits, none looked at twice

skill                                         mode      passing  open  fixed  silenced  to fix
toy:tidy-check  ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅████████  enforce     100 %     0      2         0    14 d
toy:twin-check  ████████████████████████████  advisory    100 %     0      0         0       -

project                                mode                   passing  open  fixed  silenced  to fix
a        ▅▅▅▅▅▅▅▅▅▅▅▅▅███████████████  1 advisory, 1 enforce    100 %     0      2         0    14 d
b        █████████████▁▁▁▁▁▁▁████████  enforce                  100 %     0      0         0       -

Modes that changed
  2026-03-08  toy:tidy-check  advisory → warn  on b
  2026-03-15  toy:tidy-check  advisory → warn  on a
  2026-03-22  toy:tidy-check  warn → enforce  on a, b
`,
  );
});

it('fits a narrow terminal', () => {
  const lines = prettyAdoption(sample, { colour: false, width: 60 }).split('\n');
  const tables = lines.slice(0, lines.indexOf('Modes that changed'));
  expect(Math.max(...tables.map((line) => line.length))).toBeLessThanOrEqual(72);
  expect(tables.find((line) => line.startsWith('skill'))).toMatch(/^skill +mode$/);
});

it('colours what is marked only where colour is wanted', () => {
  expect(prettyAdoption(sample, { colour: true, width: 100 })).toContain(
    '\u001b[1mModes that changed\u001b[22m',
  );
});

it('is Markdown', () => {
  const [overTime = '', parts = ''] = markdownAdoption(sample).split(/(?=### Skills)/);
  const lines = overTime.split('\n');
  expect(lines.slice(0, 7)).toEqual([
    '## Adoption of standards: acme',
    '',
    'From 2026-03-01 to 2026-03-29, by 4 runs of 4 commits on protected branches. Runs not counted: 1 on other branches and 1 of no whole commit. 1 line of the history could not be read and is left out.',
    '',
    '| until | passing | open | fixed | waived | accepted | advisory | warn | enforce |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    '| 2026-03-02 | 66.7 % | 2 | 0 | 0 | 0 | 3 | 0 | 0 |',
  ]);
  expect(lines).toContain('| 2026-03-08 | 66.7 % | 1 | 0 | 1 | 0 | 2 | 1 | 0 |');
  expect(lines).toContain('| 2026-03-15 | 66.7 % | 0 | 2 | 0 | 0 | 1 | 2 | 0 |');
  expect(lines.at(-3)).toBe('| 2026-03-29 | 100 % | 0 | 0 | 0 | 0 | 1 | 0 | 2 |');
  expect(parts).toBe(
    `### Skills

| skill | over time | mode | passing | open | fixed | silenced | to fix | crashed | flaky | 95 % in |
| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| toy:tidy-check | ▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅▅████████ | enforce | 100 % | 0 | 2 | 0 | 14 d | 1 | - | 10 ms |
| toy:twin-check | ████████████████████████████ | advisory | 100 % | 0 | 0 | 0 | - | 0 | - | 4 s |

### Projects

| project | over time | mode | passing | open | fixed | silenced | to fix | crashed | flaky | 95 % in |
| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| a | ▅▅▅▅▅▅▅▅▅▅▅▅▅███████████████ | 1 advisory, 1 enforce | 100 % | 0 | 2 | 0 | 14 d | 0 | - | 4 s |
| b | █████████████▁▁▁▁▁▁▁████████ | enforce | 100 % | 0 | 0 | 0 | - | 1 | - | 10 ms |

### Modes that changed

- 2026-03-08 **toy:tidy-check** advisory → warn on b
- 2026-03-15 **toy:tidy-check** advisory → warn on a
- 2026-03-22 **toy:tidy-check** warn → enforce on a, b
`,
  );
});

describe('where nothing is on record', () => {
  it('says how to get something', () => {
    const empty = adoptionOf([]);
    const sentence =
      'No run is on record in this time. `standards check` records each run; look again after the next, or further back with --since.';
    expect(prettyAdoption(empty, { colour: false, width: 200 })).toBe(
      `acme  adoption of standards\nFrom 2026-03-29 to 2026-03-29, by 0 runs of 0 commits on protected branches.\n\n${sentence}\n`,
    );
    expect(markdownAdoption(empty)).toContain('look again after the next, or further back');
  });

  it('says why what is there does not count', () => {
    const runs = [sampleRun(1, {}, { branch: 'feature' }), sampleRun(2, {}, { dirty: true })];
    expect(prettyAdoption(adoptionOf(runs), { colour: false, width: 200 })).toContain(
      'Runs not counted: 1 on other branches and 1 of no whole commit.\n\nNo run on record in this time counts. Figures come from whole commits on the branches that `protectedBranches` names; --branch NAME shows another.\n',
    );
    expect(
      prettyAdoption(adoptionOf(runs, { branch: 'other' }), { colour: false, width: 200 }),
    ).toContain(
      'No run on record in this time counts. Figures come from whole commits on that branch.\n',
    );
  });
});

describe('as JSON', () => {
  const schema: object = JSON.parse(
    readFileSync(new URL('../../../schemas/adoption.schema.json', import.meta.url), 'utf8'),
  );
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  const problemsOf = (document: unknown): string[] => {
    validate(JSON.parse(JSON.stringify(document)));
    return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
  };

  it('is what the schema describes, with runs and without', () => {
    expect(problemsOf(jsonAdoption(sample))).toEqual([]);
    expect(problemsOf(jsonAdoption(adoptionOf([], { branch: 'x' })))).toEqual([]);
  });

  it('has no field that the schema does not name, and lacks none', () => {
    const { workspace, ...rest } = jsonAdoption(sample);
    expect(workspace).toBe('acme');
    expect(problemsOf(rest)).toEqual([" must have required property 'workspace'"]);
    expect(problemsOf({ ...jsonAdoption(sample), extra: 1 })).toEqual([
      ' must NOT have additional properties',
    ]);
  });

  it('gives how things stood, and what happened', () => {
    expect(jsonAdoption(sample)).toMatchObject({
      schemaVersion: 1,
      branch: null,
      since: '2026-03-01T12:00:00.000Z',
      until: '2026-03-29T12:00:00.000Z',
      stepHours: 24,
      counted: {
        runs: 4,
        commits: 4,
        notCounted: { branch: 1, byHand: 0, dirty: 1, pilot: 0, outside: 0 },
        damagedLines: 1,
      },
      total: {
        commits: 11,
        crashes: 1,
        fixed: 2,
        timeToFixMs: { median: 1209600000, p90: 1209600000 },
      },
      modeChanges: [
        {
          at: '2026-03-08T12:00:00.000Z',
          skill: 'toy:tidy-check',
          from: 'advisory',
          to: 'warn',
          projects: ['b'],
        },
        {
          at: '2026-03-15T12:00:00.000Z',
          skill: 'toy:tidy-check',
          from: 'advisory',
          to: 'warn',
          projects: ['a'],
        },
        {
          at: '2026-03-22T12:00:00.000Z',
          skill: 'toy:tidy-check',
          from: 'warn',
          to: 'enforce',
          projects: ['a', 'b'],
        },
      ],
    });
  });
});
