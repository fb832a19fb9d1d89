import { Temporal } from 'temporal-polyfill';
import type { Overtime } from '../src/domain/rules/rule-set.ts';

/** What the oracle is told of a week: spans in epoch minutes, without overlap, in any order. */
export interface Span {
  readonly from: number;
  readonly minutes: number;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/**
 * What a week is paid, minute by minute with no cut and no band computed ahead: slow, and easy to see to be right.
 * Ten-thousandths of minutes, by date and code.
 */
export function paidByTheMinute(
  spans: readonly Span[],
  overtime: Overtime,
  zone: string,
  holidays: ReadonlySet<string>,
): Record<string, { minutes: number; weighted: bigint }> {
  const ofDay: Record<string, number> = {};
  let ofWeek = 0;
  const paid: Record<string, { minutes: number; weighted: bigint }> = {};
  for (const { from, minutes } of spans.toSorted((a, b) => a.from - b.from)) {
    const begun = at(from, zone).toPlainDate().toString();
    for (let minute = from; minute < from + minutes; minute++) {
      const local = at(minute, zone);
      const date = local.toPlainDate().toString();
      const clock = local.toPlainTime().toString({ smallestUnit: 'minute' });
      const day = overtime.shiftCountsTo === 'start' ? begun : date;
      const dayBand = overtime.daily
        .filter((band) => (ofDay[day] ?? 0) >= band.afterMinutes)
        .at(-1);
      const countsToWeek = overtime.weeklyCounts === 'all' || dayBand === undefined;
      const weekBand = countsToWeek
        ? overtime.weekly.filter((band) => ofWeek >= band.afterMinutes).at(-1)
        : undefined;
      const rules = [
        ...(dayBand === undefined ? [] : [dayBand]),
        ...(weekBand === undefined ? [] : [weekBand]),
        ...overtime.days.filter(({ on }) =>
          on === 'holiday' ? holidays.has(date) : weekdays[local.dayOfWeek - 1] === on,
        ),
        ...overtime.hours.filter((rule) =>
          rule.from < rule.to
            ? rule.from <= clock && clock < rule.to
            : rule.from <= clock || clock < rule.to,
        ),
      ];
      let code = 'REGULAR';
      let rate = 10_000n;
      if (overtime.combine === 'sum' && rules.length > 0) {
        code = rules.map((rule) => rule.code).join('+');
        rate = rules.reduce((sum, rule) => sum + scaled(rule.rate) - 10_000n, 10_000n);
      } else if (rules.length > 0) {
        rate = -1n;
        for (const rule of rules)
          if (scaled(rule.rate) > rate) [code, rate] = [rule.code, scaled(rule.rate)];
      }
      const line = (paid[`${date} ${code}`] ??= { minutes: 0, weighted: 0n });
      line.minutes += 1;
      line.weighted += rate;
      ofDay[day] = (ofDay[day] ?? 0) + 1;
      if (countsToWeek) ofWeek += 1;
    }
  }
  return paid;
}

function at(minute: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toZonedDateTimeISO(zone);
}

/** A decimal in ten-thousandths. */
export function scaled(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(4, '0').slice(0, 4));
}
