import { ProviderError } from '../errors.ts';

/** When and how often a call is tried again. */
export interface RetryOptions {
  /** Tries of one call in all. @default 6 */
  readonly attempts?: number;
  /** Milliseconds before the second try at most; doubled from try to try. @default 500 */
  readonly firstPauseMs?: number;
  /** Milliseconds of a pause at most, a provider's own wish aside. @default 30000 */
  readonly longestPauseMs?: number;
  /** The longest wish of a provider (Retry-After) that is waited for; a longer one fails the call. @default 120000 */
  readonly longestRetryAfterMs?: number;
  /** Milliseconds for one try; one that has no answer by then counts as failed. @default 60000 */
  readonly timeoutMs?: number;
  /** Told of each failed try that is followed by another. */
  readonly onRetry?: (retry: {
    readonly attempt: number;
    readonly pauseMs: number;
    readonly error: ProviderError;
  }) => void;
  /** @default Math.random */
  readonly random?: () => number;
}

/**
 * Does a call again while it can succeed later, with pauses that grow and differ (full jitter), and never sooner than the
 * provider asked. What cannot succeed later, and the caller's own abort, fail at once.
 */
export async function tryAgain<Answer>(
  work: (signal: AbortSignal) => Promise<Answer>,
  model: string,
  signal: AbortSignal | undefined,
  {
    attempts = 6,
    firstPauseMs = 500,
    longestPauseMs = 30_000,
    longestRetryAfterMs = 120_000,
    timeoutMs = 60_000,
    onRetry,
    random = Math.random,
  }: RetryOptions,
): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await withinTime(work, model, signal, timeoutMs);
    } catch (error) {
      const again =
        error instanceof ProviderError &&
        error.retryable &&
        attempt < attempts &&
        (error.retryAfterMs ?? 0) <= longestRetryAfterMs;
      if (!again) throw error;
      const ceiling = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1));
      const pauseMs = Math.max(error.retryAfterMs ?? 0, random() * ceiling);
      onRetry?.({ attempt, pauseMs, error });
      await pause(pauseMs, signal);
    }
  }
}

/** A provider that ignores its signal is left behind all the same. */
async function withinTime<Answer>(
  work: (signal: AbortSignal) => Promise<Answer>,
  model: string,
  signal: AbortSignal | undefined,
  timeoutMs: number,
): Promise<Answer> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  let onAbort: () => void = () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    const end = (reason: unknown): void => {
      controller.abort(reason);
      reject(reason);
    };
    onAbort = () => end(signal?.reason);
    signal?.addEventListener('abort', onAbort);
    timer = setTimeout(() => {
      end(
        new ProviderError(
          'VECTOR_PROVIDER_UNAVAILABLE',
          `${model} has not answered within ${timeoutMs} ms.`,
          { retryable: true },
        ),
      );
    }, timeoutMs);
  });
  try {
    return await Promise.race([work(controller.signal), ended]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted === true) onAbort();
  });
}
