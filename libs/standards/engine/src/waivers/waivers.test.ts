import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../contract/skill.ts';
import type { OutcomeRow } from '../report/report.ts';
import { sampleFinding, sampleOutcome } from '../report/testing/sample-report.ts';
import type { Part } from '../run/gate.ts';
import {
  addedWaivers,
  counts,
  dayOf,
  daysAfter,
  withWaivers,
  type Waiver,
  type WaiversInUse,
} from './waivers.ts';

const finding = sampleFinding();
const waiver: Waiver = {
  fingerprint: '00112233445566778899',
  skill: 'deps:file-protocol-check',
  project: '@acme/a',
  reason: 'The registry moves.',
  owner: 'team-platform',
  until: '2026-11-26',
};
const partOf = (findings: readonly Finding[], row: Partial<OutcomeRow> = {}): Part => ({
  outcomes: [sampleOutcome({ outcome: 'fail', otherwise: { outcome: 'pass' }, ...row })],
  findings,
  crashed: false,
});
const use = (today: string, given: Partial<WaiversInUse> = {}): WaiversInUse => ({
  entries: [waiver],
  added: [],
  today,
  ...given,
});
/** Outcome, reason, and how the first finding stands. */
function told({ outcomes, findings }: Part) {
  const [row] = outcomes;
  const [first] = findings;
  return {
    outcome: row?.outcome,
    reason: row?.reason,
    state: first?.waiver?.state,
    counts: first && counts(first),
  };
}

describe('withWaivers', () => {
  it('keeps a finding from counting to the end of its last day, in UTC', () => {
    const part = partOf([finding]);
    const holds = { outcome: 'pass', reason: '1 waived.', state: 'holds', counts: false };
    const over = { outcome: 'fail', reason: undefined, state: 'expired', counts: true };
    expect(told(withWaivers(part, use('2026-01-01')))).toEqual(holds);
    expect(told(withWaivers(part, use(dayOf(new Date('2026-11-26T23:59:59.999Z')))))).toEqual(
      holds,
    );
    expect(told(withWaivers(part, use(dayOf(new Date('2026-11-27T00:00:00.000Z')))))).toEqual(over);
  });

  it('leaves a part as it is where no waiver is about it', () => {
    const part = partOf([finding]);
    expect(withWaivers(part, undefined)).toBe(part);
    for (const other of [
      { fingerprint: '99112233445566778899' },
      { skill: 'deps:version-check' },
      { project: '@acme/b' },
    ]) {
      expect(withWaivers(part, use('2026-11-01', { entries: [{ ...waiver, ...other }] }))).toBe(
        part,
      );
    }
  });

  it('fails a check for a finding beside the one that is waived', () => {
    const other = sampleFinding({ fingerprint: '99112233445566778899' });
    expect(told(withWaivers(partOf([finding, other]), use('2026-11-26')))).toEqual({
      ...{ outcome: 'fail', reason: undefined, state: 'holds', counts: false },
    });
  });

  it('says what the baseline accepts beside what is waived', () => {
    const accepted = sampleFinding({ fingerprint: '99112233445566778899', accepted: true });
    expect(told(withWaivers(partOf([finding, accepted]), use('2026-11-26')))).toMatchObject({
      ...{ outcome: 'pass', reason: '1 waived, 1 accepted by the baseline.' },
    });
  });

  it('never makes a check pass that was not made whole', () => {
    const otherwise = { outcome: 'not-supported', reason: 'Half of it is Rust.' } as const;
    expect(told(withWaivers(partOf([finding], { otherwise }), use('2026-11-26')))).toMatchObject({
      ...{ outcome: 'not-supported', reason: 'Half of it is Rust.', state: 'holds' },
    });
    const crashed = partOf([finding], { outcome: 'error', reason: 'It crashed.' });
    expect(told(withWaivers(crashed, use('2026-11-26')))).toMatchObject({ outcome: 'error' });
  });

  it('holds against the baseline, which would go on accepting when its day is over', () => {
    const accepted = { ...finding, accepted: true };
    const part = partOf([accepted], { outcome: 'pass', reason: '1 accepted by the baseline.' });
    expect(told(withWaivers(part, use('2026-11-27')))).toEqual({
      ...{ outcome: 'fail', reason: undefined, state: 'expired', counts: true },
    });
  });

  it('gives nothing to a change that adds it, and takes nothing from the baseline then', () => {
    const added = use('2026-11-26', { added: [waiver] });
    expect(told(withWaivers(partOf([finding]), added))).toEqual({
      ...{ outcome: 'fail', reason: undefined, state: 'added', counts: true },
    });
    const accepted = partOf([{ ...finding, accepted: true }], { outcome: 'pass' });
    expect(told(withWaivers(accepted, added))).toMatchObject({ outcome: 'pass', counts: false });
  });

  it('judges a part that is kept anew on each day', () => {
    const days = fc.integer({ min: -400, max: 400 }).map((days) => daysAfter('2026-11-26', days));
    fc.assert(
      fc.property(days, days, fc.boolean(), (first, second, accepted) => {
        const part = partOf([{ ...finding, accepted }], { outcome: accepted ? 'pass' : 'fail' });
        const before = JSON.stringify(part);
        withWaivers(part, use(first));
        expect(JSON.stringify(part)).toBe(before);
        const judged = withWaivers(part, use(second));
        const over = second > '2026-11-26';
        expect(told(judged)).toMatchObject({
          ...{ outcome: over ? 'fail' : 'pass', counts: over },
        });
        expect(withWaivers(judged, use(second))).toEqual(judged);
      }),
    );
  });
});

describe('addedWaivers', () => {
  const later = { ...waiver, until: '2027-01-31' };
  const other = { ...waiver, project: '@acme/b' };
  it.each([
    ['one that was there', [waiver], [waiver], '2026-11-26', []],
    ['one that is new', [waiver, other], [waiver], '2026-11-26', [other]],
    ['one that held, and is made longer', [later], [waiver], '2026-11-26', []],
    ['one that was over, and is renewed', [later], [waiver], '2026-11-27', [later]],
    ['some where there were none', [waiver], [], '2026-11-26', [waiver]],
    ['some where there was no configuration', [waiver], undefined, '2026-11-26', []],
  ])('tells %s', (_what, now, atBase, today, expected) => {
    expect(addedWaivers(now, atBase, today)).toEqual(expected);
  });
});

describe('daysAfter', () => {
  it('counts days, not hours', () => {
    expect(daysAfter('2026-03-28', 2)).toBe('2026-03-30');
    expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29');
    expect(daysAfter('2026-12-31', 180)).toBe('2027-06-29');
  });
});
