import { SignalsError } from '../errors.ts';

const units: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Milliseconds of `90s`, `15m`, `6h`, `7d`, `2w`. Throws `SIGNALS_BAD_OPTION`. */
export function parseDuration(text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text.trim()) ?? [];
  const size = units[unit];
  if (amount === undefined || size === undefined || Number(amount) === 0) {
    throw new SignalsError(
      'SIGNALS_BAD_OPTION',
      `"${text}" is no length of time. Write a number with its unit: 90s, 15m, 6h, 7d or 2w.`,
    );
  }
  return Number(amount) * size;
}

const isoMoment =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * A moment: an ISO 8601 date, UTC where it names no zone, or how long ago (`15m`), or `now`. Throws `SIGNALS_BAD_OPTION`.
 */
export function parseMoment(text: string, now: Date): Date {
  if (text === 'now') return now;
  if (/^\d+(?:\.\d+)?[smhdw]$/.test(text.trim()))
    return new Date(now.getTime() - parseDuration(text));
  const [found, zone] = isoMoment.exec(text.trim()) ?? [];
  const date = new Date(
    found === undefined || found.length <= 10 || zone ? text.trim() : `${found}Z`,
  );
  // `Date` reads much else: "1" as the year 2001.
  if (found === undefined || Number.isNaN(date.getTime())) {
    throw new SignalsError(
      'SIGNALS_BAD_OPTION',
      `"${text}" is no moment. Write an ISO 8601 date (2026-01-31T12:00:00Z), or how long ago it was: 15m, 6h, 7d.`,
    );
  }
  return date;
}
