import type { Database } from '../database/database.ts';
import { messageOf, SignalsError } from '../errors.ts';

/**
 * Folds waiting batches into the rollups, promotes failed traces, makes partitions ahead, compresses, and drops what is
 * kept no longer. Safe to run twice, and twice at once.
 *
 * @param asOf the present, for what is kept; another one simulates
 */
export async function maintain(database: Database, asOf: Date = new Date()): Promise<void> {
  await database.session((session) =>
    // The procedure commits between its steps, so it takes no part in a transaction and no parameter of a statement.
    session.query(`call signals.maintain('${asOf.toISOString()}'::timestamptz)`),
  );
}

/** Names of what `signals.retention` has a row for. */
export type Tier =
  'success' | 'failure' | 'metric_points' | 'rollups_hourly' | 'rollups_daily' | 'batches';

export const tiers: readonly Tier[] = [
  'success',
  'failure',
  'metric_points',
  'rollups_hourly',
  'rollups_daily',
  'batches',
];

/**
 * Sets how long a tier is kept, from the next maintenance on. Throws `SIGNALS_BAD_OPTION`.
 *
 * @param keep an interval of PostgreSQL, `90 days`; `forever` keeps
 */
export function setRetention(database: Database, tier: Tier, keep: string): Promise<void> {
  return setTime(database, tier, 'keep', keep, 'to keep $ for');
}

/**
 * Sets after what time a tier is compressed, in the profile `timescale`. Throws `SIGNALS_BAD_OPTION`.
 *
 * @param after an interval of PostgreSQL, `1 day`; `forever` never compresses
 */
export function setCompression(database: Database, tier: Tier, after: string): Promise<void> {
  return setTime(database, tier, 'compress_after', after, 'after which $ is compressed');
}

async function setTime(
  database: Database,
  tier: Tier,
  column: 'keep' | 'compress_after',
  interval: string,
  purpose: string,
): Promise<void> {
  await database.session(async (session) => {
    try {
      await session.query(`update signals.retention set ${column} = $2::interval where tier = $1`, [
        tier,
        interval === 'forever' ? null : interval,
      ]);
    } catch (cause) {
      throw new SignalsError(
        'SIGNALS_BAD_OPTION',
        `"${interval}" is no time ${purpose.replace('$', tier)}: ${messageOf(cause)}. Write "90 days", "6 months" or "forever".`,
        { cause },
      );
    }
  });
}

/** A maintenance that is run again and again by this process. */
export interface Maintenance {
  /** Resolves when the run under way has ended; none follows. */
  stop(): Promise<void>;
}

/**
 * Runs the maintenance every so often, the first time at once. For servers without a scheduler of their own, and harmless on
 * others. A run that fails is told and tried again at its next time.
 */
export function startMaintenance(
  database: Database,
  { everyMs, onError }: { readonly everyMs: number; readonly onError?: (error: unknown) => void },
): Maintenance {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const round = (): void => {
    running = maintain(database)
      .catch((error: unknown) => onError?.(error))
      .then(() => {
        if (!stopped) timer = setTimeout(round, everyMs).unref();
      });
  };
  round();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
