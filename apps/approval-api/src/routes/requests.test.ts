import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../test/api.ts';
import { purchase, startApi } from '../../test/api.ts';
import { filed as onRecord } from '../../test/filed.ts';
import { soundPolicy } from '../../test/scene.ts';
import { sha256 } from '../audit/entry.ts';
import { postgresRequests } from '../store/postgres/requests.ts';

const head = 'hal department-head';
const finance = (name: string) => `${name} finance`;

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** A purchase of rea's, on record; its id. */
async function filed(value?: string, more?: object): Promise<string> {
  const { status, body } = await api.post('rea', '/v1/requests', purchase(value, more));
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.id;
}

describe('asking', () => {
  it('answers with the request, its version and its place', async () => {
    const { status, headers, body } = await api.post('rea', '/v1/requests', purchase('1250.00'));
    expect(status).toBe(201);
    expect(headers).toMatchObject({ etag: '"1"', location: `/v1/requests/${body.id}` });
    expect(body).toMatchObject({
      title: 'A new pump for rig 7',
      policy: { name: 'purchase', version: 1 },
      amount: { value: '1250.00', currency: 'EUR' },
      ...{ requester: 'rea', filedBy: 'rea', state: 'pending', version: 1, decisions: [] },
      steps: [
        {
          name: 'department',
          stage: 0,
          state: 'open',
          missing: 1,
          deciders: [{ role: 'department-head' }],
        },
        { name: 'finance', stage: 1, state: 'closed', quorum: 2, missing: 2 },
      ],
      auditHead: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const { body: read, headers: again } = await api.get('rea', `/v1/requests/${body.id}`);
    expect(read).toStrictEqual(body);
    expect(again).toMatchObject({ etag: '"1"', 'cache-control': 'no-store' });
  });

  it('twice with one Idempotency-Key makes one request', async () => {
    const key = { 'idempotency-key': 'po-77' };
    const first = await api.post('kim', '/v1/requests', purchase(), key);
    const second = await api.post('kim', '/v1/requests', purchase(), key);
    expect(second.body).toStrictEqual(first.body);
    expect(second.headers).toMatchObject({ etag: '"1"', 'idempotent-replayed': 'true' });
    expect((await api.get('kim', '/v1/requests')).body.items).toHaveLength(1);
    expect(await api.post('kim', '/v1/requests', purchase('1.00'), key)).toMatchObject({
      ...{ status: 422, body: { code: 'idempotency-key-reused' } },
    });
  });

  it.each<[string, number, object]>([
    ['policy-unknown', 422, { policy: 'none' }],
    ['policy-unfit', 422, { amount: undefined }],
    ['policy-unfit', 422, { amount: { value: '5', currency: 'USD' } }],
    ['policy-not-yours', 403, { policy: 'timesheet' }],
    ['not-for-others', 403, { requester: 'kim' }],
    ['not-for-others', 403, { named: { manager: ['kim'] } }],
    ['callback-refused', 422, { callback: { url: 'https://evil.example/', secretName: 'shop' } }],
    [
      'callback-refused',
      422,
      { callback: { url: 'https://hooks.example.com/', secretName: 'none' } },
    ],
    ['invalid-request', 400, { amount: { value: '1e3', currency: 'EUR' } }],
    ['invalid-request', 400, { amount: { value: 5, currency: 'EUR' } }],
    ['invalid-request', 400, { title: 'A pump\nApproved' }],
    ['invalid-request', 400, { title: 'A \u202epmup' }],
    ['invalid-request', 400, { extra: true }],
    ['invalid-request', 400, { payload: JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`) }],
  ])('is refused as %s', async (code, status, more) => {
    expect(await api.post('rea', '/v1/requests', purchase('5', more))).toMatchObject({
      ...{ status, body: { code } },
    });
  });

  it('says all that keeps a policy from being used', async () => {
    const { body } = await api.post(
      'rea',
      '/v1/requests',
      purchase('5', { amount: undefined, subject: { type: 'timesheet', id: '1', version: '1' } }),
    );
    expect(body.errors.map(({ message }: { message: string }) => message)).toStrictEqual([
      '"purchase" is for subjects of the type purchase, not timesheet',
      '"purchase" needs an amount in EUR',
    ]);
  });

  it('is for others where a machine asks, which names who decides', async () => {
    const body = {
      policy: 'timesheet',
      subject: { type: 'timesheet', id: 'ts-1', version: '2' },
      title: 'Week 45',
      ...{ requester: 'emp', named: { manager: ['max'] } },
    };
    const made = await api.post('machine timesheet-api', '/v1/requests', body);
    expect(made).toMatchObject({
      status: 201,
      body: {
        requester: 'emp',
        filedBy: 'machine:timesheet-api',
        steps: [{ deciders: [{ person: 'max' }, { role: 'department-head' }] }, {}],
      },
    });
    const { id } = made.body;
    expect(await api.decide('machine timesheet-api', id, { decision: 'approve' })).toMatchObject({
      ...{ status: 403, body: { code: 'forbidden' } },
    });
    expect((await api.get('machine timesheet-api', `/v1/requests/${id}/ways`)).body).toStrictEqual({
      ...{ ways: [], obstacle: 'people-decide' },
    });
    expect((await api.decide('max', id, { decision: 'approve' })).status).toBe(201);
    // The policy wants different people, so the manager is not payroll as well.
    expect(await api.decide('max payroll', id, { decision: 'approve' })).toMatchObject({
      ...{ status: 409, body: { code: 'already-counted' } },
    });
    expect(await api.decide('emp payroll', id, { decision: 'approve' })).toMatchObject({
      ...{ status: 403, body: { code: 'own-request' } },
    });
    expect(await api.decide('pia payroll', id, { decision: 'approve' })).toMatchObject({
      ...{ status: 201, body: { state: 'approved' } },
    });
  });
});

describe('deciding', () => {
  it('goes through the steps, and says who decided, for whom, when, why and on which version', async () => {
    const id = await filed('1250.00');
    expect(
      (await api.decide(head, id, { decision: 'approve', comment: 'Needed.' })).headers['etag'],
    ).toBe('"2"');
    await api.decide(finance('fay'), id, { decision: 'approve' });
    const { status, body } = await api.decide(finance('fin'), id, { decision: 'approve' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ state: 'approved', version: 4 },
      decisions: [
        {
          step: 'department',
          decision: 'approve',
          by: 'hal',
          onBehalfOf: 'hal',
          version: 1,
          comment: 'Needed.',
        },
        { step: 'finance', decision: 'approve', by: 'fay', version: 2 },
        { step: 'finance', decision: 'approve', by: 'fin', version: 3 },
      ],
      steps: [{ state: 'done' }, { state: 'done', missing: 0 }],
    });
    expect(await api.decide(head, id, { decision: 'reject', comment: 'No.' })).toMatchObject({
      ...{ status: 409, body: { code: 'request-closed' } },
    });
  });

  it('needs the version that was seen, and refuses another', async () => {
    const id = await filed();
    const url = `/v1/requests/${id}/decisions`;
    expect(await api.post(head, url, { decision: 'approve' })).toMatchObject({
      ...{ status: 428, body: { code: 'precondition-required' } },
    });
    await api.post('rea', `/v1/requests/${id}/comments`, { text: 'It is urgent.' });
    const late = await api.post(head, url, { decision: 'approve' }, { 'if-match': '"1"' });
    expect(late).toMatchObject({ status: 412, body: { code: 'precondition-failed' } });
    expect(late.headers['etag']).toBe('"2"');
    const seen = await api.post(head, url, { decision: 'approve' }, { 'if-match': '"2"' });
    expect(seen).toMatchObject({ status: 201, body: { decisions: [{ version: 2 }] } });
  });

  it('sent again with its key is not decided twice', async () => {
    const id = await filed('1250.00');
    await api.decide(head, id, { decision: 'approve' });
    const headers = { 'if-match': '"2"', 'idempotency-key': 'my-decision' };
    const url = `/v1/requests/${id}/decisions`;
    const first = await api.post(finance('fay'), url, { decision: 'approve' }, headers);
    const second = await api.post(finance('fay'), url, { decision: 'approve' }, headers);
    expect([first.status, second.status]).toStrictEqual([201, 201]);
    expect(second.body).toStrictEqual(first.body);
  });

  it.each<[string, string, number, object]>([
    ['own-request', 'rea department-head', 403, { decision: 'approve' }],
    ['not-found', 'eve', 404, { decision: 'approve' }],
    ['not-a-decider', 'aud approval:auditor', 403, { decision: 'approve' }],
    ['comment-needed', head, 422, { decision: 'reject' }],
    ['not-this-way', head, 422, { decision: 'approve', step: 'finance' }],
    ['not-this-way', head, 422, { decision: 'approve', onBehalfOf: 'kim' }],
    ['invalid-request', head, 400, { decision: 'maybe' }],
  ])('is refused as %s', async (code, who, status, body) => {
    const id = await filed('500.00');
    const answer = await api.post(who, `/v1/requests/${id}/decisions`, body, { 'if-match': '"1"' });
    expect(answer).toMatchObject({ status, body: { code } });
    expect((await api.get('rea', `/v1/requests/${id}`)).body).toMatchObject({
      version: 1,
      state: 'pending',
    });
  });

  it('is taken though the host that wanted to be told may not be called any more', async () => {
    const policy = soundPolicy({
      ...{ name: 'one', version: 1, title: 'One' },
      steps: [{ name: 'only', deciders: [{ person: 'ada' }] }],
    });
    const callback = { url: 'https://gone.example.com/', secretName: 'shop' };
    const store = postgresRequests(api.database.pool);
    const { id } = await onRecord(store, policy, 'rea', callback);
    expect((await api.decide('ada', id, { decision: 'approve' })).body.state).toBe('approved');
    const { rows } = await api.database.pool.query(
      "select id from pgboss.job where name = 'approval-api.webhook'",
    );
    expect(rows).toStrictEqual([]);
  });

  it('tells beforehand who may', async () => {
    const id = await filed();
    const ways = async (who: string) => (await api.get(who, `/v1/requests/${id}/ways`)).body;
    expect(await ways(head)).toStrictEqual({ ways: [{ step: 'department', onBehalfOf: 'hal' }] });
    expect(await ways('rea')).toStrictEqual({ ways: [], obstacle: 'own-request' });
    await api.decide(head, id, { decision: 'approve' });
    expect(await ways(head)).toStrictEqual({ ways: [], obstacle: 'request-closed' });
  });
});

describe('what one sees', () => {
  it('is what one has to do with', async () => {
    const id = await filed('1250.00');
    const sees = async (who: string) => (await api.get(who, `/v1/requests/${id}`)).status;
    expect(await sees('rea')).toBe(200);
    expect(await sees(head)).toBe(200);
    expect(await sees('aud approval:auditor')).toBe(200);
    expect(await sees(finance('fay'))).toBe(404);
    expect(await sees('eve admin approval:admin')).toBe(404);
    expect((await api.get('', `/v1/requests/${id}`)).status).toBe(401);
    await api.decide(head, id, { decision: 'approve' });
    expect(await sees('hal')).toBe(200);
    expect(await sees('han department-head')).toBe(404);
    expect(await sees(finance('fay'))).toBe(200);
    for (const part of ['audit', 'comments', 'attachments', 'certificate', 'ways'])
      expect((await api.get('eve', `/v1/requests/${id}/${part}`)).body.code).toBe('not-found');
  });

  it('is listed, page by page, and what waits for one by itself', async () => {
    const ids: string[] = [];
    for (const value of ['1.00', '2.00', '3.00'])
      ids.unshift((await api.post('lis', '/v1/requests', purchase(value))).body.id);
    const first = await api.get('lis', '/v1/requests?limit=2');
    const second = await api.get('lis', `/v1/requests?limit=2&cursor=${first.body.next}`);
    expect([...first.body.items, ...second.body.items].map(({ id }) => id)).toStrictEqual(ids);
    expect(second.body.next).toBeUndefined();
    const waiting = async (who: string) =>
      (await api.get(who, '/v1/requests?waiting=me&requester=lis&limit=10')).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await waiting(head)).toStrictEqual(ids);
    await api.decide(head, ids[1] ?? '', { decision: 'approve' });
    expect(await waiting(head)).toStrictEqual([ids[0], ids[2]]);
    expect(await waiting('lis department-head')).toStrictEqual([]);
    expect((await api.get('lis', '/v1/requests?state=approved')).body.items).toMatchObject([
      { id: ids[1] },
    ]);
    expect((await api.get('lis', '/v1/requests?cursor=nonsense')).body.code).toBe('bad-cursor');
  });
});

describe('beside decisions', () => {
  it('a request is withdrawn by who asks, and by nobody else', async () => {
    const id = await filed();
    const url = `/v1/requests/${id}/withdrawal`;
    expect((await api.post(head, url, {})).body.code).toBe('not-the-requester');
    expect((await api.post('rea', url, { comment: 'Not needed.' })).body.state).toBe('withdrawn');
    expect((await api.post('rea', url, {})).body.code).toBe('request-closed');
  });

  it('comments are said by who takes part, also after the end; an auditor reads', async () => {
    const id = await filed();
    const url = `/v1/requests/${id}/comments`;
    await api.post(head, url, { text: 'Which rig?' });
    await api.post('rea', url, { text: 'Number 7,\nas the title says.' });
    await api.decide(head, id, { decision: 'approve' });
    await api.post('rea', url, { text: 'Thank you.' });
    expect((await api.post('aud approval:auditor', url, { text: 'Hm.' })).body.code).toBe(
      'not-a-participant',
    );
    const { body } = await api.get('aud approval:auditor', `${url}?limit=2`);
    expect(body.items).toMatchObject([
      { sequence: 2, by: 'hal', text: 'Which rig?' },
      { sequence: 3, by: 'rea', text: 'Number 7,\nas the title says.' },
    ]);
    expect((await api.get('rea', `${url}?cursor=${body.next}`)).body.items).toMatchObject([
      { sequence: 5 },
    ]);
    // One more than the largest number that the database counts to.
    const forged = Buffer.from('[2147483648]').toString('base64url');
    expect((await api.get('rea', `${url}?cursor=${forged}`)).body).toMatchObject({
      ...{ status: 400, code: 'bad-cursor' },
    });
    const last = Buffer.from('[2147483647]').toString('base64url');
    expect((await api.get('rea', `${url}?cursor=${last}`)).body).toStrictEqual({ items: [] });
  });

  it('files are attached by address and hash, as long as nothing is decided for good', async () => {
    const id = await filed();
    const url = `/v1/requests/${id}/attachments`;
    const file = {
      ...{ name: 'offer.pdf', url: 'https://files.example.com/offer.pdf', sha256: 'ab'.repeat(32) },
      ...{ size: 12_345, mediaType: 'application/pdf' },
    };
    expect((await api.post(head, url, file)).body.code).toBe('not-the-requester');
    expect(
      (await api.post('rea', url, { ...file, url: 'http://files.example.com/x' })).body.code,
    ).toBe('invalid-request');
    expect((await api.post('rea', url, file)).status).toBe(201);
    expect((await api.get(head, url)).body.items).toMatchObject([
      { ...file, by: 'rea', sequence: 2 },
    ]);
    await api.decide(head, id, { decision: 'approve' });
    expect((await api.post('rea', url, file)).body.code).toBe('request-closed');
  });

  it('the trail tells everything, and the hash of the outcome is known to anybody', async () => {
    const id = await filed();
    await api.decide(head, id, { decision: 'reject', comment: 'Too dear.' });
    await api.post('rea', `/v1/requests/${id}/comments`, { text: 'A pity.' });
    const { body } = await api.get('rea', `/v1/requests/${id}/audit`);
    expect(body.items).toMatchObject([
      { sequence: 1, actor: 'rea', action: 'requested', state: 'pending', previous: null },
      {
        sequence: 2,
        actor: 'hal',
        action: 'decided',
        state: 'rejected',
        data: { comment: 'Too dear.', seen: 1 },
      },
      { sequence: 3, actor: 'rea', action: 'commented', state: 'rejected' },
    ]);
    expect(body.items[2].previous).toBe(body.items[1].hash);
    // Anybody can compute it of what is answered.
    const { hash: own, ...others } = body.items[1];
    expect(sha256(others).toString('hex')).toBe(own);
    expect((await api.get('', `/v1/audit/heads/${body.items[1].hash}`)).body).toStrictEqual({
      ...{ known: true, requestId: id, outcome: 'rejected', at: body.items[1].at },
    });
    for (const hash of [body.items[0].hash, body.items[2].hash, '00'.repeat(32)])
      expect((await api.get('', `/v1/audit/heads/${hash}`)).body).toStrictEqual({ known: false });
  });
});

describe('standing in', () => {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();

  it('lets another decide and see, until it is revoked', async () => {
    const given = await api.post('dag department-head', '/v1/delegations', {
      ...{ to: 'del', roles: ['department-head'], endsAt: tomorrow, reason: 'On leave' },
    });
    expect(given).toMatchObject({ status: 201, body: { from: 'dag', to: 'del' } });
    const [first, second] = [await filed(), await filed()];
    expect(await api.decide('del', first, { decision: 'approve' })).toMatchObject({
      ...{ status: 201, body: { decisions: [{ by: 'del', onBehalfOf: 'dag' }] } },
    });
    for (const who of ['del', 'dag'])
      expect((await api.get(who, '/v1/delegations')).body.items).toMatchObject([
        { id: given.body.id },
      ]);
    const url = `/v1/delegations/${given.body.id}/revocation`;
    expect((await api.post('del', url)).body.code).toBe('not-found');
    expect((await api.post('dag', url)).status).toBe(200);
    expect((await api.post('dag', url)).body.code).toBe('delegation-ended');
    expect((await api.get('del', `/v1/requests/${second}`)).status).toBe(404);
    expect((await api.get('del', `/v1/requests/${first}`)).status).toBe(200);
  });

  it.each<[string, string, object]>([
    ['role-not-yours', 'dag', { to: 'del', roles: ['finance'], endsAt: tomorrow }],
    ['delegation-unfit', 'dag', { to: 'dag', endsAt: tomorrow }],
    ['delegation-unfit', 'dag', { to: 'del', endsAt: '2020-01-01T00:00:00Z' }],
    ['delegation-unfit', 'dag', { to: 'del', endsAt: '2099-01-01T00:00:00Z' }],
    ['invalid-request', 'dag', { to: 'del', endsAt: 'tomorrow' }],
    ['forbidden', 'machine robot', { to: 'del', endsAt: tomorrow }],
  ])('is refused as %s', async (code, who, body) => {
    expect((await api.post(who, '/v1/delegations', body)).body.code).toBe(code);
  });
});

describe('policies', () => {
  it('are read by whoever is logged in', async () => {
    const { body } = await api.get('eve', '/v1/policies');
    expect(body.items.map(({ name }: { name: string }) => name)).toStrictEqual([
      'deployment',
      'proposed-fix',
      'purchase',
      'timesheet',
    ]);
    expect((await api.get('eve', '/v1/policies/purchase')).body).toStrictEqual(body.items[2]);
    expect((await api.get('eve', '/v1/policies/none')).body.code).toBe('not-found');
  });
});
