import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { momentOf } from '../time/local-time.ts';
import type { TimedEntry } from '../words.ts';
import { checkEntries, checkTime, overlapOf } from './check-entries.ts';

const zone = 'Europe/Berlin';
const clock = (id: string, from: string, to: string): TimedEntry => ({
  id,
  time: { kind: 'clock', start: momentOf(from, zone), end: momentOf(to, zone) },
});
const duration = (id: string, date: string, minutes: number): TimedEntry => ({
  id,
  time: { kind: 'duration', date: Temporal.PlainDate.from(date), minutes },
});

describe('checkTime', () => {
  it.each([
    [clock('a', '2026-03-02T08:00', '2026-03-02T16:30'), undefined],
    // The last night of the week ends in the next one.
    [clock('a', '2026-03-08T22:00', '2026-03-09T06:00'), undefined],
    [clock('a', '2026-03-01T22:00', '2026-03-02T06:00'), 'entry-outside-week'],
    [clock('a', '2026-03-09T00:00', '2026-03-09T01:00'), 'entry-outside-week'],
    [clock('a', '2026-03-02T08:00', '2026-03-02T08:00'), 'entry-empty'],
    [clock('a', '2026-03-02T08:00', '2026-03-02T07:00'), 'entry-empty'],
    [clock('a', '2026-03-02T08:00', '2026-03-03T08:00'), undefined],
    [clock('a', '2026-03-02T08:00', '2026-03-03T08:15'), 'entry-too-long'],
    [clock('a', '2026-03-02T08:10', '2026-03-02T09:00'), 'entry-off-step'],
    [clock('a', '2026-03-02T08:00', '2026-03-02T08:50'), 'entry-off-step'],
    [duration('a', '2026-03-02', 45), undefined],
    [duration('a', '2026-03-02', 50), 'entry-off-step'],
    [duration('a', '2026-03-02', 0), 'entry-empty'],
    [duration('a', '2026-03-01', 45), 'entry-outside-week'],
  ])('%# in quarter hours of 2026-W10', ({ time }, code) => {
    const check = (): void => {
      checkTime(time, '2026-W10', zone, 15);
    };
    if (code === undefined) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code }));
  });

  it('takes any minute where the step is a minute', () => {
    expect(() => {
      checkTime(clock('a', '2026-03-02T08:07', '2026-03-02T08:08').time, '2026-W10', zone, 1);
    }).not.toThrow();
  });

  it('names what lies off the step', () => {
    expect(() => {
      checkTime(clock('a', '2026-03-02T08:07', '2026-03-02T09:31').time, '2026-W10', zone, 15);
    }).toThrow(
      'Time is recorded in steps of 15 minutes, and 08:07 and 09:31 lies between two of them.',
    );
  });

  it('counts steps by the wall, in zones with odd offsets too', () => {
    const at = (text: string): Temporal.Instant => momentOf(text, 'Asia/Kathmandu');
    const time = {
      kind: 'clock',
      start: at('2026-03-02T08:00'),
      end: at('2026-03-02T09:00'),
    } as const;
    expect(() => {
      checkTime(time, '2026-W10', 'Asia/Kathmandu', 60);
    }).not.toThrow();
  });
});

describe('overlapOf', () => {
  const eight = clock('eight', '2026-03-02T08:00', '2026-03-02T12:00');
  it.each([
    [clock('new', '2026-03-02T12:00', '2026-03-02T13:00'), undefined],
    [clock('new', '2026-03-02T07:00', '2026-03-02T08:00'), undefined],
    [clock('new', '2026-03-02T11:59', '2026-03-02T13:00'), 'eight'],
    [clock('new', '2026-03-02T07:00', '2026-03-02T08:01'), 'eight'],
    [clock('new', '2026-03-02T09:00', '2026-03-02T10:00'), 'eight'],
    [clock('new', '2026-03-01T22:00', '2026-03-02T20:00'), 'eight'],
    // Its own former self is not in the way.
    [clock('eight', '2026-03-02T09:00', '2026-03-02T13:00'), undefined],
    [duration('new', '2026-03-02', 600), undefined],
  ])('%#', (entry, id) => {
    expect(overlapOf(entry, [eight, duration('d', '2026-03-02', 60)])?.id).toBe(id);
  });

  it('tells the two times of a doubled hour apart', () => {
    const first = clock('a', '2026-10-25T02:00+02:00', '2026-10-25T02:30+02:00');
    const second = clock('b', '2026-10-25T02:00+01:00', '2026-10-25T02:30+01:00');
    expect(overlapOf(first, [second])).toBeUndefined();
  });

  it('is what sharing a minute means, either way round', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 60 }));
    const of = (id: string, [from, length]: readonly [number, number]): TimedEntry => {
      const start = momentOf('2026-03-29T00:00', zone).add({ minutes: from });
      return { id, time: { kind: 'clock', start, end: start.add({ minutes: length }) } };
    };
    fc.assert(
      fc.property(span, span, (a, b) => {
        const minutes = new Set(Array.from({ length: a[1] }, (_, i) => a[0] + i));
        const shares = Array.from({ length: b[1] }, (_, i) => b[0] + i).some((one) =>
          minutes.has(one),
        );
        expect(overlapOf(of('a', a), [of('b', b)]) !== undefined).toBe(shares);
        expect(overlapOf(of('b', b), [of('a', a)]) !== undefined).toBe(shares);
      }),
    );
  });
});

describe('checkEntries', () => {
  it('names the entry in the way', () => {
    expect(() => {
      checkEntries(
        [
          clock('a1', '2026-03-02T08:00', '2026-03-02T12:00'),
          clock('b2', '2026-03-02T11:30', '2026-03-02T13:00'),
        ],
        zone,
      );
    }).toThrow(
      expect.objectContaining({
        code: 'entry-overlaps',
        message:
          'The entry 2026-03-02T11:30 to 2026-03-02T13:00 shares time with the entry a1 (2026-03-02T08:00 to 2026-03-02T12:00). Change one of them.',
        details: { entryId: 'a1' },
      }),
    );
  });

  it('finds two that share a minute wherever they stand, and only then', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 8 }), (spans) => {
        const minutes = spans.flatMap(([from, length]) =>
          Array.from({ length }, (_, i) => from + i),
        );
        const shares = new Set(minutes).size < minutes.length;
        const entries = spans.map(([from, length], i): TimedEntry => {
          const start = momentOf('2026-03-29T00:00', zone).add({ minutes: from });
          const end = start.add({ minutes: length });
          return { id: String(i), time: { kind: 'clock', start, end } };
        });
        const check = (): void => {
          checkEntries(entries, zone);
        };
        if (shares) expect(check).toThrow(expect.objectContaining({ code: 'entry-overlaps' }));
        else expect(check).not.toThrow();
      }),
    );
  });

  it.each([
    // A short day, a long day, an ordinary one: what fits and what is a minute too much.
    ['2026-03-29', 23 * 60],
    ['2026-10-25', 25 * 60],
    ['2026-03-30', 24 * 60],
  ])('%s holds %d minutes', (date, minutes) => {
    const halves = (sum: number) => [duration('a', date, 720), duration('b', date, sum - 720)];
    expect(() => {
      checkEntries(halves(minutes), zone);
    }).not.toThrow();
    expect(() => {
      checkEntries(halves(minutes + 1), zone);
    }).toThrow(
      `The entries of ${date} have ${minutes + 1} minutes, and that day has ${minutes} in Europe/Berlin.`,
    );
  });

  it('counts the morning part of a night shift to its day', () => {
    const night = clock('night', '2026-03-02T22:00', '2026-03-03T06:00');
    expect(() => {
      checkEntries([night, duration('d', '2026-03-03', 18 * 60)], zone);
    }).not.toThrow();
    expect(() => {
      checkEntries([night, duration('d', '2026-03-03', 18 * 60 + 1)], zone);
    }).toThrow(expect.objectContaining({ code: 'day-overfull' }));
  });
});
