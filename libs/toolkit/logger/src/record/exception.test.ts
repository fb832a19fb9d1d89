import { describe, expect, it } from 'vitest';
import { exceptionAttributes } from './exception.ts';

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

  it('survives an error whose properties throw', () => {
    const hostile = Object.defineProperty(new Error('x'), 'stack', {
      get: () => {
        throw new Error('no stack');
      },
    });
    expect(exceptionAttributes(hostile)['exception.stacktrace']).toBe('[no stack]');
  });
});
