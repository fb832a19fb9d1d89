import { describe, expect, it } from 'vitest';
import { momentOf } from './local-time.ts';

const berlin = 'Europe/Berlin';
const inUtc = (text: string, zone = berlin): string => momentOf(text, zone).toString();

describe('momentOf', () => {
  it.each([
    ['2026-01-15T08:15', '2026-01-15T07:15:00Z'],
    ['2026-07-15T08:15', '2026-07-15T06:15:00Z'],
    ['2026-07-15T08:15:00', '2026-07-15T06:15:00Z'],
    ['2026-07-15T08:15:00.000', '2026-07-15T06:15:00Z'],
    // An offset speaks for itself, whatever the zone.
    ['2026-07-15T08:15Z', '2026-07-15T08:15:00Z'],
    ['2026-07-15T08:15-05:00', '2026-07-15T13:15:00Z'],
    // Around the missing hour.
    ['2026-03-29T01:59', '2026-03-29T00:59:00Z'],
    ['2026-03-29T03:00', '2026-03-29T01:00:00Z'],
    // Around the doubled hour, and each of the two by its offset.
    ['2026-10-25T01:59', '2026-10-24T23:59:00Z'],
    ['2026-10-25T02:30+02:00', '2026-10-25T00:30:00Z'],
    ['2026-10-25T02:30+01:00', '2026-10-25T01:30:00Z'],
    ['2026-10-25T03:00', '2026-10-25T02:00:00Z'],
  ])('%s is %s', (text, utc) => {
    expect(inUtc(text)).toBe(utc);
  });

  it.each([
    ['2026-03-29T02:00', '2026-03-29T03:00'],
    ['2026-03-29T02:59', '2026-03-29T03:59'],
  ])('refuses %s, which the clocks skipped, and names a time after it', (text, after) => {
    expect(() => inUtc(text)).toThrow(
      expect.objectContaining({
        code: 'time-skipped',
        message: `The clocks of Europe/Berlin never showed ${text}: they were put forward over it. Give a time before or after, such as ${after}.`,
      }),
    );
  });

  it('refuses a time that came twice, and names both', () => {
    expect(() => inUtc('2026-10-25T02:30')).toThrow(
      expect.objectContaining({
        code: 'time-ambiguous',
        message:
          'The clocks of Europe/Berlin showed 2026-10-25T02:30 twice, at +02:00 and at +01:00. Say which: 2026-10-25T02:30+02:00 or 2026-10-25T02:30+01:00.',
        details: { offsets: ['+02:00', '+01:00'] },
      }),
    );
  });

  it('knows a half-hour change', () => {
    const island = 'Australia/Lord_Howe';
    expect(() => inUtc('2026-10-04T02:15', island)).toThrow('never showed 2026-10-04T02:15');
    expect(inUtc('2026-10-04T02:30', island)).toBe('2026-10-03T15:30:00Z');
    expect(() => inUtc('2026-04-05T01:45', island)).toThrow('twice, at +11:00 and at +10:30');
  });

  it.each([
    '',
    'yesterday',
    '2026-02-30T08:00',
    '2026-02-20T24:00',
    '2026-02-20T08:60',
    '2026-02-20T08:00:30',
    '2026-02-20 08:00',
    '2026-02-20',
    '2026-02-20T08:00+99:00',
    '2026-02-20T08:00[Europe/Berlin]',
  ])('refuses "%s"', (text) => {
    expect(() => inUtc(text)).toThrow(expect.objectContaining({ code: 'time-invalid' }));
  });
});
