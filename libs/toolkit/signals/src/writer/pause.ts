import { timerMs } from './options.ts';

/** The pause between two tries: doubles each time, a random part of it is taken, and whoever is in a hurry ends it. */
export class Pause {
  #tries = 0;
  #end: (() => void) | undefined;

  /** @param firstMs of the first pause, @param longestMs of any */
  wait(firstMs: number, longestMs: number): Promise<void> {
    // Full jitter, so that writers that lost one server don't return at once.
    // https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
    const ms = timerMs(
      Math.random() * Math.min(longestMs, firstMs * 2 ** Math.min(this.#tries++, 30)),
    );
    return new Promise((resolve) => {
      // Not unref'd while rows wait? The process may end: what it wants stored, it flushes.
      const timer = setTimeout(() => this.#end?.(), ms).unref();
      this.#end = () => {
        clearTimeout(timer);
        this.#end = undefined;
        resolve();
      };
    });
  }

  end(): void {
    this.#end?.();
  }

  reset(): void {
    this.#tries = 0;
  }
}
