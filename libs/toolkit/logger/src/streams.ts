import type { LogRecord } from '@h-j-petroleum/toolkit-signals';
import type winston from 'winston';
import { LEVEL } from './record/to-record.ts';

/** Records that wait for a transport that takes none; more are not handed to transports. */
const mostWaiting = 10_000;

/** The way to transports that were added to a logger. */
export interface Streams {
  /** Never throws. */
  write(level: string, record: LogRecord): boolean;
}

/**
 * Hands records to the transports of a logger, without secrets, errors told as fields. One that throws does not reach who logs,
 * and one that never answers costs so much memory and no more; a warning of the process says so once.
 */
export function createStreams(logger: winston.Logger): Streams {
  const write = logger.write.bind(logger);
  const warned = new Set<string>();
  const warn = (code: string, message: string): void => {
    if (warned.has(code)) return;
    warned.add(code);
    process.emitWarning(message, { type: 'LoggerWarning', code });
  };
  return {
    write: (level, record) => {
      if (logger.writableLength > mostWaiting) {
        warn(
          'LOGGER_TRANSPORT_STUCK',
          `A transport of the logger takes no records: ${mostWaiting} wait for it. Later ones go to the store and the console alone.`,
        );
        return false;
      }
      try {
        return write(infoOf(level, record));
      } catch (error) {
        warn(
          'LOGGER_TRANSPORT_THREW',
          `A transport of the logger threw: ${error instanceof Error ? error.message : String(error)}`,
        );
        return false;
      }
    },
  };
}

function infoOf(level: string, record: LogRecord): object {
  const { time, body, scope, traceId, spanId, attributes = {} } = record;
  const stack = attributes['exception.stacktrace'];
  return {
    ...attributes,
    ...(stack !== undefined && { stack }),
    ...(scope !== undefined && { logger: scope }),
    ...(traceId !== undefined && { trace_id: traceId, span_id: spanId }),
    ...{ timestamp: new Date(time).toISOString(), level, message: body, [LEVEL]: level },
  };
}

/** `logger.end()` ends, and `finish` comes, when what was logged is stored, as with any transport; `logger.close()` lets go. */
export function endWithStore(
  logger: winston.Logger & { shutdown(): Promise<void> },
  flush: () => Promise<unknown>,
): void {
  const finish = logger._final.bind(logger);
  logger._final = (done) => {
    finish((error) => {
      const end = (): void => {
        done(error);
      };
      flush().then(end, end);
    });
  };
  const close = logger.close.bind(logger);
  logger.close = () => {
    void logger.shutdown();
    return close();
  };
}
