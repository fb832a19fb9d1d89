import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import winston from 'winston';
import { createLogger } from '../index.ts';
import { recorded, textOf } from '../../test/recorded.ts';

let { records, lines, out, stored, only } = recorded();
beforeEach(() => {
  ({ records, lines, out, stored, only } = recorded());
});

describe('what a call says', () => {
  it('holds no secret of an object that becomes a part of the text', () => {
    const logger = stored();
    logger.info('user %o', { password: 'S3CRET' });
    logger.info('user %s %j', { password: 'S3CRET' }, { password: 'S3CRET' });
    logger.info('list', [{ password: 'S3CRET' }]);
    logger.info('why', { why: Object.assign(new Error('pwd=S3CRET'), { apiKey: 'S3CRET' }) });
    logger.info('map', new Map([['password', 'S3CRET']]));
    logger.write({ level: 'info', message: 'password=S3CRET', password: 'S3CRET' });
    expect(textOf(records)).not.toContain('S3CRET');
    expect(records.map(({ body }) => body)).toStrictEqual([
      "user { password: '[redacted]' }",
      `user { password: '[redacted]' } {"password":"[redacted]"}`,
      "list [ { password: '[redacted]' } ]",
      'why',
      'map',
      'password=[redacted]',
    ]);
  });

  it('tells an error that fills a placeholder, or has another of the usual names', () => {
    const logger = stored();
    logger.error('%s was not paid: %s', 'order 7', new TypeError('declined'));
    logger.error('order 7', { err: new TypeError('declined') });
    logger.error('order 7', { exception: new TypeError('declined') });
    logger.error('order 7: declined', new TypeError('declined'));
    for (const { attributes } of records) {
      expect(attributes).toMatchObject({
        ...{ 'exception.type': 'TypeError', 'exception.message': 'declined' },
      });
    }
    expect(records.map(({ body }) => body)).toStrictEqual([
      ...['order 7 was not paid: TypeError: declined', 'order 7', 'order 7', 'order 7: declined'],
    ]);
  });

  it('knows an error of another realm', () => {
    stored().error('x', runInNewContext("new TypeError('from elsewhere')"));
    expect(only().attributes).toMatchObject({ 'exception.type': 'TypeError' });
  });

  it('keeps fields that are called like a part of the record', () => {
    stored().info('x', { timestamp: 5, level: 'y', message: 'z', logger: 7, trace_id: 'none' });
    expect(only()).toMatchObject({
      ...{ body: 'x', severity: 9, traceId: undefined, scope: undefined },
      attributes: {
        ...{ 'field.timestamp': 5, 'field.level': 'y', 'field.message': 'z' },
        ...{ 'field.logger': 7, 'field.trace_id': 'none' },
      },
    });
  });

  it('takes levels of another set, and severities for names of ones own', () => {
    const syslog = stored({ levels: winston.config.syslog.levels, level: 'notice' });
    syslog.crit('a');
    syslog.notice('b');
    syslog.info('c');
    const own = stored({ levels: { lost: 0, odd: 1 }, severities: { lost: 21 } });
    own.log('lost', 'd');
    own.log('odd', 'e');
    expect(records.map(({ body, severity }) => [body, severity])).toStrictEqual([
      ...[
        ['a', 18],
        ['b', 10],
        ['d', 21],
        ['e', 9],
      ],
    ]);
    expect(() => createLogger({ env: {}, level: 'loud' })).toThrow(
      "The logger can't be set up: level is loud, and must be one of error, warn, info, http, verbose, debug, silly, silent.",
    );
  });

  it('is nothing where the logger is silent', () => {
    const logger = stored({ env: { LOG_LEVEL: 'silent' }, console: 'on', out });
    logger.error('x');
    logger.child({ a: 1 }).error('x');
    expect([records, lines]).toStrictEqual([[], []]);
    logger.silent = false;
    logger.error('y');
    expect(records).toHaveLength(1);
  });
});
