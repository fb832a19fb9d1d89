import type { LogRecord } from '@h-j-petroleum/toolkit-signals';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoggerOptions } from '../index.ts';
import { createLogger } from '../index.ts';

type Given = readonly unknown[];

/** What a call stores, without its time; `aside` takes the way that is not for plain calls. */
function stored(
  given: Given,
  child: object,
  aside: boolean,
  options: LoggerOptions = {},
): object[] {
  const records: LogRecord[] = [];
  const writer = {
    log: (record: LogRecord) => void records.push(record),
    span: () => undefined,
    metric: () => undefined,
  };
  const logger = createLogger({ writer, crashes: false, env: {}, name: 'shop', ...options });
  if (aside) logger.write = logger.write.bind(logger);
  const [first, ...rest] = given;
  logger.child(child).info(first as string, ...rest);
  return records.map(({ time: _time, resource: _resource, ...record }) => record);
}

const name = fc.oneof(
  fc.constantFrom('level', 'message', 'timestamp', 'splat', 'error', 'err', 'cause', 'logger'),
  fc.constantFrom(
    'trace_id',
    'span_id',
    'password',
    'email',
    'order',
    'user.name',
    'pin',
    '__proto__',
    'constructor',
  ),
  fc.string({ maxLength: 8 }),
);
const value = fc.oneof(
  fc.string(),
  fc.constantFrom(
    'GET',
    'a@b.de',
    'password=hunter2',
    '4111 1111 1111 1111',
    'Bearer abcdefgh1',
    'é',
  ),
  fc.constantFrom(4111111111111111, 1.5, Number.NaN, -1, true, null, undefined, 7n),
  fc.constantFrom(new Error('no'), new Date(0), new Map([['pin', 1]]), { token: 'x' }, ['a@b.de']),
);
const fields = fc.dictionary(name, value, { maxKeys: 5 });

describe('a plain call', () => {
  it('stores the same as by the long way', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.tuple(fc.oneof(fc.string(), fc.constantFrom('paid %s', '', 'pwd=x1'))),
          fc.tuple(fc.oneof(fc.string(), fc.constantFrom('paid %s', '', 'pwd=x1')), fields),
          fc.tuple(fields),
          fc.tuple(fc.string(), fields, fields),
        ),
        fc.oneof(fc.constant({}), fields),
        (given, child) => {
          expect(stored(given, child, false)).toEqual(stored(given, child, true));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is not changed by what the caller does to the fields later', () => {
    const records: LogRecord[] = [];
    const logger = createLogger({
      writer: {
        log: (record) => void records.push(record),
        span: () => undefined,
        metric: () => undefined,
      },
      ...{ crashes: false, env: {} },
    });
    const order = { id: 7 };
    logger.info('paid', order);
    order.id = 8;
    expect(records[0]?.attributes).toStrictEqual({ id: 7 });
  });

  it('goes by a path, by the write of a logger that was derived by hand, and to transports', () => {
    expect(stored(['x', { card: 'visa' }], {}, false, { redact: ['card'] })).toMatchObject([
      { attributes: { card: '[redacted]' } },
    ]);
    const records: LogRecord[] = [];
    const logger = createLogger({
      writer: {
        log: (record) => void records.push(record),
        span: () => undefined,
        metric: () => undefined,
      },
      ...{ crashes: false, env: {} },
    });
    const derived = Object.create(logger, {
      write: { value: (info: object) => logger.write({ ...info, derived: true }) },
    }) as typeof logger;
    derived.info('x', { a: 1 });
    derived.child({ b: 2 }).info('y');
    expect(records.map(({ attributes }) => attributes)).toEqual([
      { a: 1, derived: true },
      { b: 2, derived: true },
    ]);
  });
});
