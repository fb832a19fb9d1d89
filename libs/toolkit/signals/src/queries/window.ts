import { SignalsError } from '../errors.ts';

/** A span of time; `from` belongs to it, `to` does not. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
}

/** Throws `SIGNALS_BAD_QUERY` where a window is none. */
export function checkWindow({ from, to }: Window): void {
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) {
    throw new SignalsError('SIGNALS_BAD_QUERY', 'A window needs two dates; one of these is none.');
  }
  // What the database's dates and ISO 8601 can both say.
  if (from.getUTCFullYear() < 1 || to.getUTCFullYear() > 9999) {
    throw new SignalsError(
      'SIGNALS_BAD_QUERY',
      'A window must lie between the years 1 and 9999; one of these dates does not.',
    );
  }
  if (from >= to) {
    throw new SignalsError(
      'SIGNALS_BAD_QUERY',
      `The window ends (${to.toISOString()}) before it begins (${from.toISOString()}). Swap them.`,
    );
  }
}

/** A text as it would have been stored: the database takes neither NUL nor half a pair of surrogates, also where it compares. */
export function storedText(text: string | undefined): string | null {
  return text === undefined ? null : text.replaceAll('\0', '\ufffd').toWellFormed();
}

/** A limit of rows between 1 and 1000. Throws `SIGNALS_BAD_QUERY`. */
export function checkLimit(limit: number): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw new SignalsError(
      'SIGNALS_BAD_QUERY',
      `limit must be a whole number from 1 to 1000, not ${limit}.`,
    );
  }
  return limit;
}

/** Seconds from `from` to `to`. */
export function secondsOf({ from, to }: Window): number {
  return (to.getTime() - from.getTime()) / 1000;
}

/** Where numbers of a window come from: `raw` rows say exactly what was in it; rollups answer for whole hours or days. */
export type Source = 'raw' | 'hourly' | 'daily';

const hour = 3_600_000;
const day = 24 * hour;

/**
 * The cheapest source that answers a window, and the window it answers for: raw up to six hours, hours up to 14 days, days
 * beyond. A window that begins within a day of where raw successes end, or before, is never answered from raw rows.
 *
 * @param keptMs milliseconds that raw successes are kept for
 */
export function sourceOf(
  window: Window,
  keptMs: number,
  now = Date.now(),
): { readonly source: Source; readonly window: Window } {
  checkWindow(window);
  const length = window.to.getTime() - window.from.getTime();
  if (length <= 6 * hour && window.from.getTime() > now - keptMs + day)
    return { source: 'raw', window };
  const step = length <= 14 * day ? hour : day;
  return {
    source: step === hour ? 'hourly' : 'daily',
    window: {
      from: new Date(Math.floor(window.from.getTime() / step) * step),
      to: new Date(Math.ceil(window.to.getTime() / step) * step),
    },
  };
}
