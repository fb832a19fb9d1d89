import { describe, expect, it } from 'vitest';
import { createConfig, parseConfigInput } from '../../config/load-config.ts';
import type { RecordedRun } from '../../history/recorded-run.ts';
import { toySkill, toyWideSkill } from '../../testing/toy-skill.ts';
import { graduate } from '../graduate.ts';
import { daily, dayAt, sampleRun } from '../testing/sample-runs.ts';
import { jsonGraduation } from './json.ts';
import { markdownGraduation } from './markdown.ts';
import { prettyGraduation } from './pretty.ts';

const projects = ['a', 'b'].map((id) => ({
  ...{ id, name: id, root: `libs/${id}`, manifest: undefined, tags: [] },
}));
const skills = [toySkill, toyWideSkill];

function graduation(runs: readonly RecordedRun[]) {
  const config = createConfig(
    parseConfigInput({ skills: { 'toy:tidy-check': 'advisory', 'toy:twin-check': 'enforce' } }),
    skills,
  );
  return graduate({
    ...{ runs, skills, projects, config, now: dayAt(40) },
    isTrunk: (branch) => branch === 'main',
  });
}

const twin = { skill: 'toy:twin-check', mode: 'enforce' } as const;
const sample = graduation([
  ...daily(10, {}, {}),
  ...daily(3, { project: 'b' }, {}, 10),
  ...daily(3, { ...twin, outcome: 'error' }, {}, 20),
  sampleRun(30, {}, { branch: 'feature' }),
  sampleRun(30, {}, { dirty: true }),
]);
const empty = graduation([]);
const plain = { colour: false, width: 100 };

it('prints the table and the reasons', () => {
  expect(prettyGraduation(sample, plain, false)).toBe(
    `As of 2026-04-10, by 16 runs of 16 commits on protected branches in 90 days. Not counted: 1 on other
branches and 1 of no whole commit.

  skill           mode             projects  commits  passed  crashed  fixed  silenced  to fix
▲ toy:tidy-check  advisory → warn         1       10   100 %        0      0         0       -
· toy:tidy-check  advisory                1        3   100 %        0      0         0       -
▼ toy:twin-check  enforce → warn          1        0       -        3      0         0       -
· toy:twin-check  enforce                 1        -       -        -      -         -       -

▲ toy:tidy-check  advisory → warn  on a
    All that the policy asks is met.
    ✓ It was judged on 10 commits; 10 are needed.
    ✓ They span 9 days; 7 are needed.
    ✓ Of the latest 10 commits, 10 passed (100 %); 50 % is needed.
    ✓ It crashed on 0 of 10 commits (0 %); at most 2 % may.
    ✓ No commit was looked at twice, so nothing contradicts itself.
    ✓ No finding was fixed or silenced.
    ✓ It could not check 0 of 10 commits (0 %); at most 50 % may.
    ✓ Of its checks 95 % took at most 10 ms; 1 min is the limit.
    ✓ No change of its mode is on record.
· toy:tidy-check  advisory  on b
    It was judged on 3 commits; 10 are needed. They span 2 days; 7 are needed.
▼ toy:twin-check  enforce → warn  on a
    It crashed on 3 of 3 commits (100 %); 3 or more that are more than 10 % take it down.
· toy:twin-check  enforce  on b
    No run that counts looked at it.

Of the modes, one for each skill on each project, 1 rises, 1 falls and 2 stay.
`,
  );
});

it('tells every criterion of every project where that is wanted', () => {
  const text = prettyGraduation(sample, plain, true);
  expect(text).toContain('✗ They span 2 days; 7 are needed.');
  expect(text).toContain('✓ It crashed on 0 of 3 commits (0 %); at most 2 % may.');
});

it('leaves out what a narrow terminal has no room for', () => {
  const lines = prettyGraduation(sample, { colour: false, width: 60 }, false).split('\n');
  expect(lines.find((line) => line.includes('skill '))).toBe(
    '  skill           mode             projects  commits  passed',
  );
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
});

it('says what to do where nothing is on record, and where nothing that is counts', () => {
  expect(prettyGraduation(empty, plain, false)).toContain(
    'No run is on record. `standards check` records each run; look again when some have been made on a\nprotected branch.',
  );
  expect(prettyGraduation(graduation(daily(2, {}, { branch: 'x' })), plain, false)).toContain(
    'No run on record counts. Evidence comes from whole commits on the branches that `protectedBranches`\nnames; see docs/standards/graduation.md.',
  );
});

it('tells once what holds for several skills', () => {
  const config = createConfig(
    parseConfigInput({ skills: { 'toy:tidy-check': 'enforce', 'toy:twin-check': 'enforce' } }),
    skills,
  );
  const calm = graduate({
    ...{ skills, projects, config, now: dayAt(40) },
    runs: [sampleRun(0, [{ mode: 'enforce' }, twin, { ...twin, project: 'b' }])],
    isTrunk: () => true,
  });
  expect(prettyGraduation(calm, plain, false)).toContain(
    '\n· enforce  It enforces, and nothing speaks against it.\n    toy:tidy-check (1) and toy:twin-check (2)\n',
  );
  expect(markdownGraduation(calm, false)).toContain(
    '\n- · enforce: It enforces, and nothing speaks against it. toy:tidy-check (1) and toy:twin-check (2)\n',
  );
});

it('counts projects whose names are too long for the line', () => {
  const lines = prettyGraduation(sample, { colour: false, width: 41 }, false).split('\n');
  expect(lines).toContain('▲ toy:tidy-check  advisory → warn  on a');
  const long = projects.map((project) => ({ ...project, id: `${project.id}-of-a-long-name` }));
  const config = createConfig(parseConfigInput({ skills: {} }), [toySkill]);
  const result = graduate({
    ...{ skills: [toySkill], projects: long, config, now: dayAt(40), isTrunk: () => true },
    runs: [],
  });
  expect(prettyGraduation(result, { colour: false, width: 50 }, false)).toContain(
    '\n· toy:tidy-check  enforce  on 2 projects\n',
  );
});

it('tells aside what is off and where there was nothing to check, unless it was asked for', () => {
  const config = createConfig(
    parseConfigInput({ skills: { 'toy:tidy-check': 'off', 'toy:twin-check': 'enforce' } }),
    skills,
  );
  const quiet = graduate({
    ...{ skills, projects, config, now: dayAt(40) },
    runs: daily(3, { ...twin, outcome: 'not-applicable' }),
    isTrunk: () => true,
  });
  const onlyA = {
    ...quiet,
    skills: quiet.skills.map((one) => ({ ...one, decisions: one.decisions.slice(0, 1) })),
  };
  const aside = 'Off, and never switched on by itself: toy:tidy-check.';
  expect(prettyGraduation(onlyA, plain, false)).toBe(
    `As of 2026-04-10, by 3 runs of 3 commits on protected branches in 90 days.

  skill  mode  projects  commits  passed  crashed  fixed  silenced  to fix  95 % in

${aside}
Nothing to check anywhere: toy:twin-check.

No mode changes.
`,
  );
  expect(markdownGraduation(onlyA, false)).toContain(
    `- ${aside}\n- Nothing to check anywhere: toy:twin-check.\n`,
  );
  expect(prettyGraduation(onlyA, plain, true)).toContain('    There was nothing to check in it.\n');
  expect(markdownGraduation(onlyA, true)).toContain(': There was nothing to check in it.\n');
});

it('writes the same as Markdown', () => {
  expect(markdownGraduation(sample, false)).toBe(
    `## Graduation of modes

As of 2026-04-10, by 16 runs of 16 commits on protected branches in 90 days. Not counted: 1 on other branches and 1 of no whole commit.

|  | skill | mode | projects | commits | passed | crashed | fixed | silenced | to fix | 95 % in |
| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| ▲ | toy:tidy-check | advisory → warn | 1 | 10 | 100 % | 0 | 0 | 0 | - | 10 ms |
| · | toy:tidy-check | advisory | 1 | 3 | 100 % | 0 | 0 | 0 | - | 10 ms |
| ▼ | toy:twin-check | enforce → warn | 1 | 0 | - | 3 | 0 | 0 | - | 10 ms |
| · | toy:twin-check | enforce | 1 | - | - | - | - | - | - | - |

- ▲ **toy:tidy-check** advisory → warn on a: All that the policy asks is met.
  - ✓ It was judged on 10 commits; 10 are needed.
  - ✓ They span 9 days; 7 are needed.
  - ✓ Of the latest 10 commits, 10 passed (100 %); 50 % is needed.
  - ✓ It crashed on 0 of 10 commits (0 %); at most 2 % may.
  - ✓ No commit was looked at twice, so nothing contradicts itself.
  - ✓ No finding was fixed or silenced.
  - ✓ It could not check 0 of 10 commits (0 %); at most 50 % may.
  - ✓ Of its checks 95 % took at most 10 ms; 1 min is the limit.
  - ✓ No change of its mode is on record.
- · **toy:tidy-check** advisory on b: It was judged on 3 commits; 10 are needed. They span 2 days; 7 are needed.
- ▼ **toy:twin-check** enforce → warn on a: It crashed on 3 of 3 commits (100 %); 3 or more that are more than 10 % take it down.
- · **toy:twin-check** enforce on b: No run that counts looked at it.

Of the modes, one for each skill on each project, 1 rises, 1 falls and 2 stay.
`,
  );
  expect(markdownGraduation(sample, true)).toContain('  - ✗ They span 2 days; 7 are needed.');
});

describe('as JSON', () => {
  it('gives everything that was decided, and by what', () => {
    const data = JSON.parse(JSON.stringify(jsonGraduation(sample)));
    expect(Object.keys(data)).toEqual(['schemaVersion', 'at', 'policy', 'counted', 'skills']);
    expect(data.at).toBe('2026-04-10T12:00:00.000Z');
    expect(data.counted.left).toEqual({ branch: 1, byHand: 0, dirty: 1, pilot: 0, outside: 0 });
    expect(data.skills[0].overall).toMatchObject({
      crashingProjects: 0,
      silencingProjects: 0,
      runs: 13,
    });
    expect(data.skills[0].decisions[0]).toMatchObject({
      project: 'a',
      from: 'advisory',
      to: 'warn',
      change: 'raise',
      hold: null,
      evidence: { runs: 10, passes: 10, passRate: 1, durationMs: { median: 10, p95: 10 } },
    });
    expect(data.skills[0].decisions[0].evidence).not.toHaveProperty('verdicts');
    expect(data.skills[0].decisions[0].criteria[0]).toEqual({
      name: 'runs',
      scope: 'project',
      value: 10,
      threshold: 10,
      met: true,
      sentence: 'It was judged on 10 commits; 10 are needed.',
    });
    expect(data.skills[1].decisions[1].evidence).toBeNull();
  });
});
