import type { LogRecord } from '@h-j-petroleum/toolkit-signals';
import Transport from 'winston-transport';
import type { Info, RecordContext } from '../record/to-record.ts';
import { LEVEL, toRecord } from '../record/to-record.ts';
import { jsonLine, prettyLine } from './lines.ts';

/** Where lines go. */
export interface LineSink {
  write(text: string): unknown;
}

export interface ConsoleTransportOptions {
  readonly format: 'pretty' | 'json';
  readonly colour: boolean;
  readonly out: LineSink;
  readonly context: RecordContext;
}

/** Writes records as lines, with the same trace ids, causes and stacks as the store's. */
export class ConsoleTransport extends Transport {
  readonly name = 'console';
  readonly #options: ConsoleTransportOptions;

  constructor(options: ConsoleTransportOptions) {
    super();
    this.#options = options;
  }

  override log(info: Info, next: () => void): void {
    const { format, colour, out, context } = this.#options;
    try {
      const record: LogRecord = toRecord(info, context);
      const level = info[LEVEL] ?? info.level;
      out.write(
        `${format === 'json' ? jsonLine(level, record) : prettyLine(level, record, colour)}\n`,
      );
    } catch (error) {
      out.write(`${info.level} [a log record that could not be read: ${String(error)}]\n`);
    }
    next();
  }
}
