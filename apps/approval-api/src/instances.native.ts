import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalIssuer, TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { emptyDatabase, localIssuer } from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secret } from '../test/api.ts';
import type { OtherEnd } from '../test/other-end.ts';
import { startOtherEnd } from '../test/other-end.ts';
import type { ServiceProcess } from '../test/process.ts';
import { startProcess } from '../test/process.ts';

const role = `approval_${process.pid}`;
let folder: string;
let database: TestDatabase;
let issuer: LocalIssuer;
let hooks: OtherEnd;
/** Of the running service: its role may not do more than it needs. */
let env: Record<string, string>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'policies-'));
  const policy = (name: string, expiresAfter: string) => {
    const steps = [
      { name: 'only', deciders: ['ada', 'ben'].map((person) => ({ person })), quorum: 2 },
    ];
    writeFileSync(
      join(folder, `${name}.json`),
      JSON.stringify({ name, version: 1, title: name, steps, expiresAfter }),
    );
  };
  policy('two', 'P9D');
  policy('brief', 'PT1S');
  [database, issuer, hooks] = await Promise.all([
    emptyDatabase(),
    localIssuer(),
    startOtherEnd(() => ({ status: 204 })),
  ]);
  await database.pool.query(`create role ${role} login password 'of-this-test'`);
  env = {
    ...{ OIDC_ISSUER: issuer.url, POLICIES_DIR: folder, DATABASE_URL: database.url },
    ...{ WEBHOOK_HOSTS: hooks.host, WEBHOOK_SIGNING_SECRET: `shop=${secret}` },
  };
  const migrated = await startProcess(['migrate', '--grant', role], env).ended;
  expect(migrated).toMatchObject({ code: 0, errors: '' });
  const url = new URL(database.url);
  url.username = role;
  url.password = 'of-this-test';
  env = { ...env, DATABASE_URL: url.href };
});
afterAll(async () => {
  await database.pool.query(`drop owned by ${role}; drop role ${role}`);
  await Promise.all([database.close(), issuer.close(), hooks.close()]);
  rmSync(folder, { recursive: true });
});

async function call(address: string, who: string, path: string, body?: object, etag?: string) {
  const token = await issuer.token({ subject: who, audience: 'approval-api' });
  const response = await fetch(`${address}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(etag === undefined ? {} : { 'if-match': etag }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  return {
    status: response.status,
    etag: response.headers.get('etag') ?? '',
    body: Object(answer),
  };
}

const asking = (policy: string) => ({
  ...{ policy, title: 'A pump', subject: { type: 'purchase', id: 'po-1', version: '1' } },
  callback: { url: `${hooks.url}/outcomes`, secretName: 'shop' },
});

/** Approves by one instance; by the other one where it's gone. */
async function approve(addresses: readonly string[], who: string, id: string): Promise<number> {
  for (;;)
    for (const address of addresses) {
      try {
        const { etag } = await call(address, who, `/v1/requests/${id}`);
        const path = `/v1/requests/${id}/decisions`;
        const { status } = await call(address, who, path, { decision: 'approve' }, etag);
        // 412: the other decided in between. 409: it was taken, and the instance died before it could say so.
        if (status === 201 || status === 409) return status;
      } catch {
        // The instance is gone.
      }
    }
}

describe('two instances on one database, with the rights of the service alone', () => {
  it('do everything once, though one is killed in the middle', async () => {
    const instances: ServiceProcess[] = [startProcess([], env), startProcess([], env)];
    const addresses = await Promise.all(instances.map(({ address }) => address));
    const [first = '', second = ''] = addresses;
    const brief = await call(first, 'rea', '/v1/requests', asking('brief'));
    const filed = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        call(index % 2 === 0 ? first : second, 'rea', '/v1/requests', asking('two')),
      ),
    );
    expect(filed.map(({ status }) => status)).toStrictEqual(Array(20).fill(201));
    const ids = filed.map(({ body }) => String(body.id));
    let done = 0;
    await Promise.all(
      ids.map(async (id) => {
        await approve([second, first], 'ada', id);
        if (++done === 5) instances[1]?.child.kill('SIGKILL');
        await approve([first, second], 'ben', id);
      }),
    );
    const told = () =>
      hooks.messages.map(({ headers, body }) => ({
        webhook: headers['webhook-id'],
        ...JSON.parse(body),
      }));
    // The rest of what the killed instance had taken, and the deadline: by the clock, within a minute or so.
    await expect
      .poll(() => new Set(told().map(({ data }) => data.requestId)).size, { timeout: 240_000 })
      .toBe(21);
    const outcomes = Object.groupBy(told(), ({ data }) => String(data.requestId));
    for (const id of ids) {
      expect(new Set(outcomes[id]?.map(({ webhook }) => webhook)).size).toBe(1);
      expect(outcomes[id]?.[0]).toMatchObject({
        type: 'approval.request.approved',
        data: { decisions: [{}, {}] },
      });
    }
    expect(outcomes[brief.body.id]?.[0]?.type).toBe('approval.request.expired');
    const { rows } = await database.pool.query(
      `select date_trunc('minute', created_on) from pgboss.job
        where name = 'approval-api.deadlines' group by 1 having count(*) > 1`,
    );
    expect(rows).toStrictEqual([]);
    const third = await call(first, 'rea', '/v1/requests?state=approved&limit=50');
    expect(third.body.items).toHaveLength(20);
    instances[0]?.child.kill('SIGTERM');
    expect(await instances[0]?.ended).toMatchObject({ code: 0, errors: '' });
  });

  it('leave a trail that the command finds sound, until somebody changes it', async () => {
    const run = (...args: string[]) => startProcess(['audit', ...args], env).ended;
    const { output: head } = await run('checkpoint');
    expect(head).toMatch(/^[0-9a-f]{64}\n$/);
    const sound = await run('verify', '--head', head.trim());
    expect(sound).toMatchObject({
      ...{ code: 0, errors: '' },
      output: expect.stringMatching(
        /^requests: 21, entries: 62, checkpoints: \d+, hashes kept elsewhere: 1\nlast checkpoint: \d+ [0-9a-f]{64}\nNothing was changed\.\n$/,
      ),
    });
    const { rows } = await database.pool
      .query<{ request_id: string }>(
        `begin; alter table approval.audit_entries disable trigger user;
       update approval.audit_entries set actor = 'eve' where sequence = 2 and request_id =
         (select min(request_id::text)::uuid from approval.audit_entries where sequence = 2 and action = 'decided');
       alter table approval.audit_entries enable trigger user; commit`,
      )
      .then(() =>
        database.pool.query("select request_id from approval.audit_entries where actor = 'eve'"),
      );
    const { code, output } = await run('verify', '--json', '--head', '00'.repeat(32));
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      ...{ requests: 21, entries: 62 },
      findings: [
        { kind: 'changed', requestId: rows[0]?.request_id, sequence: 2 },
        { kind: 'head-unknown' },
      ],
    });
    expect(await run('verify', '--head', 'abc')).toMatchObject({
      code: 2,
      errors:
        'approval-api: "abc" is no hash: 64 hexadecimal digits, as "audit checkpoint" shows them. [SERVICE_BAD_OPTION]\n',
    });
  });
});
