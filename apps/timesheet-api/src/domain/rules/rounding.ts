import type { Rounding } from './rule-set.ts';

/** Minutes rounded to a unit. `nearest` takes the half up. */
export function roundMinutes(minutes: number, { unitMinutes, direction }: Rounding): number {
  const units = minutes / unitMinutes;
  const whole =
    direction === 'up'
      ? Math.ceil(units)
      : direction === 'down'
        ? Math.floor(units)
        : Math.floor(units + 0.5);
  return whole * unitMinutes;
}

/** An entry's minutes, and the day they count to. */
export interface Recorded {
  readonly day: string;
  readonly minutes: number;
}

/**
 * The counted minutes of each of some entries, in their order.
 *
 * By the day, its sum is rounded and divided again in proportion, by the largest remainders: the parts make the sum exactly, and none is a
 * whole minute off its share.
 */
export function countedMinutes(entries: readonly Recorded[], rounding: Rounding): number[] {
  if (rounding.per === 'entry')
    return entries.map(({ minutes }) => roundMinutes(minutes, rounding));
  const counted = entries.map(() => 0);
  const days = Map.groupBy(entries.keys(), (position) => entries[position]?.day ?? '');
  for (const positions of days.values()) {
    const recorded = positions.map((position) => entries[position]?.minutes ?? 0);
    const sum = recorded.reduce((a, b) => a + b, 0);
    const shares = divide(roundMinutes(sum, rounding), recorded, sum);
    positions.forEach((position, i) => (counted[position] = shares[i] ?? 0));
  }
  return counted;
}

/** A whole divided in proportion into whole parts; equal remainders go to the earlier part. */
function divide(whole: number, parts: readonly number[], sum: number): number[] {
  if (sum === 0) return parts.map(() => 0);
  // Integers throughout: remainders are compared, and a fraction's last bit would decide.
  const shares = parts.map((part) => Math.floor((part * whole) / sum));
  const remainders = parts.map((part, i) => part * whole - (shares[i] ?? 0) * sum);
  const left = whole - shares.reduce((a, b) => a + b, 0);
  const first = [...parts.keys()]
    .sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b)
    .slice(0, left);
  for (const i of first) shares[i] = (shares[i] ?? 0) + 1;
  return shares;
}
