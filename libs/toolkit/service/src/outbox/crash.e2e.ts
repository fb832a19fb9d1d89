import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { service } from '../../test/notes/app.ts';
import type { NotesProcess } from '../../test/process.ts';
import { startNotes } from '../../test/process.ts';
import type { Receiver } from '../../test/receiver.ts';
import { startReceiver } from '../../test/receiver.ts';
import { recordingLog } from '../../test/recording-log.ts';
import type { Outbox } from '../index.ts';
import { installOutbox, openOutbox } from '../index.ts';
import type { LocalIssuer, TestDatabase } from '../testing/index.ts';
import { localIssuer } from '../testing/index.ts';

const secret = `whsec_${randomBytes(32).toString('base64')}`;
const { outbox: definition } = service;

let database: TestDatabase;
let issuer: LocalIssuer;
let receiver: Receiver;
let supervisor: Outbox;
const running = new Set<NotesProcess>();
beforeAll(async () => {
  if (definition === undefined) throw new Error('the service of the tests has an outbox');
  [database, issuer, receiver] = await Promise.all([
    ...([testDatabase(service.schema), localIssuer(), startReceiver()] as const),
  ]);
  await installOutbox(database.pool, definition);
  supervisor = await openOutbox(definition, {
    ...{ pool: database.pool, logger: recordingLog(), works: false },
  });
});
afterEach(async () => {
  for (const { child, ended } of running) {
    child.kill('SIGKILL');
    await ended;
  }
  running.clear();
});
afterAll(async () => {
  await supervisor.close();
  await Promise.all([database.close(), issuer.close(), receiver.close()]);
});

const start = async (): Promise<NotesProcess & { readonly at: string }> => {
  const one = startNotes([], {
    ...{ DATABASE_URL: database.url, OIDC_ISSUER: issuer.url },
    ...{ HOOK_HOSTS: receiver.host, HOOK_SECRET: secret },
  });
  running.add(one);
  return { ...one, at: await one.address };
};
const kill = async (one: NotesProcess): Promise<void> => {
  one.child.kill('SIGKILL');
  await one.ended;
  running.delete(one);
};
const write = async (at: string, body: string, key: string): Promise<Response> =>
  fetch(`${at}/v1/notes`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await issuer.token({ subject: 'ada', audience: 'notes' })}`,
      ...{ 'content-type': 'application/json', 'idempotency-key': key },
    },
    body: JSON.stringify({ body, notify: { url: receiver.url, secretName: 'reader' } }),
  });
/** Lets the time go by that a killed worker's job is left to it, and has it looked for. */
const takeBack = async (): Promise<void> => {
  await database.pool.query(
    "update pgboss.job set heartbeat_on = heartbeat_on - interval '1 minute' where state = 'active'",
  );
  await supervisor.supervise();
};
/** Resolves when somebody waits for what the client has locked. The embedded database tells nobody: there all wait at once. */
const waits = async (client: pg.PoolClient): Promise<void> => {
  if (inject('databaseUrl') !== undefined) return;
  const statement = 'select 1 from pg_locks where not granted';
  while ((await client.query(statement)).rows.length === 0);
};
const states = async (queue: string): Promise<string[]> => {
  const { rows } = await database.pool.query<{ state: string }>(
    'select state::text from pgboss.job where name = $1 order by created_on',
    [queue],
  );
  return rows.map(({ state }) => state);
};
const completed = async (queue: string, count: number): Promise<void> => {
  while ((await states(queue)).filter((state) => state === 'completed').length < count);
};

describe('an instance that is killed', () => {
  it('before its transaction commits leaves neither the thing nor what was to be done about it', async () => {
    const one = await start();
    const client = await database.pool.connect();
    // Its last statement before the commit waits for this one.
    await client.query('begin; lock table pgboss.job in access exclusive mode');
    const answer = write(one.at, 'lost', 'crash-1').catch(() => 'no answer');
    await fetch(`${one.at}/health/live`);
    await waits(client);
    await kill(one);
    await client.query('commit');
    client.release();
    expect(await answer).toBe('no answer');
    const { rows } = await database.pool.query(
      "select body from notes.notes where body = 'lost' union all select key from service.idempotency_keys",
    );
    expect([rows, await states('notes.webhook')]).toStrictEqual([[], []]);
    // Asked again, it is done, once.
    const other = await start();
    expect((await write(other.at, 'lost', 'crash-1')).status).toBe(201);
    await completed('notes.webhook', 1);
    expect(receiver.received).toHaveLength(1);
    await kill(other);
  });

  it('while the other end has not answered has the webhook sent by another, with the same id', async () => {
    receiver.received.splice(0);
    receiver.answer = 'silent';
    const one = await start();
    expect((await write(one.at, 'twice', 'crash-2')).status).toBe(201);
    await receiver.until(1);
    await kill(one);
    receiver.answer = { status: 204 };
    expect(await states('notes.webhook')).toStrictEqual(['completed', 'active']);
    const other = await start();
    await takeBack();
    await receiver.until(2);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids[0]).toBe(ids[1]);
    await completed('notes.webhook', 2);
    // Who asked and heard nothing asks again, and gets the answer that was given.
    const again = await write(other.at, 'twice', 'crash-2');
    expect([again.status, again.headers.get('idempotent-replayed')]).toStrictEqual([201, 'true']);
    const { rows } = await database.pool.query("select 1 from notes.notes where body = 'twice'");
    expect(rows).toHaveLength(1);
    await kill(other);
  });

  it('when the other end has the webhook and nobody knows yet has it sent again, with the same id', async () => {
    receiver.received.splice(0);
    receiver.answer = 'silent';
    const one = await start();
    expect((await write(one.at, 'known', 'crash-4')).status).toBe(201);
    await receiver.until(1);
    // Stopped, it can't read the answer; the other end has given it all the same.
    one.child.kill('SIGSTOP');
    await receiver.answerAll(204);
    await kill(one);
    receiver.answer = { status: 204 };
    const other = await start();
    await takeBack();
    await receiver.until(2);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(ids[0]).toBe(ids[1]);
    await completed('notes.webhook', 3);
    await kill(other);
  });
});

describe('an instance whose connections are cut', () => {
  it('answers that it can’t for a moment, and goes on with what there is to do', async () => {
    receiver.received.splice(0);
    const one = await start();
    await cut();
    const ready = async (): Promise<number> => (await fetch(`${one.at}/health/ready`)).status;
    while ((await ready()) !== 200);
    expect((await write(one.at, 'after', 'crash-3')).status).toBe(201);
    await receiver.until(1);
    one.child.kill('SIGTERM');
    expect(await one.ended).toMatchObject({ code: 0 });
    running.delete(one);
  });

  /** Ends the connections of the instance. The embedded database has one backend for all, which can't be ended alone. */
  const cut = async (): Promise<void> => {
    await database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'notes' and pid <> pg_backend_pid()",
    );
  };
});
