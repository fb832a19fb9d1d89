import { beforeEach, describe, expect, it } from 'vitest';
import winston from 'winston';
import { TimescaleTransport } from './index.ts';
import { recorded } from '../test/recorded.ts';

let { records, writer, only } = recorded();
beforeEach(() => {
  ({ records, writer, only } = recorded());
});

describe('the transport in a logger of winston', () => {
  it('tells an error with its causes and keeps text and message apart', () => {
    const logger = winston.createLogger({ transports: [new TimescaleTransport({ writer })] });
    const error = Object.assign(new Error('not paid', { cause: new Error('away') }), {
      code: 'E1',
    });
    logger.error('order 7', error);
    expect(only()).toMatchObject({
      severity: 17,
      body: 'order 7',
      attributes: {
        'exception.message': 'not paid',
        'exception.causes': [{ type: 'Error', message: 'away' }],
      },
    });
    expect(only().attributes).not.toHaveProperty('code');
    expect(only().attributes).not.toHaveProperty('stack');
  });

  it('tells an error that a format has made text of', () => {
    const logger = winston.createLogger({
      format: winston.format.errors({ stack: true }),
      transports: [new TimescaleTransport({ writer })],
    });
    logger.error(new TypeError('not paid'));
    expect(only()).toMatchObject({
      body: 'not paid',
      attributes: {
        ...{ 'exception.type': 'TypeError', 'exception.message': 'not paid' },
        'exception.stacktrace': expect.stringMatching(/^TypeError: not paid\n {4}at /),
      },
    });
    expect(only().attributes).not.toHaveProperty('stack');
    logger.info('told', { stack: 'no stack of an error' });
    expect(records[1]?.attributes).toStrictEqual({ stack: 'no stack of an error' });
  });

  it('takes secrets out and honours its own level', () => {
    const logger = winston.createLogger({
      level: 'silly',
      transports: [new TimescaleTransport({ writer, level: 'warn' })],
    });
    logger.info('quiet');
    logger.warn('password=S3CRET', { token: 'S3CRET' });
    expect(only()).toMatchObject({
      body: 'password=[redacted]',
      attributes: { token: '[redacted]' },
    });
  });
});
