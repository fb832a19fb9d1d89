import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { testDatabase } from '../../test/database.ts';
import { recordingLog } from '../../test/recording-log.ts';
import { installOutbox, openOutbox } from '../index.ts';
import { defineOutbox } from '../run/index.ts';
import type { TestDatabase } from '../testing/index.ts';

const definition = defineOutbox({
  service: 'many',
  jobs: { once: { data: z.object({ n: z.int() }), atOnce: 4 }, tick: { data: z.object({}) } },
  schedules: { tick: { cron: '* * * * *' } },
});

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  // Five that install at once do it once.
  await Promise.all(Array.from({ length: 5 }, () => installOutbox(database.pool, definition)));
});
afterAll(() => database.close());

describe('three instances on one database', () => {
  it('do each job once, and each minute of a schedule once', async () => {
    const done: string[] = [];
    const ticks: string[] = [];
    let all: () => void;
    let ticked: () => void;
    const allDone = new Promise<void>((resolve) => (all = resolve));
    const hasTicked = new Promise<void>((resolve) => (ticked = resolve));
    const open = async () => {
      const outbox = await openOutbox(definition, {
        ...{ pool: database.pool, logger: recordingLog(), clockEvery: 1 },
      });
      const working = await outbox.work({
        once: async ({ data: { n } }) => {
          done.push(`${n}`);
          if (done.length === 60) all();
          await Promise.resolve();
        },
        tick: async ({ id }) => {
          ticks.push(id);
          ticked();
          await Promise.resolve();
        },
      });
      return { outbox, working };
    };
    const instances = await Promise.all([open(), open(), open()]);
    for (let n = 0; n < 60; n++) {
      await instances[n % 3]?.outbox.publish(database.pool, 'once', { n }, { key: randomUUID() });
    }
    await Promise.all([allDone, hasTicked]);
    await Promise.all(instances.map(({ working }) => working.stop()));
    // A minute can end meanwhile; then there are two of them.
    const { rows: minutes } = await database.pool.query<{ jobs: string[] }>(
      `select array_agg(id::text) as jobs from pgboss.job where name = 'many.tick'
       group by date_trunc('minute', created_on)`,
    );
    expect([...new Set(done)]).toHaveLength(60);
    expect(done).toHaveLength(60);
    expect(minutes.map(({ jobs }) => jobs.length)).toStrictEqual(minutes.map(() => 1));
    expect([...new Set(ticks)]).toStrictEqual(ticks);
    expect(minutes.flatMap(({ jobs }) => jobs)).toEqual(expect.arrayContaining(ticks));
    expect(ticks.length).toBeGreaterThan(0);
    const { rows: schedules } = await database.pool.query('select name, cron from pgboss.schedule');
    expect(schedules).toStrictEqual([{ name: 'many.tick', cron: '* * * * *' }]);
  });
});
