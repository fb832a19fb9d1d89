const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Handlers of this module: of two writers in a process each waits for its own flush, and the last one ends it. */
const own = new Set<(...args: never[]) => unknown>();

/**
 * Flushes when the process has nothing left to do, and when it is told to end. Where the program listens to that signal
 * itself, it decides when to end, and should close the logger; else the process ends by the same signal after the flush.
 *
 * A flush that does not come to its end in time is not tried again: a database that is down must not keep a process alive
 * that has nothing else to do.
 *
 * @returns stops it
 */
export function flushAtEnd(flush: () => Promise<boolean>, isSettled: () => boolean): () => void {
  let flushed: 'never' | 'in time' | 'too late' = 'never';
  const onBeforeExit = (): void => {
    // Comes again after every flush. Only the first asks for what others hold, or the process would measure itself for ever.
    if (flushed === 'too late' || (flushed === 'in time' && isSettled())) return;
    void flush().then(
      (inTime) => (flushed = inTime ? 'in time' : 'too late'),
      () => (flushed = 'too late'),
    );
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (process.listeners(signal).some((listener) => !own.has(listener))) {
      void flush();
      return;
    }
    const end = (): void => {
      process.off(signal, onSignal);
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    };
    flush().then(end, end);
  };
  own.add(onSignal);
  process.on('beforeExit', onBeforeExit);
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    own.delete(onSignal);
    process.off('beforeExit', onBeforeExit);
    for (const signal of signals) process.off(signal, onSignal);
  };
}
