import type { Signal, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { sharedWriter } from '@h-j-petroleum/toolkit-signals';

/** The writer that all toolkits of this process share, and what a producer at full speed must know of it. */
export interface Store {
  readonly writer: SignalWriter;
  /** Whether half of the writer's memory is used: who goes on at full speed will find none soon, and rows are dropped. */
  readonly isFull: () => boolean;
  /** Waits until all is stored; answers how many rows of the signal were dropped since it was asked last. */
  readonly settle: (signal: Signal) => Promise<number>;
}

export function openStore(): Store {
  const { writer } = sharedWriter();
  let before = 0;
  return {
    writer,
    isFull: () => {
      const { bytes, maxBytes } = writer.stats();
      return bytes > maxBytes / 2;
    },
    settle: async (signal) => {
      if (!(await writer.flush(120_000))) throw new Error('The rows were not stored in time.');
      const { dropped } = writer.stats().signals[signal];
      const since = dropped - before;
      before = dropped;
      return since;
    },
  };
}
