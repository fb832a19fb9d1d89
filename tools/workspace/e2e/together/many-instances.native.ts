import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalIssuer, TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { emptyDatabase, localIssuer } from '@h-j-petroleum/toolkit-service/testing';
import type { Database, Trace } from '@h-j-petroleum/toolkit-signals';
import { connect, migrate } from '@h-j-petroleum/toolkit-signals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, tokenOf } from '../../src/platform/services/caller.ts';
import { loadDevelopmentData } from '../../src/platform/services/development-data.ts';
import { makeMachineKeys } from '../../src/platform/services/machine-keys.ts';
import { environmentOf } from '../../src/platform/services/service-environment.ts';
import type { ServiceName } from '../../src/platform/services/service-list.ts';
import { serviceNames } from '../../src/platform/services/service-list.ts';
import type { ServiceProcess } from '../../src/platform/services/service-process.ts';
import {
  listening,
  runServiceCommand,
  spawnService,
} from '../../src/platform/services/service-process.ts';
import { freePorts } from '../../src/platform/services/start-services.ts';
import { stepsOf } from '../../src/platform/services/walk-through/steps.ts';
import type { Walked } from '../../src/platform/services/walk-through/walk.ts';
import { walk } from '../../src/platform/services/walk-through/walk.ts';
import type { Balancer } from './balancer.ts';
import { startBalancer } from './balancer.ts';
import { settledTrace, waysOf } from './observed.ts';

const root = join(import.meta.dirname, '../../../..');
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('two instances of each service on one database, one of each killed in the middle', () => {
  let place: TestDatabase;
  let database: Database;
  let issuer: LocalIssuer;
  let folder: string;
  let balancers: Record<ServiceName, Balancer>;
  let instances: Record<ServiceName, ServiceProcess[]>;
  let walked: Walked;
  let trace: Trace;
  let brief: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'policies-'));
    cpSync(join(root, 'apps/approval-api/policies/timesheet.json'), join(folder, 'timesheet.json'));
    writeFileSync(
      join(folder, 'brief.json'),
      JSON.stringify({
        ...{ name: 'brief', version: 1, title: 'Decided at once, or never', expiresAfter: 'PT1S' },
        steps: [{ name: 'payroll', deciders: [{ role: 'payroll' }] }],
      }),
    );
    [place, issuer] = await Promise.all([emptyDatabase(), localIssuer()]);
    database = connect({ url: place.url });
    await migrate(database);
    for (const name of serviceNames) {
      await runServiceCommand({
        ...{ name, root, args: ['migrate'], env: { DATABASE_URL: place.url } },
      });
    }
    balancers = {
      'approval-api': await startBalancer(),
      'timesheet-api': await startBalancer(),
      'pdf-generator': await startBalancer(),
    };
    const urls = {
      'approval-api': balancers['approval-api'].url,
      'timesheet-api': balancers['timesheet-api'].url,
      'pdf-generator': balancers['pdf-generator'].url,
    };
    const joined = { ...(await makeMachineKeys(place.pool)), urls };
    instances = { 'approval-api': [], 'timesheet-api': [], 'pdf-generator': [] };
    for (let number = 1; number <= 2; number++) {
      const ports = await freePorts();
      for (const name of serviceNames) {
        const env = environmentOf(name, {
          ...{ databaseUrl: place.url, issuerUrl: issuer.url, joined, poolSize: 5 },
          port: ports[name],
        });
        const one = spawnService({ name, root, env: { ...env, POLICIES_DIR: folder } });
        instances[name].push(one);
        balancers[name].targets.push(ports[name]);
      }
    }
    await Promise.all(Object.values(instances).flat().map(listening));
    const rosa = await tokenOf(issuer, 'rosa');
    const data = await loadDevelopmentData(urls['timesheet-api'], rosa);
    const [ada, max, penny] = [
      await tokenOf(issuer, 'ada'),
      await tokenOf(issuer, 'max'),
      await tokenOf(issuer, 'penny'),
    ];
    // Each of the two that make documents is asked once before one is gone.
    for (const _ of ['one', 'other']) await call(`${urls['pdf-generator']}/v1/templates`, rosa);
    const filed = await call(`${urls['approval-api']}/v1/requests`, ada, {
      body: {
        ...{ policy: 'brief', title: 'A deadline' },
        subject: { type: 'note', id: '1', version: '1' },
      },
    });
    brief = String(Reflect.get(Object(filed.body), 'id'));
    const steps = stepsOf({ week: '2026-W47', monday: '2026-11-16' }, data.taskId);
    /** By the steps before which they are killed. */
    const kills: Readonly<Record<string, ServiceName>> = {
      'It waits for Max, her manager': 'timesheet-api',
      'Penny of payroll approves of it, which decides': 'approval-api',
      'timesheet-api has been told': 'pdf-generator',
    };
    walked = await walk(steps, {
      ...{ urls, traceId, tokens: { ada, max, penny, rosa }, patience: 120 },
      beforeStep: async ({ tells }) => {
        const name = kills[tells];
        const victim = name === undefined ? undefined : instances[name][0];
        // Spans that a process still holds go with it. The first is killed with its job at hand; the other two are given time to tell
        // what they did, for the trace is looked at below.
        if (name === 'approval-api')
          await settledTrace(database, traceId, ['approval-api POST /v1/requests']);
        if (name === 'pdf-generator')
          await settledTrace(database, traceId, ['pdf-generator POST /v1/documents']);
        victim?.child.kill('SIGKILL');
        await victim?.ended;
      },
    });
    trace = await settledTrace(database, traceId, ['timesheet-api POST /v1/webhooks/approvals']);
  });
  afterAll(async () => {
    await Promise.all(
      Object.values(instances ?? {})
        .flat()
        .map((one) => one.stop()),
    );
    await Promise.all(Object.values(balancers ?? {}).map((one) => one.close()));
    await issuer?.close();
    await database?.close();
    await place?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });
  const count = async (sql: string, values: unknown[] = []): Promise<number> => {
    const { rows } = await place.pool.query<{ count: string }>(
      `select count(*) as count from ${sql}`,
      values,
    );
    return Number(rows[0]?.count);
  };

  it('were all asked, and three of the six are gone', () => {
    for (const name of serviceNames) expect(balancers[name].answered.size).toBe(2);
    for (const name of serviceNames) {
      expect(instances[name].map(({ child }) => child.signalCode)).toStrictEqual(['SIGKILL', null]);
    }
  });

  it('the timesheet is approved all the same, with a certificate that is known', () => {
    const [told, , pdf, verified] = walked.answers.slice(-4);
    expect(told?.body).toMatchObject({ state: 'approved', countedMinutes: 570 });
    expect(pdf?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(verified?.body).toMatchObject({ known: true, outcome: 'approved' });
  });

  it('what is done beside requests was done once', async () => {
    const { request, sheet } = walked.kept;
    expect(await count('approval.requests where subject_id = $1', [sheet])).toBe(1);
    expect(await count('timesheet.webhook_receipts where request_id = $1', [request])).toBe(1);
    expect(await count('pdf.documents')).toBe(1);
    expect(
      await count("approval.audit_entries where request_id = $1 and action = 'certified'", [
        request,
      ]),
    ).toBe(1);
    expect(await count("pgboss.job where name like '%.dead'")).toBe(0);
  });

  it('one trace leads through what is left of them', () => {
    expect(trace.services).toStrictEqual(['approval-api', 'pdf-generator', 'timesheet-api']);
    expect(waysOf(trace)).toEqual(
      expect.arrayContaining([
        '      approval-api POST /v1/requests',
        '      timesheet-api POST /v1/webhooks/approvals',
        '      pdf-generator POST /v1/documents',
      ]),
    );
  });

  it('a deadline is recorded once, and a schedule comes once for all instances', async () => {
    const expired = (): Promise<number> =>
      count("approval.audit_entries where request_id = $1 and action = 'expired'", [brief]);
    await expect.poll(expired, { timeout: 240_000, interval: 1000 }).toBe(1);
    // What pg-boss forwards by the clock is filed under the minute it is for; of each comes one job, whoever strikes.
    const forwarded = "name = '__pgboss__send-it' and singleton_key like 'approval-api.deadlines%'";
    const minutes = (): Promise<number> => count(`pgboss.job where ${forwarded}`);
    expect(await minutes()).toBeGreaterThanOrEqual(1);
    await expect
      .poll(
        async () =>
          (await count("pgboss.job where name = 'approval-api.deadlines'")) - (await minutes()),
      )
      .toBe(0);
  });
});
