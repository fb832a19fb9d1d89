import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { service } from '../../test/notes/app.ts';
import type { NotesProcess } from '../../test/process.ts';
import { startNotes } from '../../test/process.ts';
import { installOutbox } from '../index.ts';
import type { LocalIssuer, TestDatabase } from '../testing/index.ts';
import { localIssuer } from '../testing/index.ts';

let database: TestDatabase;
let issuer: LocalIssuer;
let headers: Record<string, string>;
beforeAll(async () => {
  [database, issuer] = await Promise.all([testDatabase(service.schema), localIssuer()]);
  if (service.outbox !== undefined) await installOutbox(database.pool, service.outbox);
});
afterAll(async () => {
  await Promise.all([database.close(), issuer.close()]);
});
beforeEach(async () => {
  const token = await issuer.token({ subject: 'ada', audience: 'notes' });
  headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
});

const start = (over: NodeJS.ProcessEnv = {}): NotesProcess =>
  startNotes([], { DATABASE_URL: database.url, OIDC_ISSUER: issuer.url, ...over });
const post = async (address: string, body: string): Promise<Response> =>
  fetch(`${address}/v1/notes`, { method: 'POST', headers, body: JSON.stringify({ body }) });
const count = async (body: string): Promise<number> => {
  const { rows } = await database.pool.query('select 1 from notes.notes where body = $1', [body]);
  return rows.length;
};
/** Holds up whatever writes notes until it is called. */
const hold = async (): Promise<() => Promise<void>> => {
  const client = await database.pool.connect();
  await client.query('begin; lock table notes.notes in access exclusive mode');
  return async () => {
    await client.query('commit');
    client.release();
  };
};
/** Resolves when the process says no to new connections. */
const closed = async (address: string): Promise<void> => {
  for (;;) {
    const answer = await fetch(`${address}/health/live`, {
      headers: { connection: 'close' },
    }).catch(() => undefined);
    if (answer === undefined) return;
  }
};

describe('a service that is told to end', () => {
  it('ends the requests that run, takes no others, and ends with 0', async () => {
    const { child, ended, address } = start();
    const at = await address;
    const release = await hold();
    const running = post(at, 'running');
    // Its answer proves that the request before it has arrived too: both go to the one process.
    await fetch(`${at}/health/live`);
    child.kill('SIGTERM');
    await closed(at);
    await release();
    expect((await running).status).toBe(201);
    expect(await ended).toMatchObject({ code: 0, signal: null, errors: '' });
    expect(await count('running')).toBe(1);
  });

  it('is not ready, and still answers, for as long as balancers need', async () => {
    const { child, ended, address } = start({ DRAIN_DELAY: '5000' });
    const at = await address;
    expect((await fetch(`${at}/health/ready`)).status).toBe(200);
    child.kill('SIGTERM');
    for (;;) {
      const ready = await fetch(`${at}/health/ready`);
      if (ready.status !== 503) continue;
      expect(await ready.json()).toStrictEqual({ status: 'draining' });
      break;
    }
    expect((await post(at, 'while it drains')).status).toBe(201);
    child.kill('SIGTERM');
    await ended;
  });

  it('does not wait for ever: what still runs is rolled back, and it ends with 1', async () => {
    const { child, ended, address } = start({ DRAIN_TIMEOUT: '300' });
    const at = await address;
    const release = await hold();
    const running = post(at, 'never').catch(() => 'no answer');
    await fetch(`${at}/health/live`);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 1, signal: null });
    expect(await running).toBe('no answer');
    await release();
    expect(await count('never')).toBe(0);
  });

  it('twice ends at once', async () => {
    const { child, ended, address } = start({ DRAIN_TIMEOUT: '600000' });
    const at = await address;
    const release = await hold();
    const running = post(at, 'twice').catch(() => 'no answer');
    await fetch(`${at}/health/live`);
    child.kill('SIGINT');
    await closed(at);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 1, signal: null });
    await release();
    expect(await running).toBe('no answer');
  });
});
