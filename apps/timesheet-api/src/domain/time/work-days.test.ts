import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { momentOf } from './local-time.ts';
import { dayOf, minutesOf, partsByDay } from './work-days.ts';

const berlin = 'Europe/Berlin';
const shift = (from: string, to: string) =>
  ({ kind: 'clock', start: momentOf(from, berlin), end: momentOf(to, berlin) }) as const;

describe('a shift', () => {
  it.each([
    // from, to, minutes, days with their minutes
    ['2026-03-02T08:00', '2026-03-02T16:30', 510, { '2026-03-02': 510 }],
    ['2026-03-01T22:00', '2026-03-02T06:00', 480, { '2026-03-01': 120, '2026-03-02': 360 }],
    ['2026-03-01T22:00', '2026-03-02T00:00', 120, { '2026-03-01': 120 }],
    // Over the missing hour, and over the doubled one.
    ['2026-03-28T22:00', '2026-03-29T06:00', 420, { '2026-03-28': 120, '2026-03-29': 300 }],
    ['2026-10-24T22:00', '2026-10-25T06:00', 540, { '2026-10-24': 120, '2026-10-25': 420 }],
    // Within the doubled hour: from its second half the first time to its first half the second time.
    ['2026-10-25T02:30+02:00', '2026-10-25T02:15+01:00', 45, { '2026-10-25': 45 }],
  ])('from %s to %s has %d minutes', (from, to, minutes, days) => {
    const time = shift(from, to);
    expect(minutesOf(time)).toBe(minutes);
    expect(
      Object.fromEntries(
        partsByDay(time.start, time.end, berlin).map(({ date, start, end }) => [
          date.toString(),
          minutesOf({ kind: 'clock', start, end }),
        ]),
      ),
    ).toStrictEqual(days);
    expect(dayOf(time, berlin).toString()).toBe(from.slice(0, 10));
  });

  it('has the minutes that passed, in any zone, and its parts lie on their dates without a gap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(berlin, 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'),
        fc.integer({ min: 0, max: 60 * 24 * 365 }),
        fc.integer({ min: 1, max: 60 * 24 }),
        (zone, from, minutes) => {
          const start = Temporal.Instant.from('2026-01-01T00:00Z').add({ minutes: from });
          const end = start.add({ minutes });
          const parts = partsByDay(start, end, zone);
          expect(parts[0]?.start.equals(start)).toBe(true);
          expect(parts.at(-1)?.end.equals(end)).toBe(true);
          for (const [i, part] of parts.entries()) {
            if (i > 0) expect(parts[i - 1]?.end.equals(part.start)).toBe(true);
            const last = part.end.subtract({ nanoseconds: 1 });
            for (const moment of [part.start, last])
              expect(moment.toZonedDateTimeISO(zone).toPlainDate().toString()).toBe(
                part.date.toString(),
              );
          }
        },
      ),
    );
  });
});
