import type { SharedWriter, SignalSink, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { resourceAttributes, resourceOf, sharedWriter } from '@h-j-petroleum/toolkit-signals';
import Transport from 'winston-transport';
import type { Info, RecordContext } from './record/to-record.ts';
import { toRecord } from './record/to-record.ts';
import { createStackMapper } from './record/source-mapped-stack.ts';
import { createRedactor, type Redactor } from './redaction/redactor.ts';

export interface TimescaleTransportOptions {
  /** Least severe level that is stored; the logger's unless given. */
  readonly level?: string;
  readonly silent?: boolean;
  /** Where records go; the process's shared writer to `databaseUrl` unless given. Who gives one also closes it. */
  readonly writer?: SignalSink & Partial<Pick<SignalWriter, 'flush'>>;
  /** `DATABASE_URL` unless given. */
  readonly databaseUrl?: string;
  /** Attributes of what logs; by the environment unless given. */
  readonly resource?: Readonly<Record<string, unknown>>;
  /** Name of the logger, for records that have no field `logger`. */
  readonly name?: string;
  /** Takes secrets out; `false` where somebody before has done so. @default a redactor without paths */
  readonly redactor?: Redactor | false;
  /** Whether stacks of compiled code are told in terms of its sources. @default true */
  readonly sourceMaps?: boolean;
}

/**
 * A winston transport into the signal store. It takes the record as it is, without a format, answers at once, and never throws:
 * what can't be stored is counted by the writer.
 *
 * @throws SignalsError `SIGNALS_NO_DATABASE_URL` or `SIGNALS_BAD_DATABASE_URL`, when it is made
 */
export class TimescaleTransport extends Transport {
  readonly name = 'timescale';
  readonly #shared: SharedWriter | undefined;
  readonly #writer: SignalSink & Partial<Pick<SignalWriter, 'flush'>>;
  readonly #context: RecordContext;
  readonly #redactor: Redactor | undefined;

  constructor(options: TimescaleTransportOptions = {}) {
    super({
      ...(options.level !== undefined && { level: options.level }),
      ...(options.silent !== undefined && { silent: options.silent }),
      handleExceptions: false,
    });
    this.#shared =
      options.writer === undefined ? sharedWriter({ url: options.databaseUrl }) : undefined;
    this.#writer = options.writer ?? this.#shared?.writer ?? nowhere;
    this.#context = {
      resource: resourceOf(options.resource ?? resourceAttributes()),
      scope: options.name,
      stackOf: options.sourceMaps === false ? undefined : createStackMapper(),
    };
    this.#redactor =
      options.redactor === false ? undefined : (options.redactor ?? createRedactor());
  }

  override log(info: Info, next: () => void): void {
    this.take(info);
    next();
  }

  /** Stores a record that did not come through winston's streams. */
  take(info: Info): void {
    try {
      const record = toRecord(info, this.#context);
      const redactor = this.#redactor;
      this.#writer.log(
        redactor === undefined
          ? record
          : {
              ...record,
              body:
                typeof record.body === 'string'
                  ? redactor.text(record.body)
                  : redactor.fields({ body: record.body }).body,
              attributes: record.attributes && redactor.fields(record.attributes),
            },
      );
    } catch {
      // A field that can't even be read. What is said here reaches the caller of the logger, who did not ask for it; the
      // record is handed over without its fields, so that it is counted.
      this.#writer.log({
        time: Date.now(),
        severity: 13,
        body: '[a log record that could not be read]',
        resource: this.#context.resource,
      });
    }
  }

  /**
   * Waits until what was logged is stored or dropped.
   *
   * @returns whether it came to that within the milliseconds given
   */
  async flush(timeoutMs?: number): Promise<boolean> {
    return (await this.#writer.flush?.(timeoutMs)) ?? true;
  }

  /** Flushes and lets go of the shared writer. winston calls it when the transport is removed. */
  override close(): void {
    void this.shutdown();
  }

  async shutdown(timeoutMs?: number): Promise<void> {
    if (this.#shared) await this.#shared.release(timeoutMs);
    else await this.flush(timeoutMs);
  }

  /** `logger.end()` ends when what was logged is stored. */
  override _final(done: (error?: Error | null) => void): void {
    this.flush().then(() => {
      done();
    }, done);
  }
}

const nowhere: SignalSink = {
  log: () => undefined,
  span: () => undefined,
  metric: () => undefined,
};
