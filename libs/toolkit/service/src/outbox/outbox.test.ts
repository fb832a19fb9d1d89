import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Receiver } from '../../test/receiver.ts';
import { startReceiver } from '../../test/receiver.ts';
import { recordingLog } from '../../test/recording-log.ts';
import type { Outbox } from '../index.ts';
import { installOutbox, listDeadLetters, openOutbox, replayDeadLetters } from '../index.ts';
import { transaction } from '../index.ts';
import type { Background } from '../run/index.ts';
import { defineOutbox } from '../run/index.ts';
import { testDatabase } from '../../test/database.ts';
import type { TestDatabase } from '../testing/index.ts';

const definition = defineOutbox({
  service: 'shop',
  jobs: { ship: { data: z.object({ order: z.int() }), attempts: 2, retryAfter: 1 } },
  webhook: { attempts: 2, retryAfter: 1 },
});
const secret = `whsec_${randomBytes(32).toString('base64')}`;

let database: TestDatabase;
let receiver: Receiver;
let outbox: Outbox<(typeof definition)['jobs']>;
let working: Background;
let shipped: { id: string; order: number; attempt: number }[];
let ship: (order: number) => void;
const log = recordingLog();

beforeAll(async () => {
  [database, receiver] = await Promise.all([testDatabase(), startReceiver()]);
  await installOutbox(database.pool, definition);
  // Twice is once.
  await installOutbox(database.pool, definition);
  outbox = await openOutbox(definition, {
    ...{ pool: database.pool, logger: log, lookEvery: 0.5 },
    webhooks: { allowedHosts: [receiver.host], secrets: { orders: secret } },
  });
  working = await outbox.work({
    ship: ({ id, data: { order }, attempt }) => {
      shipped.push({ id, order, attempt });
      ship(order);
      return Promise.resolve();
    },
  });
});
afterAll(async () => {
  await working.stop();
  await Promise.all([database.close(), receiver.close()]);
});
beforeEach(() => {
  shipped = [];
  receiver.received.splice(0);
  receiver.answer = { status: 204 };
});
afterEach(async () => {
  await database.pool.query('truncate pgboss.job');
});

/** Waits for what a worker does: each call of `ship` is one. */
const calls = (count: number): Promise<void> =>
  new Promise((resolve) => {
    ship = () => {
      if (shipped.length >= count) resolve();
    };
  });
const dead = async (): ReturnType<typeof listDeadLetters> => {
  // The queue says so itself once the worker has settled its job.
  for (;;) {
    const letters = await listDeadLetters(database.pool, 'shop');
    if (letters.length > 0) return letters;
  }
};

describe('a job', () => {
  it('is done when the transaction that published it commits, with its data', async () => {
    const done = calls(1);
    const id = await transaction(database.pool, (client) =>
      outbox.publish(client, 'ship', { order: 7 }),
    );
    await done;
    expect(shipped).toStrictEqual([{ id, order: 7, attempt: 1 }]);
  });

  it('is not there when the transaction is rolled back', async () => {
    const work = transaction(database.pool, async (client) => {
      await outbox.publish(client, 'ship', { order: 8 });
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    const { rows } = await database.pool.query('select 1 from pgboss.job');
    expect(rows).toStrictEqual([]);
  });

  it('with a key is published once', async () => {
    const done = calls(1);
    const publish = () => outbox.publish(database.pool, 'ship', { order: 9 }, { key: 'order-9' });
    const first = await publish();
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await publish()).toBeUndefined();
    await done;
    expect(shipped.map(({ order }) => order)).toStrictEqual([9]);
  });

  it('with a time is not done before it', async () => {
    const at = new Date(Date.now() + 3_600_000);
    const done = calls(1);
    await outbox.publish(database.pool, 'ship', { order: 1 }, { at });
    await outbox.publish(database.pool, 'ship', { order: 2 });
    await done;
    expect(shipped.map(({ order }) => order)).toStrictEqual([2]);
    const { rows } = await database.pool.query<{ start_after: Date }>(
      "select start_after from pgboss.job where state = 'created'",
    );
    expect(rows).toStrictEqual([{ start_after: at }]);
  });

  it('that fails is tried again with the same id, and then is a dead letter that can be replayed', async () => {
    const failing = (order: number): never => {
      throw new Error(`order ${order} is out of stock`);
    };
    ship = failing;
    const id = await outbox.publish(database.pool, 'ship', { order: 5 });
    const [letter, ...others] = await dead();
    expect(others).toStrictEqual([]);
    expect(letter).toMatchObject({
      ...{ jobId: id, queue: 'shop.ship', data: { order: 5 }, attempts: 2 },
      reason: 'order 5 is out of stock',
    });
    expect(shipped).toStrictEqual([
      { id, order: 5, attempt: 1 },
      { id, order: 5, attempt: 2 },
    ]);
    const done = calls(3);
    expect(await replayDeadLetters(database.pool, 'shop', [letter?.id ?? ''])).toBe(1);
    await done;
    expect(shipped.at(-1)).toStrictEqual({ id, order: 5, attempt: 1 });
    expect(
      log.lines.some((line) => line.startsWith('error shop.ship failed for the last time')),
    ).toBe(true);
  });

  it('of data that it can’t have is refused where it is published', () => {
    expect(() => outbox.publish(database.pool, 'ship', { order: 1.5 })).toThrow(z.ZodError);
  });
});

describe('a webhook', () => {
  const publish = (over: object = {}) =>
    outbox.publishWebhook(database.pool, {
      ...{ type: 'shop.order.shipped', data: { order: 7 }, secretName: 'orders' },
      ...{ url: `${receiver.url}/hooks?for=7`, ...over },
    });

  it('is signed so that a library of Standard Webhooks takes it', async () => {
    const id = await publish();
    await receiver.until(1);
    const [message] = receiver.received;
    const headers = Object.fromEntries(
      Object.entries(message?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const body = new Webhook(secret).verify(message?.body ?? '', headers);
    expect(body).toStrictEqual({
      ...{ type: 'shop.order.shipped', data: { order: 7 } },
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect([message?.path, headers['webhook-id']]).toStrictEqual(['/hooks?for=7', `msg_${id}`]);
  });

  it('is sent again with the same id until the other end has it', async () => {
    receiver.answer = { status: 500 };
    await publish();
    await receiver.until(1);
    receiver.answer = { status: 204 };
    await receiver.until(2);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids[0]).toBe(ids[1]);
  });

  it('does not go where a redirect leads', async () => {
    receiver.answer = { status: 307, headers: { location: `${receiver.url}/elsewhere` } };
    await publish();
    const [letter] = await dead();
    expect(letter?.reason).toBe(`${receiver.host} answered 307`);
    expect(receiver.received.map(({ path }) => path)).toStrictEqual([
      '/hooks?for=7',
      '/hooks?for=7',
    ]);
  });

  it.each([
    [
      'http://169.254.169.254/latest/meta-data',
      'The address of the webhook must begin with https://.',
    ],
    [
      'https://169.254.169.254/',
      'Webhooks may not go to 169.254.169.254: it is none of the hosts that this service may call.',
    ],
    [
      'http://127.0.0.1:1/',
      'Webhooks may not go to 127.0.0.1:1: it is none of the hosts that this service may call.',
    ],
    [
      'https://user:pw@hooks.example.com/',
      'The address of the webhook holds a user or a password.',
    ],
    ['file:///etc/passwd', 'The address of the webhook must begin with https://.'],
    ['nowhere', 'The address of the webhook is none.'],
  ])('to %s is refused', async (url, reason) => {
    expect(outbox.webhookFault({ url, secretName: 'orders' })).toBe(reason);
    await expect(async () => publish({ url })).rejects.toMatchObject({
      ...{ code: 'SERVICE_WEBHOOK_REFUSED', message: reason },
    });
  });

  it('signed by a secret that nobody has is refused', () => {
    expect(outbox.webhookFault({ url: receiver.url, secretName: 'toString' })).toBe(
      'There is no secret "toString" for webhooks.',
    );
    expect(outbox.webhookFault({ url: receiver.url, secretName: 'orders' })).toBeUndefined();
  });
});

describe('an outbox', () => {
  it('whose queues are not there says what to do', async () => {
    const other = { ...definition, service: 'other' };
    await database.pool.query('alter schema pgboss rename to pgboss_away');
    await expect(openOutbox(other, { pool: database.pool, logger: log })).rejects.toMatchObject({
      code: 'SERVICE_OUTBOX',
      message: expect.stringContaining("Run the service's command migrate."),
    });
    await database.pool.query('alter schema pgboss_away rename to pgboss');
  });
});

describe('a job in a statement of the caller’s own', () => {
  const moveAndShip = async (order: number, isMoved: boolean) => {
    const job = await outbox.prepare('ship', { order }, { key: `order-${order}` });
    return database.pool.query(
      `with moved as (select 1 where $1::boolean), published as (${job.sql(
        "case when exists (select from moved) then $2::text else '[]' end",
      )}) select from moved`,
      [isMoved, job.value],
    );
  };

  it('is done if the statement says so, and once', async () => {
    const done = calls(1);
    await moveAndShip(20, false);
    await moveAndShip(21, true);
    await moveAndShip(21, true);
    await done;
    const { rows } = await database.pool.query(
      "select data from pgboss.job where name = 'shop.ship'",
    );
    expect(rows).toStrictEqual([{ data: { order: 21 } }]);
    expect(shipped.map(({ order, attempt }) => [order, attempt])).toStrictEqual([[21, 1]]);
  });

  it('is a signed webhook as well', async () => {
    const { url } = receiver;
    const target = { url: `${url}/hooks`, secretName: 'orders' };
    const hook = await outbox.prepareWebhook({
      ...target,
      type: 'order.moved',
      data: { order: 22 },
    });
    await database.pool.query(`with published as (${hook.sql('$1::text')}) select 1`, [hook.value]);
    await expect.poll(() => receiver.received.length).toBe(1);
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({
      ...{ type: 'order.moved', data: { order: 22 } },
    });
  });

  it('is refused where the data is not the job’s, and where a webhook may not go', () => {
    expect(() => outbox.prepare('ship', { order: 1.5 })).toThrow(z.ZodError);
    const target = { url: 'https://elsewhere.example/', secretName: 'orders' };
    expect(() => outbox.prepareWebhook({ ...target, type: 'order.moved', data: {} })).toThrow(
      'Webhooks may not go to elsewhere.example',
    );
  });
});
