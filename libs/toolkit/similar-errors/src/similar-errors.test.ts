import { connect, migrate, resourceOf, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { startEmbeddedDatabase } from '@vector-toolkit/stores-embedded';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embedNewErrors, findSimilarErrors, startEmbeddingErrors } from './index.ts';
import { main } from './main.ts';

let url = '';
let pool: pg.Pool;
let close: () => Promise<void>;

beforeAll(async () => {
  const embedded = await startEmbeddedDatabase();
  url = embedded.url;
  pool = new pg.Pool({ connectionString: url, max: 3 });
  const database = connect({ url });
  await migrate(database);
  await database.close();
  close = async () => {
    await pool.end();
    await embedded.close();
  };
  await log(
    'connection to postgres at 10.0.0.7:5432 refused',
    'connection to postgres at 10.9.9.9:5432 refused',
    'could not connect to the database: timeout after 3000 ms',
    'payment of order 17 declined by the bank',
    'no space left on device /var/lib/data',
  );
});
afterAll(() => close());

async function log(...bodies: string[]): Promise<void> {
  const database = connect({ url });
  const writer = new SignalWriter(database);
  for (const body of bodies)
    writer.log({
      time: Date.now(),
      severity: 17,
      body,
      resource: resourceOf({ 'service.name': 'api' }),
    });
  await writer.flush();
  await writer.close();
  await database.close();
}

describe('similar errors', () => {
  it('are embedded once a fingerprint, and only when new', async () => {
    expect(await embedNewErrors(pool)).toMatchObject({ records: 4, embedded: 4, inserted: 4 });
    expect(await embedNewErrors(pool)).toMatchObject({ unchanged: 4, embedded: 0 });
  });

  it('are found by a text', async () => {
    const [first] = await findSimilarErrors(pool, { text: 'the disk is full' }, { limit: 1 });
    expect(first?.template).toContain('no space left on device');
  });

  it('are found by a fingerprint, which does not find itself', async () => {
    const [refused] = await findSimilarErrors(pool, { text: 'postgres refused' }, { limit: 1 });
    const found = await findSimilarErrors(pool, { fingerprint: refused?.fingerprint ?? '' });
    expect(found).toHaveLength(3);
    expect(found[0]?.template).toContain('could not connect to the database');
    expect(found.map(({ fingerprint }) => fingerprint)).not.toContain(refused?.fingerprint);
    await expect(findSimilarErrors(pool, { fingerprint: '1' })).rejects.toThrow(
      'Fingerprint 1 has no embedding',
    );
  });

  it('are kept up to date by a worker, which outlives a failure', async () => {
    const errors: unknown[] = [];
    const broken = new Proxy(pool, {
      get: (target, key, receiver) => {
        if (key === 'query' && errors.length === 0) throw new Error('cut off');
        const value: unknown = Reflect.get(target, key, receiver);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const worker = startEmbeddingErrors(broken, {
      everyMs: 10,
      onError: (error) => errors.push(error),
    });
    await log('certificate of the mail server has expired');
    await expect
      .poll(
        async () =>
          (await findSimilarErrors(pool, { text: 'expired certificate' }, { limit: 1 }))[0]
            ?.template,
      )
      .toContain('certificate');
    await worker.stop();
    expect(String(errors[0])).toContain('cut off');
  });

  it('are shown by the command', async () => {
    let out = '';
    const output = {
      write: (text: string) => (out += text),
      writeError: (text: string) => (out += text),
    };
    expect(await main(['--database-url', url, 'disk full', '-n', '1'], output)).toBe(0);
    expect(out).toMatch(/^0\.\d{3} {2}-?\d+ {2}.*no space left on device/);
    out = '';
    expect(await main(['--database-url', 'mysql://x', 'disk'], output)).toBe(1);
    expect(out).toContain('DATABASE_URL is not an address of PostgreSQL');
    out = '';
    expect(await main(['disk', '-n', '0'], output)).toBe(2);
  });
});
