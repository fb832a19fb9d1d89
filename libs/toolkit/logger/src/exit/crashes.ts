/** What is told of a crash. */
export interface CrashSink {
  crashed(error: unknown, origin: NodeJS.UncaughtExceptionOrigin): void;
  flush(timeoutMs: number): Promise<unknown>;
}

/**
 * Records what nobody caught, waits for it to be stored, and ends the process as Node would have: with the error on
 * stderr and exit code 1. Where the program listens to `uncaughtException` itself, it decides whether the process ends; the
 * error is recorded all the same.
 *
 * A rejection that nobody handles arrives here as well: Node raises it as an exception, unless `--unhandled-rejections` says
 * otherwise.
 *
 * @returns stops it
 */
export function recordCrashes(sink: CrashSink, timeoutMs: number): () => void {
  let ending = false;
  const onCrash = (error: unknown, origin: NodeJS.UncaughtExceptionOrigin): void => {
    try {
      sink.crashed(error, origin);
    } catch {
      // The process ends with the first error, not with this one.
    }
    if (process.listenerCount('uncaughtException') > 1) return;
    // A second one while the first is stored: recorded, and the first goes on to end the process.
    if (ending) return;
    ending = true;
    process.stderr.write(`${describe(error)}\n`);
    const end = (): void => {
      process.exit(process.exitCode === undefined || process.exitCode === 0 ? 1 : undefined);
    };
    // What is stored meanwhile may hang, and the process must end.
    setTimeout(end, timeoutMs + 500);
    sink.flush(timeoutMs).then(end, end);
  };
  process.on('uncaughtException', onCrash);
  return () => {
    process.off('uncaughtException', onCrash);
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? String(error)) : `Uncaught ${String(error)}`;
}
