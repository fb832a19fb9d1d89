import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { transaction, verifyWebhook } from '@h-j-petroleum/toolkit-service';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../test/api.ts';
import { secret, startApi } from '../../test/api.ts';
import type { OtherEnd } from '../../test/other-end.ts';
import { startOtherEnd } from '../../test/other-end.ts';
import { verify } from '../audit/verify.ts';
import { postgresAudit } from '../store/postgres/audit.ts';
import { postgresRequests } from '../store/postgres/requests.ts';
import { readCertificate } from './read-certificate.ts';

// JSON, because the other end of this test speaks nothing else.
const certificateBytes = '%PDF';
const sha256 = createHash('sha256').update(JSON.stringify(certificateBytes)).digest('hex');
let policies: string;
let hooks: OtherEnd;
let pdf: OtherEnd;
let api: Api;
beforeAll(async () => {
  policies = mkdtempSync(join(tmpdir(), 'policies-'));
  const step = { ...{ name: 'only', title: 'The only step' }, deciders: [{ person: 'ada' }] };
  const escalation = { after: 'PT1S', to: [{ role: 'chair' }] };
  const slow = {
    ...{ name: 'slow', version: 1, title: 'Slow', expiresAfter: 'P9D' },
    steps: [{ ...step, escalation }],
  };
  const quick = {
    ...{ name: 'quick', version: 1, title: 'Quick', expiresAfter: 'PT1S' },
    steps: [step],
  };
  for (const policy of [quick, slow])
    writeFileSync(join(policies, `${policy.name}.json`), JSON.stringify(policy));
  // The first message is refused, so that it must be sent again.
  hooks = await startOtherEnd((_, before) => ({ status: before === 0 ? 503 : 204 }));
  // Fails once, takes the order for later, and has made it when it's asked.
  pdf = await startOtherEnd(({ path }, before) => {
    if (before === 0) return { status: 500 };
    if (path === '/v1/documents/doc-1/content') return { status: 200, body: certificateBytes };
    const isOrder = path === '/v1/documents';
    return isOrder
      ? { status: 202, body: { id: 'doc-1', state: 'queued' } }
      : { status: 200, body: { id: 'doc-1', state: 'made', sha256 } };
  });
  api = await startApi(
    {
      ...{ WEBHOOK_HOSTS: hooks.host, WEBHOOK_SIGNING_SECRET: `shop=${secret}` },
      ...{ PDF_GENERATOR_URL: pdf.url, PDF_GENERATOR_API_KEY: 'hjp_key', POLICIES_DIR: policies },
      ...{ ORGANISATION: 'H&J', PUBLIC_URL: 'https://approvals.example.com' },
    },
    true,
  );
});
afterAll(async () => {
  await api.close();
  await Promise.all([hooks.close(), pdf.close()]);
  rmSync(policies, { recursive: true });
});

/** A request of rea's with a callback; its id. */
async function filed(policy: 'quick' | 'slow'): Promise<string> {
  const { body } = await api.post('rea', '/v1/requests', {
    ...{ policy, title: 'A pump', subject: { type: 'purchase', id: 'po-1', version: '3' } },
    callback: { url: `${hooks.url}/outcomes`, secretName: 'shop' },
  });
  return body.id;
}

/** What the other end was told of a request, verified. */
function told(id: string) {
  return hooks.messages
    .filter(({ body }) => body.includes(id))
    .map(({ headers, body }) => ({
      webhook: verifyWebhook(headers, body, { secrets: [secret] }).id,
      body: JSON.parse(body),
    }));
}

const trailOf = async (id: string) => (await api.get('rea', `/v1/requests/${id}/audit`)).body.items;

describe('an approval', () => {
  it('is told to who asked for it until they have it, by one signed message', async () => {
    const id = await filed('slow');
    await api.decide('ada', id, { decision: 'approve', comment: 'Good.' });
    await expect.poll(() => told(id).length).toBe(2);
    const [first, second] = told(id);
    expect(second).toStrictEqual(first);
    const [, approval] = await trailOf(id);
    expect(first?.body).toStrictEqual({
      ...{ type: 'approval.request.approved', timestamp: expect.stringMatching(/^20.*Z$/) },
      data: {
        ...{ requestId: id, subject: { type: 'purchase', id: 'po-1', version: '3' } },
        ...{ outcome: 'approved', decidedAt: approval.at, auditHead: approval.hash },
        decisions: [
          {
            ...{ step: 'only', decision: 'approve', by: 'ada', onBehalfOf: 'ada', at: approval.at },
            ...{ version: 1, comment: 'Good.' },
          },
        ],
      },
    });
  });

  it('gets a certificate, made once though the first attempt failed, and written into the trail', async () => {
    const before = pdf.messages.length;
    const id = await filed('slow');
    await api.decide('ada', id, { decision: 'approve' });
    const certificate = () => api.get('rea', `/v1/requests/${id}/certificate`);
    await expect.poll(async () => (await certificate()).status).toBe(200);
    const [, approval, certified] = await trailOf(id);
    expect((await certificate()).body).toStrictEqual({
      ...{ document: 'doc-1', url: `${pdf.url}/v1/documents/doc-1`, sha256, at: certified.at },
    });
    expect(certified).toMatchObject({
      action: 'certified',
      actor: 'approval-api',
      state: 'approved',
    });
    const orders = pdf.messages.slice(before).filter(({ body }) => body.includes(id));
    const sent = orders.at(-1);
    expect(sent).toMatchObject({
      path: '/v1/documents',
      headers: { 'idempotency-key': `approval-certificate-${id}`, 'x-api-key': 'hjp_key' },
    });
    expect(JSON.parse(sent?.body ?? '')).toStrictEqual({
      ...{ template: 'approval-certificate', locale: 'de' },
      data: {
        ...{ organisation: 'H&J', requestId: id, title: 'A pump', policy: 'slow 1' },
        ...{ subject: { type: 'purchase', id: 'po-1', version: '3' }, requester: { id: 'rea' } },
        ...{
          requestedAt: expect.stringMatching(/Z$/),
          outcome: 'approved',
          decidedAt: approval.at,
        },
        decisions: [
          {
            step: 'The only step',
            decision: 'approve',
            by: { id: 'ada' },
            at: approval.at,
            version: '3',
          },
        ],
        audit: { head: approval.hash, entries: 2 },
        verificationUrl: `https://approvals.example.com/v1/audit/heads/${approval.hash}`,
      },
    });
  });

  it('has a certificate whose bytes are given if they are those in the trail', async () => {
    const store = postgresRequests(api.database.pool);
    const id = await filed('slow');
    await api.decide('ada', id, { decision: 'approve' });
    const read = async () => {
      const { app } = api.running;
      const url = `/v1/requests/${id}/certificate/content`;
      return app.inject({ url, headers: await api.running.as('rea') });
    };
    await expect.poll(async () => (await read()).statusCode).toBe(200);
    const { headers, body } = await read();
    expect(headers['content-type']).toBe('application/pdf');
    expect(body).toBe('"%PDF"');
    const [entry] = await store.trail(id, 0, 1, 'certified');
    const archive = { url: pdf.url, apiKey: undefined };
    expect(await readCertificate(archive, 'doc-1', String(entry?.data['sha256']))).toBeInstanceOf(
      Buffer,
    );
    expect(await readCertificate(archive, 'doc-1', '00'.repeat(32))).toMatch(
      /^Its bytes have the hash/,
    );
    expect(await readCertificate({ ...archive, url: 'http://127.0.0.1:9' }, 'doc-1', sha256)).toBe(
      'pdf-generator does not answer.',
    );
  });

  it('that is not one gets none', async () => {
    const id = await filed('slow');
    await api.decide('ada', id, { decision: 'return', comment: 'Which?' });
    await expect.poll(() => told(id).length).toBe(1);
    expect(told(id)[0]?.body.type).toBe('approval.request.returned');
    expect((await api.get('rea', `/v1/requests/${id}/certificate`)).body.code).toBe(
      'no-certificate',
    );
  });
});

describe('time', () => {
  const strike = () => {
    const { outbox } = api.running.context;
    return transaction(api.database.pool, (client) => outbox.publish(client, 'deadlines', {}));
  };
  const actionsOf = async (id: string) =>
    (await trailOf(id)).map(({ action }: { action: string }) => action);

  it('escalates by the clock, once, however often it strikes', async () => {
    const id = await filed('slow');
    const asChair = () => api.get('hal chair', `/v1/requests/${id}`);
    expect((await asChair()).status).toBe(404);
    await sleep(1100);
    await Promise.all([strike(), strike()]);
    await expect.poll(async () => (await asChair()).status).toBe(200);
    await Promise.all([strike(), strike()]);
    await expect
      .poll(async () => {
        const { rows } = await api.database.pool.query(
          "select from pgboss.job where name = 'approval-api.deadlines' and state < 'completed'",
        );
        return rows.length;
      })
      .toBe(0);
    expect(await actionsOf(id)).toStrictEqual(['requested', 'escalated']);
    expect((await trailOf(id))[1].data).toStrictEqual({ step: 'only', to: [{ role: 'chair' }] });
  });

  it('ends what nobody decided, by the clock, and tells it once', async () => {
    const id = await filed('quick');
    await sleep(1100);
    // Expired already, though nothing may have recorded it yet.
    expect((await api.decide('ada', id, { decision: 'approve' })).body.code).toMatch(
      /^request-(expired|closed)$/,
    );
    await Promise.all([strike(), strike()]);
    await expect.poll(() => told(id).length).toBe(1);
    expect(told(id)[0]?.body).toMatchObject({
      ...{ type: 'approval.request.expired', data: { outcome: 'expired', decisions: [] } },
    });
    expect(await actionsOf(id)).toStrictEqual(['requested', 'expired']);
  });

  it('makes checkpoints over everything that was recorded', async () => {
    const { outbox } = api.running.context;
    await transaction(api.database.pool, (client) => outbox.publish(client, 'checkpoint', {}));
    const uncovered = async () => {
      const { rows } = await api.database.pool.query(
        'select id from approval.requests where checkpointed < version',
      );
      return rows;
    };
    await expect.poll(uncovered).toStrictEqual([]);
    const { findings, checkpoints } = await verify(postgresAudit(api.database.pool));
    expect(findings).toStrictEqual([]);
    expect(checkpoints).toBeGreaterThanOrEqual(1);
  });
});
