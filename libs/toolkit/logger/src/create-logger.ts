import type { LogRecord, SharedWriter, SignalSink } from '@h-j-petroleum/toolkit-signals';
import {
  resourceAttributes,
  resourceOf,
  sharedWriter,
  SignalWriter,
} from '@h-j-petroleum/toolkit-signals';
import winston from 'winston';
import { createChildren } from './child-logger.ts';
import type { LoggerSettings } from './config/settings.ts';
import { LoggerConfigurationError, settingsFrom } from './config/settings.ts';
import type { Console, LineSink } from './console/console.ts';
import { createConsole } from './console/console.ts';
import { recordCrashes } from './exit/crashes.ts';
import { storeAtLast } from './exit/last-resort.ts';
import { thrownAttributes } from './record/exception.ts';
import type { PlainContext } from './record/plain-record.ts';
import { plainRecord } from './record/plain-record.ts';
import { createStackMapper } from './record/source-mapped-stack.ts';
import { childFields, infoOfWritten, toInfo } from './record/to-info.ts';
import type { Info, RecordContext } from './record/to-record.ts';
import { LEVEL, READY, severityIn, toRecord } from './record/to-record.ts';
import { createRedactor } from './redaction/redactor.ts';
import { createStreams, endWithStore } from './streams.ts';

export interface LoggerOptions extends Partial<LoggerSettings> {
  /** Name of the logger: the scope of its records. */
  readonly name?: string;
  /** Fields of every record. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Names of the levels, the most severe with the least number; `winston.config.syslog.levels`, say. @default winston's npm levels */
  readonly levels?: Readonly<Record<string, number>>;
  /** OpenTelemetry severity numbers of levels that have a name of their own: 17 and above is a failure. */
  readonly severities?: Readonly<Record<string, number>>;
  /** Attributes of what logs, beside those that the environment gives. */
  readonly resource?: Readonly<Record<string, unknown>>;
  /** Where records are stored instead of the database; who gives one also closes it. */
  readonly writer?: SignalSink & Partial<Pick<SignalWriter, 'flush'>>;
  /** What the environment is. @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where the console's lines go. @default process.stdout */
  readonly out?: LineSink & { readonly isTTY?: boolean };
}

const nothing: Readonly<Record<string, unknown>> = {};

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
  const levels = options.levels ?? winston.config.npm.levels;
  const settings = settingsOf(options, env, Object.keys(levels));
  const attributes = { ...resourceAttributes(env), ...options.resource };
  const redactor = createRedactor({ paths: settings.redact, personal: settings.redactPersonal });
  const shared: SharedWriter | undefined =
    options.writer === undefined && settings.databaseUrl !== undefined
      ? sharedWriter({ url: settings.databaseUrl })
      : undefined;
  const writer = options.writer ?? shared?.writer;
  const context: PlainContext = {
    ...{ resource: resourceOf(attributes), scope: options.name, redactor },
    stackOf: settings.sourceMaps ? createStackMapper() : undefined,
    severities: options.severities,
    // A SignalWriter has encoded a record when it answers.
    keepsRecords: !(writer instanceof SignalWriter),
  };
  const show = consoleOf(settings, options, writer !== undefined);
  let isOpen = true;

  const logger = winston.createLogger({
    levels,
    level: settings.level === 'silent' ? (Object.keys(levels)[0] ?? 'error') : settings.level,
    silent: settings.level === 'silent',
    // The record is taken as it is; a transport that wants a format brings one.
    format: { transform: (info) => info },
    transports: [],
    exitOnError: false,
  }) as Logger;
  const streams = createStreams(logger);
  const children = createChildren(logger);

  /** Store and console take records past winston's streams, which cost more than all the rest, and in which one waits for all. */
  const write = (given: Info): boolean => {
    if (logger.silent) return true;
    try {
      // Children add their fields on the way here; those have passed the redactor as well.
      const info = given[READY] === true ? given : infoOfWritten(given, redactor);
      const level = info[LEVEL] ?? info.level;
      const enabled = isEnabled(level);
      const toStreams = logger.transports.length > 0;
      if (!enabled && !toStreams) return true;
      const record = toRecord(info, context);
      if (enabled) {
        if (isOpen) writer?.log(record);
        show?.(level, record);
      }
      return toStreams ? streams.write(level, record) : true;
    } catch {
      // What can't even be read (a proxy that refuses) is no reason to throw at who logs.
      return unreadable(given.level);
    }
  };
  logger.write = write;
  /** The short way, past `write`: for plain calls on this logger and its children, as long as nobody else is to see them. */
  const writePlain = (self: Logger, level: string, values: readonly unknown[]): boolean => {
    if (logger.write !== write || logger.transports.length > 0) return false;
    const inherited = self === logger ? nothing : children.fieldsOf(self);
    if (inherited === undefined) return false;
    const record = plainRecord(severityIn(level, context), values, inherited, context);
    if (record === undefined) return false;
    if (isOpen) writer?.log(record);
    show?.(level, record);
    return true;
  };
  const unreadable = (level: string): boolean => {
    const record = toRecord(
      { level, [LEVEL]: level, message: '[a log record that could not be read]' },
      context,
    );
    if (isOpen) writer?.log(record);
    show?.(level, record);
    return true;
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

  const call = function (
    this: Logger | undefined,
    level: string,
    values: readonly unknown[],
  ): Logger {
    const self = this ?? logger;
    if (logger.silent || !logger.isLevelEnabled(level)) return self;
    let info: Info;
    try {
      if (writePlain(self, level, values)) return self;
      info = toInfo(level, values, redactor);
    } catch {
      unreadable(level);
      return self;
    }
    self.write(info);
    return self;
  };
  for (const level of Object.keys(levels)) {
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
    return children.of(this, childFields(Object(fields), redactor));
  };

  const flush = async (timeoutMs?: number): Promise<boolean> =>
    (await writer?.flush?.(timeoutMs)) ?? true;
  const stop = settings.crashes
    ? recordCrashes({
        crashed: (error, origin) => {
          const record = crashRecord(error, origin, context);
          show?.('error', record);
          if (shared === undefined || settings.databaseUrl === undefined) {
            writer?.log(record);
            return undefined;
          }
          return storeAtLast(record, {
            ...{ writer: shared.writer, databaseUrl: settings.databaseUrl },
            ...{ resource: attributes, timeoutMs: settings.exitTimeoutMs },
          });
        },
        // Others of the process may hold what led to it.
        flush: shared?.flush ?? flush,
        text: redactor.text,
        timeoutMs: settings.exitTimeoutMs,
      })
    : undefined;
  let closing: Promise<void> | undefined;
  logger.flush = flush;
  logger.shutdown = (timeoutMs) => {
    closing ??= (async () => {
      stop?.();
      if (shared === undefined) await flush(timeoutMs);
      else await shared.release(timeoutMs);
      isOpen = false;
    })();
    return closing;
  };
  endWithStore(logger, () => flush(settings.exitTimeoutMs));
  return options.fields === undefined ? logger : logger.child(options.fields);
}

/** @throws LoggerConfigurationError */
function settingsOf(
  options: LoggerOptions,
  env: Readonly<Record<string, string | undefined>>,
  levels: readonly string[],
): LoggerSettings {
  const settings = { ...settingsFrom(env, levels), ...given(options) };
  if (settings.level !== 'silent' && !levels.includes(settings.level)) {
    throw new LoggerConfigurationError(
      `The logger can't be set up: level is ${settings.level}, and must be one of ${[...levels, 'silent'].join(', ')}.`,
    );
  }
  return settings;
}

/** The console, where records go to it. */
function consoleOf(
  settings: LoggerSettings,
  { out = process.stdout, env = process.env }: LoggerOptions,
  isStored: boolean,
): Console | undefined {
  if (settings.console === 'off' || (settings.console === 'auto' && isStored)) return undefined;
  const isPretty =
    settings.format === 'pretty' || (settings.format === 'auto' && out.isTTY === true);
  return createConsole({
    ...{ format: isPretty ? 'pretty' : 'json', out },
    colour: isPretty && out.isTTY === true && !env.NO_COLOR,
  });
}

function crashRecord(
  error: unknown,
  origin: NodeJS.UncaughtExceptionOrigin,
  context: RecordContext,
): LogRecord {
  const message = origin === 'unhandledRejection' ? 'unhandled rejection' : 'uncaught exception';
  const told = thrownAttributes(error, context.stackOf);
  const fields = { ...told, 'process.crash.origin': origin };
  const clean = context.redactor?.fields(fields) ?? fields;
  return toRecord({ level: 'error', [LEVEL]: 'error', [READY]: true, message, ...clean }, context);
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
