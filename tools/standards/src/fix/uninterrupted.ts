const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Does a piece of work to its end. A signal that asks the process to stop is obeyed after it, not in the middle. */
export async function uninterrupted<T>(work: () => T | Promise<T>): Promise<T> {
  let received: NodeJS.Signals | undefined;
  const hold = (signal: NodeJS.Signals): void => {
    received = signal;
  };
  for (const signal of signals) process.on(signal, hold);
  try {
    return await work();
  } finally {
    // A signal that came during work without a pause is only now handed over.
    await new Promise((resolve) => setImmediate(resolve));
    for (const signal of signals) process.off(signal, hold);
    if (received) process.kill(process.pid, received);
  }
}
