import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';

/** Calls between two turns of the event loop: as a service that answers requests, not one that never comes up for air. */
export const callsPerTurn = 100;

/**
 * Makes `rows` calls as fast as they are taken: a turn of the event loop after every few, and a pause as long as what was
 * handed over before is not gone.
 */
export async function atFullSpeed(
  rows: number,
  call: (n: number) => void,
  isFull: () => boolean = () => false,
  perTurn = callsPerTurn,
): Promise<void> {
  for (let n = 0; n < rows;) {
    for (const end = Math.min(rows, n + perTurn); n < end; n++) call(n);
    await turn();
    while (isFull()) await sleep(20);
  }
}
