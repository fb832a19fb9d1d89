/** Where runs are kept, and how they are asked for. Implementations hold {@link testRunHistory} of the testing entry. */
import type { RecordedRun } from './recorded-run.ts';

/** All conditions hold together; without any, all runs. */
export interface RunQuery {
  /** ISO 8601; runs that started then or later. */
  readonly since?: string | undefined;
  /** ISO 8601; runs that started before then. */
  readonly until?: string | undefined;
  readonly branch?: string | undefined;
  readonly workspace?: string | undefined;
  /** At most this many, the newest; 1 or more. */
  readonly limit?: number | undefined;
}

export interface RunHistory {
  /** Keeps a run; one whose id is kept already changes nothing. */
  record(run: RecordedRun): Promise<void>;
  /**
   * The runs that match, oldest first; runs of one moment by id.
   *
   * @throws RangeError, when it is first iterated, for a moment that is none or a limit below 1
   */
  runs(query?: RunQuery): AsyncIterable<RecordedRun>;
}

/** A query with its moments as the runs have them: `2026-11-26T12:00:00.000Z`. @throws RangeError */
export function normaliseQuery(query: RunQuery): RunQuery {
  const { limit } = query;
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1)) {
    throw new RangeError(`limit: ${limit} is no whole number of 1 or more.`);
  }
  return {
    ...query,
    since: momentOf('since', query.since),
    until: momentOf('until', query.until),
  };
}

function momentOf(name: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const moment = new Date(given);
  if (Number.isNaN(moment.getTime())) {
    throw new RangeError(`${name}: \`${given}\` is no moment in ISO 8601, such as 2026-11-26.`);
  }
  return moment.toISOString();
}

/** Picks, orders and limits runs in memory; of runs that share an id, the first given counts. */
export function selectRuns(
  runs: Iterable<RecordedRun>,
  query: RunQuery = {},
): readonly RecordedRun[] {
  const { since, until, branch, workspace, limit } = normaliseQuery(query);
  const byId = new Map<string, RecordedRun>();
  for (const run of runs) if (!byId.has(run.id)) byId.set(run.id, run);
  const matching = [...byId.values()].filter(
    (run) =>
      (since === undefined || run.startedAt >= since) &&
      (until === undefined || run.startedAt < until) &&
      (branch === undefined || run.branch === branch) &&
      (workspace === undefined || run.workspace === workspace),
  );
  matching.sort(byMoment);
  return limit === undefined ? matching : matching.slice(-limit);
}

/** Oldest first; runs of one moment by id. */
export function byMoment(
  a: Pick<RecordedRun, 'startedAt' | 'id'>,
  b: Pick<RecordedRun, 'startedAt' | 'id'>,
): number {
  if (a.startedAt !== b.startedAt) return a.startedAt < b.startedAt ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** A history that ends with the process; for tests, and for programs that judge runs of their own. */
export function memoryHistory(recorded: Iterable<RecordedRun> = []): RunHistory {
  const runs = new Map<string, RecordedRun>();
  for (const run of recorded) if (!runs.has(run.id)) runs.set(run.id, run);
  return {
    record(run) {
      if (!runs.has(run.id)) runs.set(run.id, structuredClone(run));
      return Promise.resolve();
    },
    async *runs(query) {
      yield* selectRuns(runs.values(), query);
    },
  };
}
