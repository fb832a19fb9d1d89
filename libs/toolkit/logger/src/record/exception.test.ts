import { describe, expect, it } from 'vitest';
import { exceptionAttributes, thrownAttributes } from './exception.ts';

class PaymentError extends Error {
  readonly code = 'DECLINED';
}

describe('exceptionAttributes', () => {
  it('names type, message, properties and the chain of causes', () => {
    const root = Object.assign(new TypeError('no socket'), { errno: -111 });
    const error = new PaymentError('not paid', {
      cause: new Error('bank is away', { cause: root }),
    });
    const attributes = exceptionAttributes(error, (one) => `stack of ${one.message}`);
    expect(attributes).toStrictEqual({
      'exception.type': 'PaymentError',
      'exception.message': 'not paid',
      'exception.stacktrace':
        'stack of not paid\nCaused by: stack of bank is away\nCaused by: stack of no socket',
      'exception.properties': { code: 'DECLINED' },
      'exception.causes': [
        { type: 'Error', message: 'bank is away' },
        { type: 'TypeError', message: 'no socket', properties: { errno: -111 } },
      ],
    });
  });

  it('ends a chain that leads back into itself', () => {
    const one = new Error('one');
    one.cause = new Error('two', { cause: one });
    expect(exceptionAttributes(one)['exception.causes']).toStrictEqual([
      { type: 'Error', message: 'two' },
    ]);
  });

  it('lists the errors of an AggregateError, and causes that are none', () => {
    const error = new AggregateError([new Error('a'), 'b'], 'all failed', {
      cause: { status: 500 },
    });
    expect(exceptionAttributes(error)).toMatchObject({
      'exception.type': 'AggregateError',
      'exception.causes': [{ type: 'object', message: '{"status":500}' }],
      'exception.errors': [
        { type: 'Error', message: 'a' },
        { type: 'string', message: 'b' },
      ],
    });
  });

  it('lists the errors of an AggregateError that is a cause, as a failed connection has it', () => {
    const refused = ['::1', '127.0.0.1'].map((at) => new Error(`connect ECONNREFUSED ${at}:1`));
    const error = new TypeError('fetch failed', { cause: new AggregateError(refused) });
    const attributes = exceptionAttributes(error, (one) => `stack of ${one.message}`);
    expect(attributes['exception.causes']).toStrictEqual([
      {
        ...{ type: 'AggregateError', message: '' },
        errors: [
          { type: 'Error', message: 'connect ECONNREFUSED ::1:1' },
          { type: 'Error', message: 'connect ECONNREFUSED 127.0.0.1:1' },
        ],
      },
    ]);
    expect(attributes['exception.stacktrace']).toContain(
      'Error 2: stack of connect ECONNREFUSED 127.0.0.1:1',
    );
  });

  it('ends where an AggregateError holds itself', () => {
    const error = new AggregateError([], 'all');
    error.errors.push(error, error);
    expect(JSON.stringify(exceptionAttributes(error)).length).toBeLessThan(100_000);
  });

  it.each([
    ['text', 'string', 'text'],
    [null, 'null', 'null'],
    [undefined, 'undefined', 'undefined'],
    [{ status: 503 }, 'object', '{"status":503}'],
    [7, 'number', '7'],
  ])('tells what was thrown and is no error: %s', (thrown, type, message) => {
    expect(thrownAttributes(thrown)).toStrictEqual({
      'exception.type': type,
      'exception.message': message,
      'exception.stacktrace': `${type}: ${message}`,
    });
  });

  it('survives an error whose properties throw', () => {
    const hostile = Object.defineProperty(new Error('x'), 'stack', {
      get: () => {
        throw new Error('no stack');
      },
    });
    expect(exceptionAttributes(hostile)['exception.stacktrace']).toBe('[no stack]');
  });
});
