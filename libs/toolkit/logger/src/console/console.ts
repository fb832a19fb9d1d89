import type { LogRecord } from '@h-j-petroleum/toolkit-signals';
import { jsonLine, prettyLine } from './lines.ts';

/** Where lines go. */
export interface LineSink {
  write(text: string): unknown;
}

export interface ConsoleOptions {
  readonly format: 'pretty' | 'json';
  readonly colour: boolean;
  readonly out: LineSink;
}

/** Writes a record as a line; never throws. */
export type Console = (level: string, record: LogRecord) => void;

export function createConsole({ format, colour, out }: ConsoleOptions): Console {
  return (level, record) => {
    try {
      const line = format === 'json' ? jsonLine(level, record) : prettyLine(level, record, colour);
      out.write(`${line}\n`);
    } catch {
      // A terminal that is gone is no reason to stop the program that wrote to it.
    }
  };
}
