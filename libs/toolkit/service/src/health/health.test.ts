import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recordingLog } from '../../test/recording-log.ts';
import type { ServiceInstance } from '../index.ts';
import { createPool, createService } from '../index.ts';

let app: ServiceInstance;
const pool = createPool({ url: 'postgres://nobody:hunter2@127.0.0.1:1/none', name: 'x' });
const log = recordingLog();
afterEach(() => app.close());

const build = async (ready: Record<string, () => Promise<unknown>> = {}): Promise<void> => {
  app = await createService({
    ...{ name: 'x', version: '1', description: 'x', authenticate: [], pool, logger: log, ready },
    routes: [
      (one) => {
        one.route({
          ...{ method: 'GET', url: '/v1/x', config: { access: 'public' } },
          schema: { response: { 200: z.string() } },
          handler: async () => {
            await pool.query('select 1');
            return 'x';
          },
        });
      },
    ],
  });
};

describe('a service whose database is away', () => {
  it('lives, and is not ready, and says why in its log alone', async () => {
    await build();
    expect((await app.inject('/health/live')).json()).toStrictEqual({ status: 'ok' });
    const ready = await app.inject('/health/ready');
    expect([ready.statusCode, ready.json()]).toStrictEqual([
      ...[503, { status: 'unavailable', checks: { database: 'failed' } }],
    ]);
    const text = log.lines.join('\n');
    expect(text).toContain('warn not ready: database: connect ECONNREFUSED 127.0.0.1:1');
    expect(text).not.toContain('hunter2');
  });

  it('says that it can’t now, and when to ask again', async () => {
    await build();
    const response = await app.inject('/v1/x');
    expect(response.json()).toMatchObject({
      ...{ status: 503, code: 'unavailable', detail: 'The database does not answer.' },
    });
    expect(response.headers['retry-after']).toBe('5');
    expect(response.body).not.toContain('127.0.0.1:1');
  });
});

describe('a check of a service’s own', () => {
  it('that never answers has failed after two seconds, and hides no other', async () => {
    await build({
      never: () => new Promise(() => undefined),
      fine: () => Promise.resolve(),
    });
    const ready = await app.inject('/health/ready');
    expect(ready.json()).toStrictEqual({
      ...{ status: 'unavailable', checks: { database: 'failed', never: 'failed', fine: 'ok' } },
    });
  });
});
