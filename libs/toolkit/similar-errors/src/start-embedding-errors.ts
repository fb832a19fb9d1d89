import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { SimilarErrorsOptions } from './embed-new-errors.ts';
import { embedNewErrors } from './embed-new-errors.ts';

/** A worker that goes on until it is stopped. */
export interface RunningWorker {
  /** Ends it; what is under way is finished first. */
  stop(): Promise<void>;
}

/** How far back each run looks: a fingerprint can be committed some time after it was first seen. */
const overlapMs = 10 * 60_000;

/**
 * Embeds new errors at once and then every so often, in this process. A run that fails is told of and tried again at the next
 * turn. Any number of processes may do so at once: they store the same embeddings.
 */
export function startEmbeddingErrors(
  pool: pg.Pool,
  options: SimilarErrorsOptions & {
    /** @default 60000 */
    readonly everyMs?: number;
    readonly onError?: (error: unknown) => void;
  } = {},
): RunningWorker {
  const { everyMs = 60_000, onError = () => undefined } = options;
  const ending = new AbortController();
  let since = new Date(0);
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const began = Date.now();
      try {
        await embedNewErrors(pool, { ...options, since });
        since = new Date(began - overlapMs);
      } catch (error) {
        onError(error);
      }
      // The wait is what is cut short; a process that has nothing else to do may end meanwhile.
      await sleep(everyMs, undefined, { signal: ending.signal, ref: false }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: async () => {
      ending.abort();
      await running;
    },
  };
}
