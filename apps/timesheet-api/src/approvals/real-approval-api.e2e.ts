import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalIssuer, TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { embeddedDatabase, localIssuer } from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Instance } from '../../test/instance.ts';
import { runCommand, startInstance } from '../../test/instance.ts';
import type { Scene } from '../../test/scene.ts';
import { freshWeek, setScene } from '../../test/scene.ts';
import { schema } from '../store/schema.ts';

const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;
const services = ['timesheet-api', 'approval-api'] as const;
type Service = (typeof services)[number];

let database: TestDatabase;
let issuer: LocalIssuer;
let scene: Scene;
let running: Record<Service, Instance>;
beforeAll(async () => {
  [database, issuer] = await Promise.all([embeddedDatabase(schema), localIssuer()]);
  scene = await setScene(database.pool);
  const shared = { DATABASE_URL: database.url, OIDC_ISSUER: issuer.url, DATABASE_POOL_SIZE: '3' };
  for (const service of services) await runCommand(service, ['migrate'], shared);
  const made = await runCommand(
    'approval-api',
    ['api-keys', 'create', 'timesheet-api', '--role', 'timesheet-api'],
    shared,
  );
  // approval-api calls no host that it was not told of, so the port is known before it listens.
  const port = await freePort();
  const approvalApi = await startInstance(
    {
      ...{ ...shared, WEBHOOK_HOSTS: `127.0.0.1:${port}` },
      WEBHOOK_SIGNING_SECRET: `timesheet-api=${secret}`,
    },
    'approval-api',
  );
  const timesheetApi = await startInstance({
    ...{ ...shared, PORT: String(port), APPROVAL_API_URL: approvalApi.url },
    ...{ APPROVAL_API_KEY: made.trim(), APPROVAL_WEBHOOK_SECRET: secret },
  });
  running = { 'approval-api': approvalApi, 'timesheet-api': timesheetApi };
});
afterAll(async () => {
  await Promise.all(Object.values(running).map((one) => one.stop()));
  await Promise.all([database.close(), issuer.close()]);
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = Number(Reflect.get(Object(server.address()), 'port'));
  server.close();
  await once(server, 'close');
  return port;
}

async function ask(
  service: Service,
  [subject, ...roles]: readonly [string, ...string[]],
  method: string,
  path: string,
  { body, etag }: { readonly body?: object; readonly etag?: string } = {},
) {
  const token = await issuer.token({ subject, roles, audience: service });
  const response = await fetch(`${running[service].url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(etag === undefined ? {} : { 'if-match': etag }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { headers, status } = response;
  const text = await response.text();
  // What a service refuses is looked at by the test; what it fails at by nobody.
  if (status >= 500) throw new Error(`${service} answered ${method} ${path} with ${text}`);
  return {
    ...{ status, etag: String(headers.get('etag')), location: String(headers.get('location')) },
    json: JSON.parse(text),
  };
}

/** The timesheet when something is so. */
async function when(url: string, isSo: (sheet: Sheet) => boolean): Promise<Sheet> {
  for (;;) {
    const { json } = await ask('timesheet-api', ['ada'], 'GET', url);
    if (isSo(json)) return json;
    await sleep(100);
  }
}
interface Sheet {
  readonly state: string;
  readonly submissions: readonly {
    readonly requestId: string | null;
    readonly auditHead: string | null;
  }[];
}

/** An hour of Ada's that is submitted and filed: the timesheet's address and the request's. */
async function submitted(): Promise<{ readonly url: string; readonly request: string }> {
  const { week, day } = freshWeek();
  const { location: url } = await ask('timesheet-api', ['ada'], 'POST', '/v1/timesheets', {
    body: { week },
  });
  const { etag } = await ask('timesheet-api', ['ada'], 'POST', `${url}/entries`, {
    body: { date: day(0), minutes: 60, taskId: scene.taskId },
  });
  await ask('timesheet-api', ['ada'], 'POST', `${url}/submission`, { etag });
  const sheet = await when(url, ({ submissions }) => submissions.at(-1)?.requestId != null);
  return { url, request: `/v1/requests/${sheet.submissions.at(-1)?.requestId ?? ''}` };
}

async function decide(
  who: readonly [string, ...string[]],
  request: string,
  body: { readonly decision: string; readonly comment?: string },
): Promise<string> {
  const { etag } = await ask('approval-api', who, 'GET', request);
  const { status, json } = await ask('approval-api', who, 'POST', `${request}/decisions`, {
    ...{ body, etag },
  });
  return status === 201 ? json.state : json.code;
}

it('manager and payroll approve, the employee cannot; the timesheet holds the head of the trail', async () => {
  const { url, request } = await submitted();
  expect(await decide(['ada'], request, { decision: 'approve' })).toBe('own-request');
  expect(await decide(['max'], request, { decision: 'approve' })).toBe('pending');
  expect(await decide(['penny', 'payroll'], request, { decision: 'approve' })).toBe('approved');
  const { submissions } = await when(url, ({ state }) => state === 'approved');
  const { json } = await ask('approval-api', ['max'], 'GET', request);
  expect(submissions[0]?.auditHead).toBe(json.auditHead);
});

it('what is returned comes with its comment, and is submitted again as another request', async () => {
  const { url, request } = await submitted();
  await decide(['max'], request, { decision: 'return', comment: 'Which well?' });
  await when(url, ({ state }) => state === 'returned');
  const history = await ask('timesheet-api', ['ada'], 'GET', `${url}/history`);
  expect(history.json.items.at(-1)).toMatchObject({ event: 'return', comment: 'max: Which well?' });
  const { etag } = await ask('timesheet-api', ['ada'], 'GET', url);
  await ask('timesheet-api', ['ada'], 'POST', `${url}/submission`, { etag });
  const again = await when(url, ({ submissions }) => submissions.at(1)?.requestId != null);
  expect(again.submissions[1]?.requestId).not.toBe(again.submissions[0]?.requestId);
});

it('what is rejected is rejected, and what is withdrawn is withdrawn there too', async () => {
  const one = await submitted();
  await decide(['max'], one.request, { decision: 'reject', comment: 'Not your rig.' });
  await when(one.url, ({ state }) => state === 'rejected');
  const other = await submitted();
  await ask('timesheet-api', ['ada'], 'POST', `${other.url}/withdrawal`);
  await when(other.url, ({ state }) => state === 'withdrawn');
  const { json } = await ask('approval-api', ['ada'], 'GET', other.request);
  expect(json).toMatchObject({ state: 'withdrawn', requester: 'ada' });
});
