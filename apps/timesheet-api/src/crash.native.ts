import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { installOutbox, grantOutbox } from '@h-j-petroleum/toolkit-service';
import type { LocalIssuer, TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { localIssuer, nativeDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StandIn } from '../test/approval-api.ts';
import { startApprovalApi } from '../test/approval-api.ts';
import type { Instance } from '../test/instance.ts';
import { startInstance } from '../test/instance.ts';
import type { Scene } from '../test/scene.ts';
import { freshWeek, setScene } from '../test/scene.ts';
import { service } from './app.ts';
import { schema } from './store/schema.ts';

const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
const apiKey = `hjp_${'0'.repeat(18)}_${'k'.repeat(43)}`;

let database: TestDatabase;
let issuer: LocalIssuer;
let approvals: StandIn;
let scene: Scene;
let running: Instance[] = [];
beforeAll(async () => {
  [database, issuer, approvals] = await Promise.all([
    ...([nativeDatabase(schema), localIssuer(), startApprovalApi(secret, apiKey)] as const),
  ]);
  if (service.outbox !== undefined) await installOutbox(database.pool, service.outbox);
  // Instances run with what a running service is given, and no more.
  await database.pool.query('drop role if exists timesheet_instance');
  await database.pool.query('create role timesheet_instance login');
  for (const name of ['service', 'timesheet'])
    await database.pool.query(`select ${name}.grant_to('timesheet_instance')`);
  await grantOutbox(database.pool, 'timesheet_instance');
  scene = await setScene(database.pool);
});
afterEach(async () => {
  await Promise.all(running.map((one) => one.kill()));
  running = [];
});
afterAll(async () => {
  await database.pool.query('drop owned by timesheet_instance; drop role timesheet_instance');
  await Promise.all([database.close(), issuer.close(), approvals.close()]);
});

async function start(): Promise<Instance> {
  const url = new URL(database.url);
  url.username = 'timesheet_instance';
  const instance = await startInstance({
    ...{ DATABASE_URL: url.href, OIDC_ISSUER: issuer.url },
    ...{ APPROVAL_API_URL: approvals.url, APPROVAL_API_KEY: apiKey },
    APPROVAL_WEBHOOK_SECRET: secret,
  });
  running.push(instance);
  return instance;
}

async function ask(
  { url }: Instance,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Response> {
  const token = await issuer.token({ subject: 'ada', audience: 'timesheet-api' });
  const content = body === undefined ? {} : { 'content-type': 'application/json' };
  return fetch(`${url}${path}`, {
    ...{ method, headers: { authorization: `Bearer ${token}`, ...content, ...headers } },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** A timesheet with an hour in it, and its ETag. */
async function sheet(instance: Instance): Promise<{ path: string; etag: string }> {
  const { week, day } = freshWeek();
  const opened = await ask(instance, 'POST', '/v1/timesheets', { week });
  const path = String(opened.headers.get('location'));
  const entry = { date: day(0), minutes: 60, taskId: scene.taskId };
  const recorded = await ask(instance, 'POST', `${path}/entries`, entry);
  return { path, etag: String(recorded.headers.get('etag')) };
}

const submit = (instance: Instance, { path, etag }: { path: string; etag: string }) =>
  ask(instance, 'POST', `${path}/submission`, undefined, { 'if-match': etag });

interface Seen {
  readonly state: string;
  readonly submissions: readonly { readonly id: string; readonly requestId: string | null }[];
}
const read = async (instance: Instance, path: string): Promise<Seen> =>
  (await ask(instance, 'GET', path)).json() as Promise<Seen>;

/** The timesheet when approval-api's answer has been noted. */
async function whenFiled(instance: Instance, path: string): Promise<Seen> {
  for (;;) {
    const seen = await read(instance, path);
    if (seen.submissions.at(-1)?.requestId != null) return seen;
    await sleep(100);
  }
}

const filedFor = (path: string) =>
  approvals.requests.filter(({ body }) => path.endsWith(body.subject.id));

describe('an instance that is killed', () => {
  it('right after it took a submission loses none: another files it', async () => {
    const first = await start();
    const one = await sheet(first);
    approvals.faults.down = 503;
    expect((await submit(first, one)).status).toBe(202);
    await first.kill();
    approvals.faults.down = undefined;
    const seen = await whenFiled(await start(), one.path);
    expect(seen.state).toBe('submitted');
    expect(filedFor(one.path)).toHaveLength(1);
  });

  it('between approval-api’s answer and its own note files no second request', async () => {
    const first = await start();
    const one = await sheet(first);
    const answered = once(approvals.events, 'filed');
    approvals.faults.holdAnswers = true;
    await submit(first, one);
    // approval-api has the request, and the instance will never hear of it.
    await answered;
    await first.kill();
    approvals.faults.holdAnswers = false;
    const second = await start();
    const seen = await whenFiled(second, one.path);
    expect(filedFor(one.path).map(({ id }) => id)).toStrictEqual([seen.submissions[0]?.requestId]);
  });

  it('while it takes a decision has taken none: the next delivery does', async () => {
    const first = await start();
    const one = await sheet(first);
    await submit(first, one);
    const { submissions } = await whenFiled(first, one.path);
    const delivery = approvals.decide(String(submissions[0]?.requestId), 'approved');
    const deliver = ({ url }: Instance) =>
      fetch(`${url}/v1/webhooks/approvals`, {
        ...{ method: 'POST', body: delivery.body, headers: delivery.headers },
      });
    const holder = await database.pool.connect();
    await holder.query('begin');
    await holder.query('select from timesheet.employees where id = $1 for update', [scene.ada.id]);
    const lost = deliver(first).catch(() => 'broken');
    // It waits for the row, in the middle of its transaction.
    const waits = `select count(*)::int as count from pg_stat_activity where usename = 'timesheet_instance' and wait_event_type = 'Lock'`;
    while ((await database.pool.query<{ count: number }>(waits)).rows[0]?.count === 0)
      await sleep(20);
    await first.kill();
    expect(await lost).toBe('broken');
    await holder.query('rollback');
    holder.release();
    const second = await start();
    expect((await read(second, one.path)).state).toBe('submitted');
    expect(await (await deliver(second)).json()).toStrictEqual({ result: 'applied' });
    expect(await (await deliver(second)).json()).toStrictEqual({ result: 'repeated' });
    expect((await read(second, one.path)).state).toBe('approved');
  });
});

it('two instances on one database: either does what the other began, and each submission is filed once', async () => {
  const [left, right] = await Promise.all([start(), start()]);
  const sheets = await Promise.all([sheet(left), sheet(right), sheet(left), sheet(right)]);
  await Promise.all(sheets.map((one, i) => submit(i % 2 === 0 ? right : left, one)));
  for (const { path } of sheets) await whenFiled(left, path);
  expect(sheets.map(({ path }) => filedFor(path).length)).toStrictEqual([1, 1, 1, 1]);
  expect(await left.stop()).toBe(0);
  expect((await read(right, sheets[0]?.path ?? '')).state).toBe('submitted');
});
