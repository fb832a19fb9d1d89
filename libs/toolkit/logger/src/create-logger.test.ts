import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { beforeEach, describe, expect, it } from 'vitest';
import Transport from 'winston-transport';
import type { LoggerOptions } from './index.ts';
import { createLogger, LoggerConfigurationError } from './index.ts';
import { recorded, textOf } from '../test/recorded.ts';

let { records, lines, writer, out, stored, only } = recorded();
beforeEach(() => {
  ({ records, lines, writer, out, stored, only } = recorded());
});

describe('a record in the store', () => {
  it('has time, severity, text, fields and who logged', () => {
    stored({ name: 'orders' }).warn('late', { order: 7 });
    const record = only();
    expect(record).toMatchObject({
      severity: 13,
      body: 'late',
      scope: 'orders',
      attributes: { order: 7 },
      resource: { service: { name: 'shop' } },
    });
    expect(Math.abs(record.time - Date.now())).toBeLessThan(5000);
  });

  it('fills placeholders and adds what is left', () => {
    stored().info('paid %s of %d', 'all', 3, { currency: 'EUR' }, 'twice');
    expect(only()).toMatchObject({ body: 'paid all of 3 twice', attributes: { currency: 'EUR' } });
  });

  it('tells an error with its causes, whichever way it comes', () => {
    const cause = new TypeError('no socket');
    const error = Object.assign(new Error('not paid', { cause }), { code: 'E1' });
    const logger = stored();
    logger.error(error);
    logger.error('order 7', error);
    logger.error('order 7', { error, order: 7 });
    logger.log('error', 'order 7', error);
    logger.log({ level: 'error', message: 'order 7', err: error });
    expect(records.map(({ body }) => body)).toStrictEqual([
      ...['not paid', 'order 7', 'order 7', 'order 7', 'order 7'],
    ]);
    for (const { attributes } of records) {
      expect(attributes).toMatchObject({
        'exception.type': 'Error',
        'exception.message': 'not paid',
        'exception.properties': { code: 'E1' },
        'exception.causes': [{ type: 'TypeError', message: 'no socket' }],
      });
      expect(attributes).not.toHaveProperty('error');
    }
    expect(records[2]?.attributes).toMatchObject({ order: 7 });
    // The error is the caller's, and stays as it was.
    expect(Object.keys(error)).toStrictEqual(['code']);
  });

  it('has the ids of the active span, also after an await, and of none that is invalid', async () => {
    const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
    const inSpan = (of: typeof ids) =>
      trace.setSpanContext(context.active(), { ...of, traceFlags: 1 });
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    try {
      const logger = stored().child({ a: 1 });
      await context.with(inSpan(ids), async () => {
        logger.info('in a span');
        await new Promise((resolve) => setImmediate(resolve));
        logger.error('later', new Error('x'));
      });
      context.with(inSpan({ traceId: '0'.repeat(32), spanId: '0'.repeat(16) }), () => {
        logger.info('invalid');
      });
      logger.info('outside');
    } finally {
      context.disable();
    }
    expect(records.map(({ traceId, spanId }) => ({ traceId, spanId }))).toStrictEqual([
      ...[ids, ids, { traceId: undefined, spanId: undefined }],
      { traceId: undefined, spanId: undefined },
    ]);
  });

  it('of a child has its fields, and the record own ones go first', () => {
    const child = stored({ fields: { app: 1 } }).child({ request: 'r1', order: 1 });
    child.child({ user: 2 }).info('x', { order: 7 });
    expect(only().attributes).toEqual({ app: 1, request: 'r1', order: 7, user: 2 });
  });

  it('holds no secret: of text, fields, child, error or message of an error', () => {
    const logger = stored({ redact: ['card.*'] }).child({ authorization: 'S3CRET' });
    logger.error(
      'login password=S3CRET',
      { password: 'S3CRET', card: { holder: 'S3CRET' }, url: 'https://u:S3CRET@host/' },
      Object.assign(new Error('token="S3CRET"', { cause: new Error('pwd=S3CRET') }), {
        apiKey: 'S3CRET',
      }),
    );
    logger.error(new Error('password=S3CRET'));
    expect(textOf(records)).not.toContain('S3CRET');
    expect(records[0]?.body).toBe('login password=[redacted]');
  });

  it('is none below the level, and the level can change', () => {
    const logger = stored({ level: 'warn' });
    logger.info('quiet');
    logger.level = 'debug';
    logger.debug('loud');
    logger.silly('quiet');
    expect(records.map(({ body }) => body)).toStrictEqual(['loud']);
    expect([logger.isDebugEnabled(), logger.isSillyEnabled()]).toStrictEqual([true, false]);
  });

  it('reaches transports that are added as well', () => {
    const seen: unknown[] = [];
    class Seen extends Transport {
      override log(info: { message: unknown }, next: () => void): void {
        seen.push(info.message);
        next();
      }
    }
    const logger = stored();
    logger.add(new Seen());
    logger.info('both');
    logger.child({ a: 1 }).info('child');
    expect(seen).toStrictEqual(['both', 'child']);
    expect(records).toHaveLength(2);
  });

  it('never throws, whatever is logged', () => {
    const logger = stored();
    const hostile = {
      get bad(): never {
        throw new Error('no');
      },
      toJSON: () => {
        throw new Error('neither');
      },
    };
    for (const value of [
      hostile,
      { hostile },
      Symbol('s'),
      1n,
      null,
      undefined,
      () => 1,
      [1],
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('proxy');
          },
        },
      ),
    ]) {
      logger.info(value);
      logger.info('text', value);
    }
    logger.info('');
    expect(records).toHaveLength(19);
  });
});

describe('the console', () => {
  const shown = (options: LoggerOptions = {}) =>
    createLogger({ out, crashes: false, env: { OTEL_SERVICE_NAME: 'shop' }, ...options });

  it('has lines of JSON where there is no database', () => {
    shown({ name: 'orders' }).info('paid', { order: 7, password: 'S3CRET' });
    expect(lines).toHaveLength(1);
    const { timestamp, ...line } = JSON.parse(lines[0] ?? '{}');
    expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(line).toStrictEqual({
      ...{ level: 'info', message: 'paid', service: 'shop', logger: 'orders' },
      ...{ order: 7, password: '[redacted]' },
    });
  });

  it('keeps fields that are called like a part of the line', () => {
    shown().info('x', { service: 'y', timestamp: 1 });
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({
      ...{ message: 'x', service: 'shop', 'field.service': 'y', 'field.timestamp': 1 },
    });
    expect(lines[0]).toMatch(/^{"timestamp":"[^"]+","level":"info","message":"x"/);
  });

  it('that is gone does not reach who logs', () => {
    const gone = {
      write: () => {
        throw new Error('EPIPE');
      },
    };
    shown({ out: gone }).info('x');
    expect(lines).toStrictEqual([]);
  });

  it('has lines for a person, with the stack below', () => {
    shown({ format: 'pretty' }).error('order 7', { order: 7 }, new Error('not paid'));
    const [line = ''] = lines;
    expect(line).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} error order 7 order=7\n {4}Error: not paid\n {8}at /,
    );
  });

  it('shows no control characters of what is logged', () => {
    shown({ format: 'pretty' }).info('a\u001B[2Jb\rc');
    expect(lines[0]).toContain('ab\u{FFFD}c');
  });

  it('is silent beside a store, unless it is asked for', () => {
    shown({ writer }).info('stored');
    expect(lines).toStrictEqual([]);
    shown({ writer, console: 'on' }).info('both');
    expect(lines).toHaveLength(1);
    expect(records).toHaveLength(2);
  });
});

describe('the environment', () => {
  it('sets level, form and redaction', () => {
    const env = {
      ...{
        LOG_LEVEL: 'debug',
        LOG_FORMAT: 'json',
        LOG_REDACT: 'a.b, c',
        LOG_REDACT_PERSONAL: 'off',
      },
      OTEL_SERVICE_NAME: 'shop',
    };
    createLogger({ out, crashes: false, env }).debug('jo@example.com', { a: { b: 1 }, c: 2, d: 3 });
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({
      message: 'jo@example.com',
      a: { b: '[redacted]' },
      c: '[redacted]',
      d: 3,
    });
  });

  it('names every variable that has a value it cannot have', () => {
    const env = { LOG_LEVEL: 'loud', LOG_EXIT_TIMEOUT: '1s', LOG_FORMAT: '' };
    expect(() => createLogger({ env })).toThrow(LoggerConfigurationError);
    expect(() => createLogger({ env })).toThrow(
      "The logger can't be set up by the environment. LOG_LEVEL=loud: one of error, warn, info, http, verbose, debug, silly, silent; LOG_EXIT_TIMEOUT=1s: a whole number of milliseconds from 1 to 3600000",
    );
  });

  it('names the variable of a path that is none', () => {
    expect(() => createLogger({ env: { LOG_REDACT: 'a.b,c[' } })).toThrow(
      'LOG_REDACT=a.b,c[: `c[` is no path of a field. Write it as req.headers.authorization, users[*].name or **.pin.',
    );
  });

  it('takes a word in any case', () => {
    const env = { LOG_LEVEL: ' DEBUG', LOG_FORMAT: 'JSON', LOG_CONSOLE: 'On' };
    createLogger({ out, writer, crashes: false, env }).debug('x');
    expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({ level: 'debug', message: 'x' });
  });

  it('names a database address that is none', () => {
    expect(() => createLogger({ env: { DATABASE_URL: 'mysql://x' } })).toThrow(/DATABASE_URL/);
  });
});
