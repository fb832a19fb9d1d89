import { inspect } from 'node:util';

/** Who is told of a crash. */
export interface CrashSink {
  /** Records it. Answers what stores it at once, for the case that the process does not wait. */
  crashed(error: unknown, origin: NodeJS.UncaughtExceptionOrigin): LastResort | undefined;
  flush(timeoutMs: number): Promise<unknown>;
  /** Takes secrets out of what goes to stderr. */
  text(text: string): string;
  readonly timeoutMs: number;
}

/** A record of a crash that may have to be stored without the event loop. */
export interface LastResort {
  isStored(): boolean;
  /** Blocks until it is stored, or can't be. */
  storeNow(): void;
}

interface Watch {
  readonly sinks: Set<CrashSink>;
  readonly stop: () => void;
}

// On the process, not on this module: of two loggers, or two copies of this package, one listens, or each would take the
// other for the program's own handler and leave the end to it.
const key = Symbol.for('@h-j-petroleum/toolkit-logger/crashes');

/**
 * Records what nobody caught, waits for it to be stored, and ends the process as Node would have: with the error on
 * stderr and exit code 1. Where the program listens to `uncaughtException` itself, it decides whether the process ends; the
 * error is recorded all the same, also when that handler calls `process.exit` at once.
 *
 * A rejection that nobody handles arrives here as well: Node raises it as an exception, unless the program listens to
 * `unhandledRejection` (it is recorded then, too) or `--unhandled-rejections` says otherwise.
 *
 * Of several loggers, the first records; all are flushed.
 *
 * @returns stops it
 */
export function recordCrashes(sink: CrashSink): () => void {
  const holder = globalThis as { [key]?: Watch | undefined };
  holder[key] ??= watch();
  const { sinks, stop } = holder[key];
  sinks.add(sink);
  return () => {
    sinks.delete(sink);
    if (sinks.size > 0 || holder[key]?.sinks !== sinks) return;
    stop();
    holder[key] = undefined;
  };
}

function watch(): Watch {
  const sinks = new Set<CrashSink>();
  const told = new WeakSet<object>();
  let ending = false;

  const record = (error: unknown, origin: NodeJS.UncaughtExceptionOrigin): void => {
    // A rejection may come as such and as an exception.
    if (typeof error === 'object' && error !== null) {
      if (told.has(error)) return;
      told.add(error);
    }
    try {
      const [first] = sinks;
      const rest = first?.crashed(error, origin);
      if (rest !== undefined) {
        process.once('exit', () => {
          // Where this package ended the process, it has waited already.
          if (!ending && !rest.isStored()) rest.storeNow();
        });
      }
    } catch {
      // The process ends with the first error, not with this one.
    }
  };

  const onException = (error: unknown, origin: NodeJS.UncaughtExceptionOrigin): void => {
    record(error, origin);
    if (process.listenerCount('uncaughtException') > 1) return;
    // A second one while the first is stored: recorded, and the first goes on to end the process.
    if (ending) return;
    ending = true;
    const [first] = sinks;
    process.stderr.write(`${first?.text(describe(error)) ?? describe(error)}\n`);
    const end = (): void => {
      process.exit(process.exitCode === undefined || process.exitCode === 0 ? 1 : undefined);
    };
    const timeoutMs = Math.max(0, ...[...sinks].map((sink) => sink.timeoutMs));
    // What is stored meanwhile may hang, and the process must end.
    setTimeout(end, timeoutMs + 500);
    Promise.allSettled([...sinks].map((sink) => sink.flush(timeoutMs))).then(end, end);
  };

  // Whoever listens to rejections keeps Node from raising them. So this listener is there while another is, and no longer.
  const onRejection = (reason: unknown): void => {
    record(reason, 'unhandledRejection');
  };
  const isOther = (event: string | symbol): boolean => event === 'unhandledRejection';
  const join = (event: string | symbol, listener: unknown): void => {
    if (!isOther(event) || listener === onRejection) return;
    if (!process.listeners('unhandledRejection').includes(onRejection)) {
      process.prependListener('unhandledRejection', onRejection);
    }
  };
  const leave = (event: string | symbol): void => {
    if (isOther(event) && process.listenerCount('unhandledRejection') === 1) {
      process.off('unhandledRejection', onRejection);
    }
  };

  if (process.listenerCount('unhandledRejection') > 0) join('unhandledRejection', undefined);
  process.on('newListener', join);
  process.on('removeListener', leave);
  // First of all: what comes after may end the process.
  process.prependListener('uncaughtException', onException);
  return {
    sinks,
    stop: () => {
      process.off('newListener', join);
      process.off('removeListener', leave);
      process.off('unhandledRejection', onRejection);
      process.off('uncaughtException', onException);
    },
  };
}

/** As Node tells it: with its causes and properties. */
function describe(error: unknown): string {
  try {
    return error instanceof Error ? inspect(error) : `Uncaught ${inspect(error)}`;
  } catch {
    return 'Uncaught exception that could not be read';
  }
}
