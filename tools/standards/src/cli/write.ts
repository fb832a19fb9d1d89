import { Buffer } from 'node:buffer';
import { writeSync } from 'node:fs';

type Descriptor = 1 | 2;

/** Once a stream has been written to, the rest has to follow it. */
const streaming = new Set<Descriptor>();
const preparations: { readonly descriptor: Descriptor; readonly prepare: () => void }[] = [];

/**
 * Writes to standard output (1) or standard error (2), without the stream that Node would load for it: for a pipe that is its
 * whole network code. What cannot be written at once, because a reader is slow or gone, is left to the stream.
 */
export function writeOut(descriptor: Descriptor, text: string): void {
  let rest = Buffer.from(text);
  if (!streaming.has(descriptor)) {
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
      return;
    } catch {
      streaming.add(descriptor);
      for (const one of preparations) if (one.descriptor === descriptor) one.prepare();
    }
  }
  (descriptor === 1 ? process.stdout : process.stderr).write(rest);
}

/** Does something before a stream is first written to: what goes wrong there is told by its events. */
export function beforeStreaming(descriptor: Descriptor, prepare: () => void): void {
  preparations.push({ descriptor, prepare });
}
