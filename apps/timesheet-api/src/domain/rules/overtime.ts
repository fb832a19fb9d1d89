import Big from 'big.js';
import type { Overtime } from './rule-set.ts';
import type { Segment, Surcharge } from './segments.ts';

/** Minutes of one entry on one day that are paid at one rate. */
export interface PayLine {
  readonly entryId: string;
  readonly date: string;
  /** `REGULAR`, a rule's code, or the codes of the rules that were added, joined by `+`. */
  readonly code: string;
  /** An exact decimal. */
  readonly rate: string;
  readonly minutes: number;
  /** Minutes times rate, as an exact decimal. */
  readonly weightedMinutes: string;
}

type Bands = Overtime['daily'];

/**
 * What a week's segments, in the order in which they were worked, are paid at.
 *
 * Every minute counts to its day's bands; to the week's bands it counts always, or only while it is no daily overtime, as the rules say.
 * Of the rules that hold for a minute one pays (`highest`: no minute is paid twice as overtime; of equal rates the daily band, then the
 * weekly, then days and hours in their order), or their surcharges are added (`sum`).
 */
export function payLines(segments: readonly Segment[], overtime: Overtime): PayLine[] {
  const { daily, weekly, weeklyCounts } = overtime;
  const ofDay = new Map<string, number>();
  let ofWeek = 0;
  const lines = new Map<string, Omit<PayLine, 'weightedMinutes'>>();
  for (const { entryId, date, countsTo, minutes, surcharges } of segments) {
    let left = minutes;
    while (left > 0) {
      const worked = ofDay.get(countsTo) ?? 0;
      const dayBand = bandAt(daily, worked);
      // A minute that does not count towards the week's bands is in none of them either.
      const countsToWeek = weeklyCounts === 'all' || dayBand === undefined;
      const weekBand = countsToWeek ? bandAt(weekly, ofWeek) : undefined;
      const take = Math.min(
        left,
        untilNext(daily, worked),
        countsToWeek ? untilNext(weekly, ofWeek) : Infinity,
      );
      const holding = [dayBand, weekBand, ...surcharges].filter((rule) => rule !== undefined);
      const { code, rate } = combined(holding, overtime.combine);
      const key = JSON.stringify([entryId, date, code, rate]);
      const line = lines.get(key) ?? { entryId, date, code, rate, minutes: 0 };
      lines.set(key, { ...line, minutes: line.minutes + take });
      ofDay.set(countsTo, worked + take);
      if (countsToWeek) ofWeek += take;
      left -= take;
    }
  }
  return [...lines.values()].map((line) => ({
    ...line,
    weightedMinutes: new Big(line.rate).times(line.minutes).toFixed(),
  }));
}

function bandAt(bands: Bands, minutes: number): Surcharge | undefined {
  return bands.findLast(({ afterMinutes }) => afterMinutes <= minutes);
}

function untilNext(bands: Bands, minutes: number): number {
  const next = bands.find(({ afterMinutes }) => afterMinutes > minutes);
  return next === undefined ? Infinity : next.afterMinutes - minutes;
}

function combined(rules: readonly Surcharge[], combine: Overtime['combine']): Surcharge {
  const [first, ...others] = rules;
  if (first === undefined) return { code: 'REGULAR', rate: '1' };
  if (combine === 'highest')
    return others.reduce((best, rule) => (new Big(rule.rate).gt(best.rate) ? rule : best), first);
  return {
    code: rules.map(({ code }) => code).join('+'),
    rate: rules.reduce((sum, { rate }) => sum.plus(rate).minus(1), new Big(1)).toFixed(),
  };
}
