import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { checkLocks } from './locks.ts';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const february = {
  id: 'l1',
  from: date('2026-02-01'),
  to: date('2026-02-28'),
  reason: 'February is paid',
};
const drillers = { ...february, id: 'l2', team: 'drilling', to: date('2026-03-07') };

it.each([
  ['2026-01-31', 'office', undefined],
  ['2026-02-01', 'office', 'l1'],
  ['2026-02-28', 'office', 'l1'],
  ['2026-03-01', 'office', undefined],
  ['2026-03-01', 'drilling', 'l2'],
  ['2026-03-08', 'drilling', undefined],
])('%s for the team %s: %s', (day, team, lockId) => {
  const check = (): void => {
    checkLocks([date('2026-04-01'), date(day)], team, [february, drillers]);
  };
  if (lockId === undefined) expect(check).not.toThrow();
  else
    expect(check).toThrow(
      expect.objectContaining({
        code: 'period-locked',
        details: { lockId, date: day },
      }),
    );
});

it('says which period, why, and whom to ask', () => {
  expect(() => {
    checkLocks([date('2026-02-03')], 'office', [february]);
  }).toThrow(
    '2026-02-03 lies in the period 2026-02-01 to 2026-02-28, which is locked: February is paid. Ask an administrator to lift the lock l1.',
  );
});
