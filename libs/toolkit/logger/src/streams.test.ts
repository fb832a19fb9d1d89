import { once } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import Transport from 'winston-transport';
import { recorded, textOf } from '../test/recorded.ts';

let { records, lines, out, stored } = recorded();
beforeEach(() => {
  ({ records, lines, out, stored } = recorded());
});

describe('a transport that was added', () => {
  class Broken extends Transport {
    override log(): void {
      throw new Error('no disk');
    }
  }
  class Stuck extends Transport {
    override log(): void {
      // Never calls back.
    }
  }

  it('gets no secret, and an error as fields', () => {
    const seen: unknown[] = [];
    class Seen extends Transport {
      override log(info: unknown, next: () => void): void {
        seen.push(info);
        next();
      }
    }
    const logger = stored();
    logger.add(new Seen());
    logger.error('x', Object.assign(new Error('password=S3CRET'), { apiKey: 'S3CRET' }));
    expect(seen).toMatchObject([{ level: 'error', message: 'x', 'exception.type': 'Error' }]);
    expect(textOf(seen)).not.toContain('S3CRET');
    expect(textOf(seen)).toContain('password=[redacted]');
  });

  it('and throws does not reach who logs, nor the other outputs', async () => {
    const warned = once(process, 'warning');
    const logger = stored({ console: 'on', out });
    logger.add(new Broken());
    logger.info('a');
    logger.info('b');
    expect(records).toHaveLength(2);
    expect(lines).toHaveLength(2);
    expect(await warned).toMatchObject([{ code: 'LOGGER_TRANSPORT_THREW' }]);
  });

  it('and never answers starves neither store nor console, and costs no memory without end', async () => {
    const warned = once(process, 'warning');
    const logger = stored({ console: 'on', out });
    logger.add(new Stuck());
    for (let at = 0; at < 10_100; at++) logger.info('row');
    expect(records).toHaveLength(10_100);
    expect(lines).toHaveLength(10_100);
    expect(logger.writableLength).toBeLessThan(10_100);
    expect(await warned).toMatchObject([{ code: 'LOGGER_TRANSPORT_STUCK' }]);
  });
});
