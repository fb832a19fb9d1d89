import { type OnProgress, visibleText } from '@h-j-petroleum/standards-engine';
import type { Output } from './output.ts';

/** Before this, a run is over sooner than a bar could be read. Milliseconds. */
const showAfter = 400;
/** Between two drawings; more often only costs time. Milliseconds. */
const drawEvery = 80;

/** One line on the terminal that says how far a long run is; nothing on short runs and where errors are piped. */
export function createProgress(output: Output): { readonly on: OnProgress; clear(): void } {
  const started = performance.now();
  let drawn = 0;
  let wanted: boolean | undefined;
  return {
    on({ done, total, label }) {
      const now = performance.now();
      if (now - started < showAfter || now - drawn < drawEvery) return;
      wanted ??= output.interactive;
      if (!wanted) return;
      drawn = now;
      const cells = 20;
      const full = Math.round((done / total) * cells);
      const bar = '█'.repeat(full) + '░'.repeat(cells - full);
      output.err(`\r\u001B[2K${bar} ${done}/${total} ${visibleText(label).slice(0, 40)}`);
    },
    clear() {
      if (drawn > 0) output.err('\r\u001B[2K');
    },
  };
}
