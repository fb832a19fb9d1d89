import type { Database } from '../database/database.ts';
import type { OperationStats } from './latency.ts';
import { latency } from './latency.ts';
import type { ErrorGroup } from './search-errors.ts';
import { searchErrors } from './search-errors.ts';
import type { Window } from './window.ts';
import { secondsOf } from './window.ts';

/** How an operation did before and after; a side where it didn't occur is undefined. */
export interface OperationChange {
  readonly service: string;
  readonly environment: string;
  readonly name: string;
  readonly before: OperationStats | undefined;
  readonly after: OperationStats | undefined;
  /** After, divided by before; undefined where there is no before. */
  readonly rateRatio: number | undefined;
  readonly p95Ratio: number | undefined;
  /** Part of calls that failed, after less before: 0.02 is two more in a hundred. */
  readonly failureChange: number;
}

export interface Comparison {
  readonly before: Window;
  readonly after: Window;
  readonly operations: readonly OperationChange[];
  /** Groups of errors that only one of the windows has. */
  readonly newErrors: readonly ErrorGroup[];
  readonly goneErrors: readonly ErrorGroup[];
  /** Groups of both, whose rate (per second) at least doubled. */
  readonly risenErrors: readonly ErrorGroup[];
}

/** Two windows side by side: before and after a release, today and a week ago. Throws `SIGNALS_BAD_QUERY`. */
export async function compareWindows(
  database: Database,
  windows: {
    readonly before: Window;
    readonly after: Window;
    readonly service?: string | undefined;
  },
): Promise<Comparison> {
  const { before, after, service } = windows;
  const was = await latency(database, { ...before, service });
  const is = await latency(database, { ...after, service });
  const oldErrors = await searchErrors(database, { ...before, service, limit: 1000 });
  const errors = await searchErrors(database, { ...after, service, limit: 1000 });
  const keyOf = ({ service: of, environment, name, kind }: OperationStats): string =>
    JSON.stringify([of, environment, name, kind]);
  const earlier = new Map(was.operations.map((operation) => [keyOf(operation), operation]));
  const later = new Map(is.operations.map((operation) => [keyOf(operation), operation]));
  const keys = [...new Set([...later.keys(), ...earlier.keys()])];
  const oldRates = new Map(
    oldErrors.map(({ fingerprint, count }) => [fingerprint, count / secondsOf(before)]),
  );
  const stillThere = new Set(errors.map(({ fingerprint }) => fingerprint));
  return {
    before: was.window,
    after: is.window,
    operations: keys.map((key) => changeOf(earlier.get(key), later.get(key))),
    newErrors: errors.filter(({ fingerprint }) => !oldRates.has(fingerprint)),
    goneErrors: oldErrors.filter(({ fingerprint }) => !stillThere.has(fingerprint)),
    risenErrors: errors.filter(({ fingerprint, count }) => {
      const rate = oldRates.get(fingerprint);
      return rate !== undefined && count / secondsOf(after) >= 2 * rate;
    }),
  };
}

function changeOf(
  before: OperationStats | undefined,
  after: OperationStats | undefined,
): OperationChange {
  const failedPart = (stats: OperationStats | undefined): number =>
    stats === undefined || stats.count === 0 ? 0 : stats.failed / stats.count;
  const ratio = (now: number | undefined, then: number | undefined): number | undefined =>
    then === undefined || then === 0 ? undefined : (now ?? 0) / then;
  const { service = '', environment = '', name = '' } = after ?? before ?? {};
  return {
    service,
    environment,
    name,
    before,
    after,
    rateRatio: ratio(after?.perSecond, before?.perSecond),
    p95Ratio:
      after === undefined ? undefined : ratio(after.quantiles['0.95'], before?.quantiles['0.95']),
    failureChange: failedPart(after) - failedPart(before),
  };
}
