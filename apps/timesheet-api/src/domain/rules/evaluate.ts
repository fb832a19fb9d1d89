import { dayOf, minutesOf } from '../time/work-days.ts';
import type { TimedEntry } from '../words.ts';
import type { PayLine } from './overtime.ts';
import { payLines } from './overtime.ts';
import { countedMinutes } from './rounding.ts';
import type { RuleSet } from './rule-set.ts';
import { segmentsOf } from './segments.ts';

/** What a timesheet's entries come to. */
export interface Evaluation {
  /** Counted minutes of each entry, by its id. */
  readonly counted: ReadonlyMap<string, number>;
  readonly recordedMinutes: number;
  readonly countedMinutes: number;
  readonly lines: readonly PayLine[];
}

/**
 * Rounds and pays the entries of one timesheet.
 *
 * @param holidays dates such as `2026-12-25` that are public holidays for the employee
 */
export function evaluate(
  entries: readonly TimedEntry[],
  rules: RuleSet,
  zone: string,
  holidays: ReadonlySet<string>,
): Evaluation {
  const recorded = entries.map(({ time }) => ({
    day: dayOf(time, zone).toString(),
    minutes: minutesOf(time),
  }));
  const counted = countedMinutes(recorded, rules.rounding);
  const withCounted = entries.map((entry, i) => ({ ...entry, counted: counted[i] ?? 0 }));
  return {
    counted: new Map(withCounted.map(({ id, counted: minutes }) => [id, minutes])),
    recordedMinutes: recorded.reduce((sum, { minutes }) => sum + minutes, 0),
    countedMinutes: counted.reduce((sum, minutes) => sum + minutes, 0),
    lines: payLines(segmentsOf(withCounted, rules.overtime, zone, holidays), rules.overtime),
  };
}
