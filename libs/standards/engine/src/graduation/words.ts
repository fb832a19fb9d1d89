/** Figures as a sentence or a cell has them. */

/** `0 %`, `12.5 %`, `100 %`; never rounded up to all or down to none. */
export function percent(share: number): string {
  const rounded = Math.round(share * 1000) / 10;
  if (rounded === 100 && share < 1) return '99.9 %';
  if (rounded === 0 && share > 0) return '0.1 %';
  return `${rounded} %`;
}

/** `1 day`, `1.5 days`. */
export function days(number: number): string {
  const rounded = Math.floor(number * 10) / 10;
  return `${rounded} ${rounded === 1 ? 'day' : 'days'}`;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Two digits that matter, in the largest unit of which there is one: `0.4 ms`, `12 ms`, `1.5 s`, `3 min`, `5 h`, `2.5 d`. */
export function duration(ms: number): string {
  const [unit, size] =
    ms >= day
      ? (['d', day] as const)
      : ms >= hour
        ? (['h', hour] as const)
        : ms >= minute
          ? (['min', minute] as const)
          : ms >= 1000
            ? (['s', 1000] as const)
            : (['ms', 1] as const);
  const number = ms / size;
  return `${number >= 10 ? Math.round(number) : Math.round(number * 10) / 10} ${unit}`;
}
