import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { tracedFetch } from '@h-j-petroleum/toolkit-service';
import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { testDatabase } from '../../test/database.ts';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery } from '../../test/approval-api.ts';
import { deliveryOf } from '../../test/approval-api.ts';
import type { TimesheetService } from '../../test/service.ts';
import { timesheetService, webhookSecret } from '../../test/service.ts';
import { submissionById } from '../store/submissions.ts';
import { approvalClient } from './approval-client.ts';
import { lookAfter, sendSubmission } from './send-submission.ts';

let database: TestDatabase;
let api: TimesheetService;
beforeAll(async () => {
  database = await testDatabase();
  api = await timesheetService(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});
afterEach(() => {
  api.approvals.faults.down = undefined;
  api.approvals.faults.loseAnswers = 0;
});

const client = () => approvalClient(api.context.config, tracedFetch);
/** What the outbox's job does, now. */
const send = (id: string) => sendSubmission(database.pool, client(), id);
const submit = async () => {
  const { url, etag, week } = await api.sheet();
  const answer = await api.ask(['ada'], 'POST', `${url}/submission`, undefined, {
    'if-match': etag,
  });
  return { url, week, id: String(answer.json().submissions[0].id), etag: answer.headers.etag };
};
const deliver = async ({ body, headers }: Delivery) => {
  const answer = await api.app.inject({
    ...{ method: 'POST', url: '/v1/webhooks/approvals', payload: body, headers },
  });
  return answer.statusCode === 200 ? answer.json().result : answer.json().code;
};
const stateOf = async (url: string) => (await api.ask(['ada'], 'GET', url)).json().state;
const requestOf = async (id: string): Promise<string> =>
  String((await submissionById(database.pool, id))?.requestId);
const withdraw = async (url: string) => {
  const { headers } = await api.ask(['ada'], 'GET', url);
  return api.ask(['ada'], 'POST', `${url}/withdrawal`, undefined, {
    'if-match': String(headers.etag),
  });
};

describe('filing', () => {
  it('says who asks for what, and where to answer', async () => {
    const { url, week, id } = await submit();
    await send(id);
    const request = api.approvals.requests.at(-1);
    expect(request?.body).toStrictEqual({
      policy: 'timesheet',
      subject: { type: 'timesheet', id: url.split('/').at(-1), version: '1.1' },
      title: `Timesheet of Ada, ${week}: 4.00 hours`,
      requester: 'ada',
      named: { manager: ['max'] },
      payload: {
        ...{ employee: 'Ada', week, version: 1, attempt: 1, team: 'drilling' },
        ...{ recordedMinutes: 240, countedMinutes: 240, minutesByCode: { REGULAR: 240 } },
      },
      callback: {
        url: 'http://127.0.0.1:4302/v1/webhooks/approvals',
        secretName: 'timesheet-api',
      },
    });
    expect(await requestOf(id)).toBe(request?.id);
  });

  it('says the same at each attempt, whatever became of its words', async () => {
    const { id } = await submit();
    api.approvals.faults.loseAnswers = 1;
    await expect(send(id)).rejects.toThrow('fetch failed');
    await database.pool.query(
      "update timesheet.employees set name = 'Ada L.' where number = '0003'",
    );
    await send(id);
    await database.pool.query("update timesheet.employees set name = 'Ada' where number = '0003'");
    expect(await requestOf(id)).toBe(api.approvals.requests.at(-1)?.id);
  });

  it('of somebody whom nobody manages is refused', async () => {
    await database.pool.query(
      'update timesheet.employee_terms set manager_id = null where employee_id = $1',
      [api.scene.ben.id],
    );
    const { url, etag } = await api.sheet(['ben']);
    const answer = await api.ask(['ben'], 'POST', `${url}/submission`, undefined, {
      'if-match': etag,
    });
    expect(answer.json()).toMatchObject({ status: 422, code: 'no-manager' });
  });

  it('while approval-api is down fails, and files once it is back', async () => {
    const { id } = await submit();
    const before = api.approvals.requests.length;
    api.approvals.faults.down = 503;
    await expect(send(id)).rejects.toThrow(
      'approval-api answered POST /v1/requests with 503: down',
    );
    api.approvals.faults.down = undefined;
    await send(id);
    expect(api.approvals.requests).toHaveLength(before + 1);
  });

  it('whose answer was lost files no second request', async () => {
    const { id } = await submit();
    const before = api.approvals.requests.length;
    api.approvals.faults.loseAnswers = 1;
    await expect(send(id)).rejects.toThrow('fetch failed');
    expect((await submissionById(database.pool, id))?.requestId).toBeNull();
    await send(id);
    await send(id);
    expect(api.approvals.requests).toHaveLength(before + 1);
    expect(await requestOf(id)).toBe(api.approvals.requests.at(-1)?.id);
  });

  it('is done by the outbox after the submission has committed', async () => {
    const working = await api.work();
    const { id } = await submit();
    // The answer is noted after it was given.
    while ((await submissionById(database.pool, id))?.requestId == null) await sleep(20);
    await working.stop();
    const request = await requestOf(id);
    expect(api.approvals.requests.map((one) => one.id)).toContain(request);
    // What the clock starts from then on.
    const { rows } = await database.pool.query(
      "select name, cron from pgboss.schedule where name like 'timesheet.%' order by name",
    );
    expect(rows).toStrictEqual([
      { name: 'timesheet.forget', cron: '17 3 * * *' },
      { name: 'timesheet.look-after', cron: '*/5 * * * *' },
    ]);
  });
});

describe('a decision', () => {
  it('that is approved approves', async () => {
    const { url, id } = await submit();
    await send(id);
    expect(await deliver(api.approvals.decide(await requestOf(id), 'approved'))).toBe('applied');
    const sheet = (await api.ask(['ada'], 'GET', url)).json();
    expect(sheet).toMatchObject({
      state: 'approved',
      submissions: [
        {
          ...{ outcome: 'approved', decidedAt: '2026-03-09T10:00:00.000Z' },
          auditHead: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      ],
    });
  });

  it('that is returned comes with what the approvers wrote', async () => {
    const { url, id } = await submit();
    await send(id);
    await deliver(api.approvals.decide(await requestOf(id), 'returned', 'Which well?'));
    expect(await stateOf(url)).toBe('returned');
    const history = (await api.ask(['ada'], 'GET', `${url}/history`)).json().items;
    expect(history.at(-1)).toMatchObject({
      ...{ event: 'return', actor: 'approval-api', comment: 'max: Which well?' },
    });
    const { headers } = await api.ask(['ada'], 'GET', url);
    const again = await api.ask(['ada'], 'POST', `${url}/submission`, undefined, {
      'if-match': String(headers.etag),
    });
    expect(again.json()).toMatchObject({
      ...{ state: 'submitted', submissions: [{ outcome: 'returned' }, { attempt: 2 }] },
    });
  });

  it('is taken once, though it is delivered twice', async () => {
    const { id } = await submit();
    await send(id);
    const delivery = api.approvals.decide(await requestOf(id), 'rejected');
    expect([await deliver(delivery), await deliver(delivery)]).toStrictEqual([
      'applied',
      'repeated',
    ]);
  });

  it('may come before the answer that names its request', async () => {
    const { url, id } = await submit();
    api.approvals.faults.loseAnswers = 1;
    await expect(send(id)).rejects.toThrow('fetch failed');
    const request = api.approvals.requests.at(-1);
    expect(await deliver(api.approvals.decide(request?.id ?? '', 'approved'))).toBe('applied');
    expect(await stateOf(url)).toBe('approved');
    expect(await requestOf(id)).toBe(request?.id);
    await send(id);
    expect(await stateOf(url)).toBe('approved');
  });

  it('of an earlier attempt that comes late changes nothing', async () => {
    const { url, id } = await submit();
    await send(id);
    const request = await requestOf(id);
    const late = api.approvals.decide(request, 'returned');
    await deliver(late);
    const { headers } = await api.ask(['ada'], 'GET', url);
    await api.ask(['ada'], 'POST', `${url}/submission`, undefined, {
      'if-match': String(headers.etag),
    });
    const event = JSON.parse(late.body);
    expect(await deliver(deliveryOf(webhookSecret, event))).toBe('ignored');
    expect(await stateOf(url)).toBe('submitted');
  });

  it('of a request that is none of ours is taken and does nothing', async () => {
    const event = {
      ...{ type: 'approval.request.approved', timestamp: '2026-03-09T10:00:00Z' },
      data: {
        ...{ requestId: randomUUID(), outcome: 'approved', decidedAt: '2026-03-09T10:00:00Z' },
        ...{ subject: { type: 'purchase', id: 'po-1', version: '1' }, decisions: [] },
        auditHead: 'ab',
      },
    };
    expect(await deliver(deliveryOf(webhookSecret, event))).toBe('ignored');
  });

  it('whose webhook was lost for good is asked for', async () => {
    const { url, id } = await submit();
    await send(id);
    api.approvals.decide(await requestOf(id), 'returned', 'Lost on the way');
    const submission = await submissionById(database.pool, id);
    if (submission === undefined) throw new Error('no submission');
    await lookAfter(database.pool, client(), submission);
    expect(await stateOf(url)).toBe('returned');
    const history = (await api.ask(['ada'], 'GET', `${url}/history`)).json().items;
    expect(history.at(-1).comment).toBe('max: Lost on the way');
  });
});

describe('a webhook is refused', () => {
  const event = () => ({
    ...{ type: 'approval.request.approved', timestamp: '2026-03-09T10:00:00Z', data: {} },
  });
  it.each([
    ['without a signature', () => ({ ...deliveryOf(webhookSecret, event()), headers: json })],
    [
      'by another secret',
      () => deliveryOf(`whsec_${Buffer.alloc(32, 7).toString('base64')}`, event()),
    ],
    [
      'that is six minutes old',
      () => deliveryOf(webhookSecret, event(), { at: new Date(Date.now() - 360_000) }),
    ],
    [
      'that is six minutes early',
      () => deliveryOf(webhookSecret, event(), { at: new Date(Date.now() + 360_000) }),
    ],
    [
      'whose body was changed',
      () => ({ ...deliveryOf(webhookSecret, event()), body: JSON.stringify({ ...event(), x: 1 }) }),
    ],
  ])('%s', async (_, delivery) => {
    expect(await deliver(delivery())).toBe('unauthenticated');
  });

  it('that is signed and says nothing', async () => {
    expect(await deliver(deliveryOf(webhookSecret, event()))).toBe('invalid-request');
  });

  it('whose type and outcome differ', async () => {
    const { id } = await submit();
    await send(id);
    const { body } = api.approvals.decide(await requestOf(id), 'rejected');
    const forged = { ...JSON.parse(body), type: 'approval.request.approved' };
    expect(await deliver(deliveryOf(webhookSecret, forged))).toBe('invalid-request');
  });
});

describe('a withdrawal', () => {
  it('of what is submitted holds when approval-api has confirmed it', async () => {
    const { url, id } = await submit();
    await send(id);
    const asked = await withdraw(url);
    expect([asked.statusCode, asked.json().state]).toStrictEqual([202, 'submitted']);
    expect(asked.json().submissions[0].withdrawalAskedAt).toMatch(/Z$/);
    await send(id);
    expect(await stateOf(url)).toBe('withdrawn');
    expect(api.approvals.requests.find((one) => one.state === 'withdrawn')).toBeDefined();
  });

  it('that comes before anything was filed files and takes back', async () => {
    const { url, id } = await submit();
    await withdraw(url);
    await send(id);
    expect(await stateOf(url)).toBe('withdrawn');
  });

  it('that comes after the approvers leaves their decision', async () => {
    const { url, id } = await submit();
    await send(id);
    await withdraw(url);
    const delivery = api.approvals.decide(await requestOf(id), 'approved');
    await send(id);
    expect(await stateOf(url)).toBe('submitted');
    await deliver(delivery);
    expect(await stateOf(url)).toBe('approved');
  });
});

describe('by the document of approval-api', () => {
  // Its committed document is what one service may know of the other.
  const document = JSON.parse(
    readFileSync(new URL('../../../approval-api/openapi.json', import.meta.url), 'utf8'),
  );
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(document, 'approval-api');
  const faultsOf = (pointer: readonly string[], value: unknown) => {
    const path = pointer.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1')).join('/');
    const validate = ajv.getSchema(`approval-api#/${path}`);
    if (validate === undefined) return `the document has no ${path}`;
    return validate(value) === true ? [] : validate.errors;
  };

  it('everything that was said to it in these tests, and everything that its stand-in answered', () => {
    const seen = new Set<string>();
    for (const { method, url, sent, status, answered } of api.approvals.exchanges) {
      const path = url.replace(/^\/v1\/requests\/[^/]+/, '/v1/requests/{id}');
      const operation = ['paths', path, method.toLowerCase()];
      seen.add(`${method} ${path} ${status}`);
      const schema = ['content', 'application/json', 'schema'];
      if (sent !== '')
        expect(faultsOf([...operation, 'requestBody', ...schema], JSON.parse(sent))).toStrictEqual(
          [],
        );
      if (status < 300)
        expect(
          faultsOf([...operation, 'responses', String(status), ...schema], JSON.parse(answered)),
        ).toStrictEqual([]);
    }
    expect([...seen].toSorted()).toStrictEqual([
      'GET /v1/requests/{id} 200',
      'POST /v1/requests 201',
      'POST /v1/requests/{id}/withdrawal 201',
    ]);
  });
});

const json = { 'content-type': 'application/json' };
