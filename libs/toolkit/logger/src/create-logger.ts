import type { SharedWriter, SignalSink, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { resourceAttributes, resourceOf, sharedWriter } from '@h-j-petroleum/toolkit-signals';
import winston from 'winston';
import type { LoggerSettings } from './config/settings.ts';
import { settingsFrom } from './config/settings.ts';
import type { LineSink } from './console/console-transport.ts';
import { ConsoleTransport } from './console/console-transport.ts';
import { recordCrashes } from './exit/crashes.ts';
import { levelNames } from './record/levels.ts';
import { createStackMapper } from './record/source-mapped-stack.ts';
import { toInfo } from './record/to-info.ts';
import type { Info } from './record/to-record.ts';
import { LEVEL, toRecord } from './record/to-record.ts';
import { createRedactor } from './redaction/redactor.ts';

export interface LoggerOptions extends Partial<LoggerSettings> {
  /** Name of the logger: the scope of its records. */
  readonly name?: string;
  /** Fields of every record. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Attributes of what logs, beside those that the environment gives. */
  readonly resource?: Readonly<Record<string, unknown>>;
  /** Where records are stored instead of the database; who gives one also closes it. */
  readonly writer?: SignalSink & Partial<Pick<SignalWriter, 'flush'>>;
  /** What the environment is. @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where the console's lines go. @default process.stdout */
  readonly out?: LineSink & { readonly isTTY?: boolean };
}

/** A winston logger that can be waited for. */
export interface Logger extends winston.Logger {
  /**
   * Waits until what was logged is stored or dropped.
   *
   * @returns whether it came to that in time
   */
  flush(timeoutMs?: number): Promise<boolean>;
  /** Flushes, lets go of the database and of the process's events. Records that come later go to the console alone. */
  shutdown(timeoutMs?: number): Promise<void>;
  child(fields: object): this;
}

/**
 * A winston logger that is set up by the environment: into the signal store where there is a `DATABASE_URL`, else to the
 * console. Options go before the environment.
 *
 * @throws LoggerConfigurationError for a variable that has a value it can't have
 * @throws RedactionPathError
 * @throws SignalsError `SIGNALS_BAD_DATABASE_URL`
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  const env = options.env ?? process.env;
  const settings: LoggerSettings = { ...settingsFrom(env), ...given(options) };
  const resource = resourceOf({ ...resourceAttributes(env), ...options.resource });
  const redactor = createRedactor({ paths: settings.redact, personal: settings.redactPersonal });
  const shared: SharedWriter | undefined =
    options.writer === undefined && settings.databaseUrl !== undefined
      ? sharedWriter({ url: settings.databaseUrl })
      : undefined;
  const writer = options.writer ?? shared?.writer;
  const context = {
    resource,
    scope: options.name,
    stackOf: settings.sourceMaps ? createStackMapper() : undefined,
    redactor,
  };
  const out = options.out ?? process.stdout;
  const toConsole =
    settings.console === 'on' || (settings.console === 'auto' && writer === undefined);
  const isPretty =
    settings.format === 'pretty' || (settings.format === 'auto' && out.isTTY === true);

  const logger = winston.createLogger({
    level: settings.level,
    // The record is taken as it is; a transport that wants a format brings one.
    format: { transform: (info) => info },
    transports: toConsole
      ? [
          new ConsoleTransport({
            ...{ format: isPretty ? 'pretty' : 'json', out, context },
            colour: isPretty && out.isTTY === true && !env.NO_COLOR,
          }),
        ]
      : [],
    exitOnError: false,
  }) as Logger;
  let isOpen = true;

  /** The store takes records past winston's streams, which cost more than all the rest of a record. */
  const store = (info: Info): void => {
    if (writer === undefined || !isOpen) return;
    writer.log(toRecord(info, context));
  };
  const writeToStreams = logger.write.bind(logger);
  logger.write = (info: Info): boolean => {
    // Children add their fields on the way here, and those have passed no redactor.
    if (isEnabled(info[LEVEL] ?? info.level)) store(info);
    return logger.transports.length > 0 ? writeToStreams(info) : true;
  };
  const isEnabled = (level: string): boolean =>
    (logger.levels[level] ?? Number.POSITIVE_INFINITY) <= (logger.levels[logger.level] ?? -1);
  logger.isLevelEnabled = (level) =>
    isEnabled(level) ||
    logger.transports.some(
      (transport) =>
        transport.level !== undefined &&
        (logger.levels[level] ?? Number.POSITIVE_INFINITY) <=
          (logger.levels[transport.level] ?? -1),
    );

  const infoOf = (level: string, values: readonly unknown[]): Info => {
    try {
      return toInfo(level, values, redactor);
    } catch {
      // What can't even be read (a proxy that refuses) is no reason to throw at who logs.
      return { level, [LEVEL]: level, message: '[a log record that could not be read]' };
    }
  };
  const call = function (
    this: Logger | undefined,
    level: string,
    values: readonly unknown[],
  ): Logger {
    const self = this ?? logger;
    if (!logger.isLevelEnabled(level) || logger.silent) return self;
    self.write(infoOf(level, values));
    return self;
  };
  for (const level of levelNames) {
    Object.defineProperty(logger, level, {
      value(this: Logger | undefined, ...values: unknown[]) {
        return call.call(this, level, values);
      },
    });
  }
  const log = (self: Logger, first: unknown, rest: readonly unknown[]): Logger => {
    if (typeof first === 'string') return call.call(self, first, rest);
    const { level = 'info', message, ...fields }: Record<string, unknown> = Object(first);
    return call.call(self, String(level), [...(message === undefined ? [] : [message]), fields]);
  };
  Object.defineProperty(logger, 'log', {
    value(this: Logger | undefined, first: unknown, ...rest: unknown[]) {
      return log(this ?? logger, first, rest);
    },
  });
  logger.child = function child(this: Logger, fields: object) {
    return childOf(this, Object(redactor.fields(fields)));
  };

  const flush = async (timeoutMs?: number): Promise<boolean> =>
    (await writer?.flush?.(timeoutMs)) ?? true;
  const stops: (() => void)[] = [];
  if (settings.crashes) {
    stops.push(
      recordCrashes(
        {
          crashed: (error, origin) => {
            const thrown = error instanceof Error ? error : new Error(String(error));
            logger.error(
              origin === 'unhandledRejection' ? 'unhandled rejection' : 'uncaught exception',
              thrown,
              { 'process.crash.origin': origin },
            );
          },
          // Others of the process may hold what led to it.
          flush: shared?.flush ?? flush,
        },
        settings.exitTimeoutMs,
      ),
    );
  }
  logger.flush = flush;
  logger.shutdown = async (timeoutMs) => {
    for (const stop of stops) stop();
    if (shared === undefined) await flush(timeoutMs);
    else await shared.release(timeoutMs);
    isOpen = false;
  };
  return options.fields === undefined ? logger : logger.child(options.fields);
}

/** A logger whose records have these fields besides their own, which go first. */
function childOf(parent: Logger, fields: Readonly<Record<string, unknown>>): Logger {
  return Object.create(parent, {
    write: {
      value: (info: Info): boolean => parent.write({ ...fields, ...info }),
    },
  }) as Logger;
}

function given(options: LoggerOptions): Partial<LoggerSettings> {
  const { level, console: toConsole, format, redact, redactPersonal } = options;
  const { sourceMaps, crashes, exitTimeoutMs, databaseUrl } = options;
  const all = {
    ...{ level, console: toConsole, format, redact, redactPersonal },
    ...{ sourceMaps, crashes, exitTimeoutMs, databaseUrl },
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
