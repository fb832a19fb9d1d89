// Words of the queries. Grafana puts in `$__timeFrom()` and the like, and the variables that begin with `$`.
//   raw, hourly, daily   where numbers come from, by the length of the window: rows, or rollups of hours or days

/** Namespaces of what is no service: test runs and the gate's reports, which have pages of their own. */
export const infrastructure = "('tests', 'standards')";

export const from = '$__timeFrom()::timestamptz';
export const to = '$__timeTo()::timestamptz';

/** Seconds of the window. */
export const seconds = `extract(epoch from ${to} - ${from})`;

// As the typed queries have it: rows up to six hours, and no older than rows of successes are kept. Both sides are constants, so
// that the branches that do not apply cost nothing.
const raw = `(${to} - ${from} <= interval '6 hours' and ${from} > now() - interval '6 days')`;

/** Which of the sources answers a window. */
export const source = {
  raw,
  hourly: `(not ${raw} and ${to} - ${from} <= interval '14 days')`,
  daily: `(not ${raw} and ${to} - ${from} > interval '14 days')`,
} as const;

/** The first bucket of rollups that a window touches. */
export const firstBucket = {
  hourly: `date_trunc('hour', ${from}, 'UTC')`,
  daily: `date_trunc('day', ${from}, 'UTC')`,
} as const;

const interval = "extract(epoch from interval '$interval')";

/** Seconds of a point: what was asked for, but no finer than the source. */
export const pointSeconds = {
  raw: interval,
  hourly: `greatest(${interval}, 3600)`,
  daily: `greatest(${interval}, 86400)`,
} as const;

/** Seconds of a point of whichever source answers. */
export const pointWidth = `case when ${source.raw} then ${pointSeconds.raw} when ${source.hourly} then ${pointSeconds.hourly} else ${pointSeconds.daily} end`;

/** The point that a `time` belongs to. Not named `time`: that would mean the column that it is made from. */
export const point = '$__timeGroup(time, $interval) as point';

/**
 * A condition that a chosen list, or all of it, puts on a column. Grafana's format puts a backslash before a double quote, which
 * SQL does not take away again, so the column gets one too.
 */
export function isChosen(column: string, variable: string): string {
  const list = `(\${${variable}:sqlstring})`;
  return `('*' in ${list} or replace(${column}, '"', '\\"') in ${list})`;
}

/** What somebody typed, as a text. */
export function typed(variable: string): string {
  return `replace(\${${variable}:sqlstring}, '\\"', '"')`;
}

/** The services that the variables `service` and `environment` choose. */
export const chosenServices = `chosen as materialized (
  select id, name, environment from signals.services
  where ${isChosen('name', 'service')} and ${isChosen('environment', 'environment')} and namespace not in ${infrastructure}
)`;

/** A condition that a search text puts on columns: found anywhere, whatever its case. Nothing to search for finds all. */
export function contains(variable: string, ...columns: readonly string[]): string {
  const found = columns.map((column) => `strpos(lower(${column}), lower(${typed(variable)})) > 0`);
  return `(${typed(variable)} = '' or ${found.join(' or ')})`;
}

/** A trace id that somebody typed, or null: what is none must not be an error. */
export function traceIdOf(variable: string): string {
  const digits = `replace(trim(${typed(variable)}), '-', '')`;
  return `(select case when ${digits} ~ '^[0-9a-fA-F]{32}$' then ${digits}::uuid end)`;
}

/** 32 hexadecimal digits, as trace ids are written everywhere else. */
export function hexOf(column: string): string {
  return `replace(${column}::text, '-', '')`;
}
