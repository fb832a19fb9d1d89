import { describe, expect, it } from 'vitest';
import { createConfig, parseConfigInput } from '../config/load-config.ts';
import type { Mode } from '../contract/skill.ts';
import type { RecordedRun } from '../history/recorded-run.ts';
import { toySkill } from '../testing/toy-skill.ts';
import type { Project } from '../workspace/workspace.ts';
import type { Decision } from './decide.ts';
import { graduate } from './graduate.ts';
import type { PolicyInput } from './policy.ts';
import { daily, dayAt, sampleRun } from './testing/sample-runs.ts';

const projectOf = (id: string): Project => ({
  ...{ id, name: id, root: `libs/${id}`, manifest: undefined, tags: [] },
});

function decisions(
  runs: readonly RecordedRun[],
  mode: Mode,
  {
    policy,
    projects = ['a'],
    day = 40,
  }: { policy?: PolicyInput; projects?: string[]; day?: number } = {},
): readonly Decision[] {
  const input = parseConfigInput({
    skills: { 'toy:tidy-check': mode },
    ...(policy ? { graduation: policy } : {}),
  });
  const graduation = graduate({
    runs,
    skills: [toySkill],
    projects: projects.map(projectOf),
    config: createConfig(input, [toySkill]),
    isTrunk: (branch) => branch === 'main',
    now: dayAt(day),
  });
  return graduation.skills.flatMap((skill) => skill.decisions);
}

function decided(...given: Parameters<typeof decisions>): Decision {
  const [decision] = decisions(...given);
  if (!decision) throw new Error('there is no decision');
  return decision;
}

const brief = ({ from, to, change, reason }: Decision) => ({ from, to, change, reason });
const unmet = ({ criteria }: Decision): string[] =>
  criteria.filter(({ met }) => !met).map(({ name }) => name);

describe('from advisory to warn', () => {
  it('goes what was judged often and long enough', () => {
    const decision = decided(daily(10), 'advisory');
    expect(brief(decision)).toEqual({
      from: 'advisory',
      to: 'warn',
      change: 'raise',
      reason: 'All that the policy asks is met.',
    });
    expect(
      decision.criteria.map(({ name, value, threshold, met, sentence }) => [
        name,
        value,
        threshold,
        met,
        sentence,
      ]),
    ).toEqual([
      ['runs', 10, 10, true, 'It was judged on 10 commits; 10 are needed.'],
      ['days', 9, 7, true, 'They span 9 days; 7 are needed.'],
      ['passRate', 1, 0.5, true, 'Of the latest 10 commits, 10 passed (100 %); 50 % is needed.'],
      ['crashRate', 0, 0.02, true, 'It crashed on 0 of 10 commits (0 %); at most 2 % may.'],
      [
        'flakyRate',
        null,
        0.05,
        true,
        'No commit was looked at twice, so nothing contradicts itself.',
      ],
      ['suppressedShare', null, 0.4, true, 'No finding was fixed or silenced.'],
      [
        'unsupportedShare',
        0,
        0.5,
        true,
        'It could not check 0 of 10 commits (0 %); at most 50 % may.',
      ],
      [
        'durationMs',
        10,
        60_000,
        true,
        'Of its checks 95 % took at most 10 ms; 1 min is the limit.',
      ],
      ['cooldownDays', null, 7, true, 'No change of its mode is on record.'],
    ]);
  });

  it.each([
    ['runs', daily(9), 'It was judged on 9 commits; 10 are needed.'],
    [
      'days',
      Array.from({ length: 10 }, (_, at) => sampleRun(at / 2)),
      'They span 4.5 days; 7 are needed.',
    ],
    [
      'passRate',
      [...daily(6, { findings: { a: 'open' } }), ...daily(4, {}, {}, 6)],
      'Of the latest 10 commits, 4 passed (40 %); 50 % is needed.',
    ],
    [
      'crashRate',
      [...daily(10), sampleRun(10, { outcome: 'error' })],
      'It crashed on 1 of 11 commits (9.1 %); at most 2 % may.',
    ],
    [
      'flakyRate',
      [
        ...daily(10),
        ...daily(1, { outcome: 'fail' }, { commit: 'f'.repeat(40) }, 10),
        ...daily(1, {}, { commit: 'f'.repeat(40) }, 11),
      ],
      'Of 1 commit looked at more than once, 1 gave different results; at most 5 % may.',
    ],
    [
      'suppressedShare',
      [
        sampleRun(0, { findings: { a: 'open', b: 'open' } }),
        ...daily(10, { findings: { a: 'waived' } }, {}, 1),
      ],
      '1 finding fixed, 1 silenced (50 %); at most 40 % may.',
    ],
    [
      'unsupportedShare',
      [...daily(10), ...daily(11, { outcome: 'not-supported' }, {}, 10)],
      'It could not check 11 of 21 commits (52.4 %); at most 50 % may.',
    ],
    [
      'durationMs',
      daily(10, { durationMs: 90_000 }),
      'Of its checks 95 % took at most 1.5 min; 1 min is the limit.',
    ],
    [
      'cooldownDays',
      [sampleRun(0, { mode: 'warn' }), ...daily(10, {}, {}, 1)],
      'Its mode changed 6 days ago; 7 are needed.',
    ],
  ])('stays what lacks %s, and is told so', (name, runs, reason) => {
    const decision = decided(runs, 'advisory', {
      day: name === 'cooldownDays' ? 7 : 40,
      ...(name === 'cooldownDays' ? { policy: { raise: { warn: { runs: 5, days: 5 } } } } : {}),
    });
    expect(brief(decision)).toEqual({ from: 'advisory', to: 'advisory', change: 'stay', reason });
    expect(unmet(decision)).toEqual([name]);
  });

  it('does not go what would be taken down again at once', () => {
    const runs = [...daily(7), ...daily(3, { outcome: 'error' }, {}, 7), ...daily(3, {}, {}, 10)];
    const decision = decided(runs, 'advisory', { policy: { raise: { warn: { crashRate: 1 } } } });
    expect(brief(decision)).toEqual({
      from: 'advisory',
      to: 'advisory',
      change: 'stay',
      reason:
        'It crashed on 3 of 13 commits (23.1 %); 3 or more that are more than 10 % take it down.',
    });
  });
});

describe('from warn to enforce', () => {
  const warned = (count: number, given = {}, from = 0) =>
    daily(count, { mode: 'warn', ...given }, {}, from);

  it('goes what passed for long', () => {
    expect(decided(warned(20), 'warn')).toMatchObject({ to: 'enforce', change: 'raise' });
    expect(unmet(decided(warned(19), 'warn'))).toEqual(['runs']);
  });

  it('goes what was mended long enough ago: the latest commits count', () => {
    const broken = warned(20, { findings: { a: 'open' } });
    expect(decided([...broken, ...warned(20, {}, 20)], 'warn')).toMatchObject({ to: 'enforce' });
    expect(decided([...broken, ...warned(18, {}, 20)], 'warn')).toMatchObject({
      to: 'warn',
      reason: 'Of the latest 20 commits, 18 passed (90 %); 95 % is needed.',
    });
  });

  it('does not go what would fail the gate at once', () => {
    const decision = decided(
      [...warned(20), sampleRun(20, { mode: 'warn', findings: { a: 'open' } })],
      'warn',
    );
    expect(brief(decision)).toEqual({
      from: 'warn',
      to: 'warn',
      change: 'stay',
      reason: '1 finding is open; at most 0 may be.',
    });
  });

  it('does not go where the skill crashes on another project', () => {
    const runs = [
      ...warned(20),
      sampleRun(20, [{ mode: 'warn' }, { mode: 'warn', project: 'b', outcome: 'error' }]),
    ];
    const [a] = decisions(runs, 'warn', { projects: ['a', 'b'] });
    expect(a).toMatchObject({
      to: 'warn',
      reason: 'Over all projects it crashed on 1 of 22 looks (4.5 %); none may.',
    });
    expect(a?.criteria.filter(({ met }) => !met)).toMatchObject([
      { name: 'crashRate', scope: 'skill' },
    ]);
    // Also when that project was taken down since.
    const later = [...runs, sampleRun(21, [{ mode: 'warn' }, { project: 'b', mode: 'advisory' }])];
    expect(decisions(later, 'warn', { projects: ['a', 'b'] })[0]).toMatchObject({
      to: 'warn',
      reason: 'Over all projects it crashed on 1 of 24 looks (4.2 %); none may.',
    });
  });

  it('earns each step anew: what was seen under advisory does not count', () => {
    const decision = decided([...daily(30), ...warned(2, {}, 30)], 'warn');
    expect(unmet(decision)).toEqual(['runs', 'days', 'cooldownDays']);
  });
});

describe('down', () => {
  const enforced = (count: number, given = {}, from = 0) =>
    daily(count, { mode: 'enforce', ...given }, {}, from);

  it('goes what crashes', () => {
    const runs = [...enforced(17), ...enforced(3, { outcome: 'error' }, 17)];
    const decision = decided(runs, 'enforce');
    expect(brief(decision)).toEqual({
      from: 'enforce',
      to: 'warn',
      change: 'lower',
      reason:
        'It crashed on 3 of 20 commits (15 %); 3 or more that are more than 10 % take it down.',
    });
    expect(
      decided(
        runs.map((run) => ({
          ...run,
          outcomes: run.outcomes.map((one) => ({ ...one, mode: 'warn' as const })),
        })),
        'warn',
      ),
    ).toMatchObject({ to: 'advisory', change: 'lower' });
  });

  it('goes nothing for two crashes, nor for a tenth', () => {
    const calm = {
      to: 'enforce',
      change: 'stay',
      reason: 'It enforces, and nothing speaks against it.',
    };
    expect(
      decided([...enforced(2), ...enforced(2, { outcome: 'error' }, 2)], 'enforce'),
    ).toMatchObject(calm);
    expect(
      decided([...enforced(27), ...enforced(3, { outcome: 'error' }, 27)], 'enforce'),
    ).toMatchObject(calm);
  });

  it('goes what is mostly waived', () => {
    const open = { a: 'open', b: 'open', c: 'open', d: 'open', e: 'open', f: 'open' } as const;
    const waived = { a: 'waived', b: 'waived', c: 'waived', d: 'waived', e: 'accepted' } as const;
    expect(
      brief(
        decided(
          [...enforced(1, { findings: open }), ...enforced(1, { findings: waived }, 1)],
          'enforce',
        ),
      ),
    ).toEqual({
      from: 'enforce',
      to: 'warn',
      change: 'lower',
      reason:
        '1 finding fixed, 5 silenced (83.3 %); 5 or more silenced that are more than 50 % take it down.',
    });
  });

  it('goes nothing for what a baseline accepted when it began', () => {
    const inherited = {
      a: 'accepted',
      b: 'accepted',
      c: 'accepted',
      d: 'accepted',
      e: 'accepted',
      f: 'accepted',
    } as const;
    expect(decided(enforced(5, { findings: inherited }), 'enforce')).toMatchObject({
      to: 'enforce',
    });
  });

  it('waits for a day after the mode changed', () => {
    const runs = [
      sampleRun(0, { mode: 'warn' }),
      ...[1, 1.1, 1.2].map((day) => sampleRun(day, { mode: 'enforce', outcome: 'error' })),
    ];
    expect(brief(decided(runs, 'enforce', { day: 1.5 }))).toEqual({
      from: 'enforce',
      to: 'enforce',
      change: 'stay',
      reason:
        'It crashed on 3 of 3 commits (100 %); 3 or more that are more than 10 % take it down. It stays for now: its mode changed 0.5 days ago; 1 is needed.',
    });
    expect(decided(runs, 'enforce', { day: 2 })).toMatchObject({ to: 'warn' });
  });

  it('goes what is slow, where the policy asks for it', () => {
    const slow = enforced(5, { durationMs: 5000 });
    expect(decided(slow, 'enforce')).toMatchObject({ to: 'enforce' });
    expect(
      decided(slow, 'enforce', { policy: { lower: { enforce: { durationMs: 4000 } } } }),
    ).toMatchObject({
      to: 'warn',
      reason: 'Of its checks 95 % took at most 5 s; more than 4 s takes it down.',
    });
  });

  it('goes a skill everywhere whose findings are silenced in three projects or more', () => {
    const projects = ['a', 'b', 'c', 'd'];
    const silencing = (...names: string[]) => [
      sampleRun(
        0,
        projects.map((project) => ({
          ...{ project, mode: 'enforce' as const },
          findings: names.includes(project) ? ({ x: 'waived', y: 'waived' } as const) : {},
        })),
      ),
    ];
    const all = decisions(silencing('a', 'b', 'c'), 'enforce', { projects });
    expect(all.map(({ to }) => to)).toEqual(['warn', 'warn', 'warn', 'warn']);
    expect(all[3]?.reason).toBe(
      'Over all projects: 0 findings fixed, 6 silenced (100 %); 5 or more silenced that are more than 50 % take it down.',
    );
    const [first] = decisions(silencing('a', 'b'), 'enforce', { projects });
    expect(first?.to).toBe('enforce');
  });

  it('goes a skill everywhere that crashes in three projects or more', () => {
    const projects = ['a', 'b', 'c', 'd'];
    const crashing = (...names: string[]) =>
      enforced(1).map((run) => ({
        ...run,
        outcomes: projects.flatMap((project) =>
          run.outcomes.map((row) => ({
            ...row,
            project,
            ...(names.includes(project) ? { outcome: 'error' as const } : {}),
          })),
        ),
      }));
    const to = (runs: RecordedRun[]) =>
      decisions(runs, 'enforce', { projects }).map((one) => one.to);
    expect(to(crashing('a', 'b', 'c'))).toEqual(['warn', 'warn', 'warn', 'warn']);
    expect(to([...crashing('a', 'b'), ...crashing('a', 'b')])).toEqual([
      'enforce',
      'enforce',
      'enforce',
      'enforce',
    ]);
    expect(decisions(crashing('a', 'b', 'c'), 'enforce', { projects }).at(-1)?.reason).toBe(
      'Over all projects it crashed on 3 of 4 looks (75 %); 3 or more that are more than 10 % take it down.',
    );
  });
});

describe('nothing changes', () => {
  it.each([
    ['off', daily(90), 'What is off is never switched on by itself.'],
    ['advisory', [], 'No run that counts looked at it.'],
    ['enforce', [], 'No run that counts looked at it.'],
    ['advisory', daily(30, { outcome: 'not-applicable' }), 'There was nothing to check in it.'],
    ['advisory', daily(30, {}, { branch: 'feature' }), 'No run that counts looked at it.'],
    ['enforce', daily(30), 'No run that counts has seen it in mode enforce yet.'],
  ] as const)('in mode %s, case %#', (mode, runs, reason) => {
    expect(brief(decided(runs, mode, { day: 95 }))).toEqual({
      from: mode,
      to: mode,
      change: 'stay',
      reason,
    });
  });
});

describe('a hold', () => {
  const hold = { skill: 'toy:tidy-check', reason: 'the rule is being rewritten' };

  it('keeps a mode from rising, and says what it keeps from what', () => {
    const decision = decided(daily(10), 'advisory', { policy: { holds: [hold] } });
    expect(brief(decision)).toEqual({
      from: 'advisory',
      to: 'advisory',
      change: 'stay',
      reason: 'Held: the rule is being rewritten. Without that it would go to warn.',
    });
    expect(decision.hold).toEqual({ ...hold, project: undefined, direction: 'both' });
  });

  it.each([
    [{ direction: 'down' }, 'warn'],
    [{ direction: 'up' }, 'advisory'],
    [{ project: 'b*' }, 'warn'],
    [{ project: 'libs/a' }, 'advisory'],
    [{ skill: 'toy:*' }, 'advisory'],
    [{ skill: 'other:*' }, 'warn'],
  ] as const)('that says %j leads to %s', (given, to) => {
    const policy = { holds: [{ ...hold, ...given }] };
    expect(decided(daily(10), 'advisory', { policy }).to).toBe(to);
  });

  it('keeps a mode from falling', () => {
    const runs = daily(5, { mode: 'enforce', outcome: 'error' });
    const to = (direction: 'up' | 'down') =>
      decided(runs, 'enforce', { policy: { holds: [{ ...hold, direction }] } }).to;
    expect([to('up'), to('down')]).toEqual(['warn', 'enforce']);
  });
});
