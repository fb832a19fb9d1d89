const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/**
 * Flushes when the process has nothing left to do, and when it is told to end. Where the program listens to that signal
 * itself, it decides when to end, and should close the logger; else the process ends by the same signal after the flush.
 *
 * @returns stops it
 */
export function flushAtEnd(flush: () => Promise<unknown>, isSettled: () => boolean): () => void {
  let hasFlushed = false;
  const onBeforeExit = (): void => {
    // Comes again after every flush. Only the first asks for what others hold, or the process would measure itself for ever.
    if (hasFlushed && isSettled()) return;
    hasFlushed = true;
    void flush();
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) > 1) {
      void flush();
      return;
    }
    const end = (): void => {
      process.off(signal, onSignal);
      process.kill(process.pid, signal);
    };
    flush().then(end, end);
  };
  process.on('beforeExit', onBeforeExit);
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    process.off('beforeExit', onBeforeExit);
    for (const signal of signals) process.off(signal, onSignal);
  };
}
