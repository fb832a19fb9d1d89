// What tests look at: a logger whose records and lines are kept.
import type { LogRecord, SignalSink } from '@h-j-petroleum/toolkit-signals';
import type { Logger, LoggerOptions } from '../src/index.ts';
import { createLogger } from '../src/index.ts';

export interface Recorded {
  readonly records: LogRecord[];
  readonly lines: string[];
  readonly writer: SignalSink;
  readonly out: { write(text: string): void };
  /** A logger that stores into `records`. */
  stored(options?: LoggerOptions): Logger;
  /** The one record that there is. */
  only(): LogRecord;
}

export function recorded(): Recorded {
  const records: LogRecord[] = [];
  const lines: string[] = [];
  const writer: SignalSink = {
    log: (record) => void records.push(record),
    span: () => undefined,
    metric: () => undefined,
  };
  return {
    ...{ records, lines, writer },
    out: { write: (text) => void lines.push(text) },
    stored: (options = {}) =>
      createLogger({ writer, crashes: false, env: { OTEL_SERVICE_NAME: 'shop' }, ...options }),
    only: () => {
      const [record] = records;
      if (record === undefined || records.length > 1) throw new Error(`${records.length} records`);
      return record;
    },
  };
}

/** As text, also where there are numbers that JSON has not. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, one: unknown) =>
    typeof one === 'bigint' ? String(one) : one,
  );
}
