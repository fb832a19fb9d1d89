import { EventEmitter } from 'node:events';
import type { LogRecord } from '@h-j-petroleum/toolkit-signals';
import { jsonLine, prettyLine } from './lines.ts';

/** Where lines go. */
export interface LineSink {
  write(text: string, written: (error?: Error | null) => void): unknown;
}

export interface ConsoleOptions {
  readonly format: 'pretty' | 'json';
  readonly colour: boolean;
  readonly out: LineSink;
}

/** Writes a record as a line; never throws. */
export type Console = (level: string, record: LogRecord) => void;

export function createConsole({ format, colour, out }: ConsoleOptions): Console {
  const ignore = (): void => undefined;
  // As Node's own console does: a reader that went away is no reason to end the program that it read from.
  const onWritten = (error?: Error | null): void => {
    if (!error || !(out instanceof EventEmitter) || out.listenerCount('error') > 0) return;
    out.once('error', ignore);
  };
  return (level, record) => {
    try {
      const line = format === 'json' ? jsonLine(level, record) : prettyLine(level, record, colour);
      out.write(`${line}\n`, onWritten);
    } catch {
      // A terminal that is gone is no reason to stop the program that wrote to it.
    }
  };
}
