import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Trace } from '@h-j-petroleum/toolkit-signals';
import { connect, maintain, metric, migrate } from '@h-j-petroleum/toolkit-signals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, tokenOf } from '../../src/platform/services/caller.ts';
import { runServiceCommand } from '../../src/platform/services/service-process.ts';
import type { RunningServices } from '../../src/platform/services/start-services.ts';
import { startServices } from '../../src/platform/services/start-services.ts';
import { stepsOf } from '../../src/platform/services/walk-through/steps.ts';
import type { Walked } from '../../src/platform/services/walk-through/walk.ts';
import { walk } from '../../src/platform/services/walk-through/walk.ts';
import { settledTrace, waysOf } from './observed.ts';
import { linesOf } from './read-certificate.ts';

const root = join(import.meta.dirname, '../../../..');
const traceId = '0af7651916cd43dd8448eb211c80319c';

/** A timesheet from its first entry to its certificate, through the three services as processes on one database. */
export function together(open: () => Promise<{ url: string; close(): Promise<void> }>): void {
  describe('the three services together', () => {
    let place: Awaited<ReturnType<typeof open>>;
    let database: Database;
    let services: RunningServices;
    let walked: Walked;
    let trace: Trace;
    let ada: string;
    beforeAll(async () => {
      place = await open();
      database = connect({ url: place.url });
      await migrate(database);
      services = await startServices({
        ...{ databaseUrl: place.url, root, firstPort: 0 },
        env: { OTEL_METRIC_EXPORT_INTERVAL: '1000' },
      });
      ada = await tokenOf(services.issuer, 'ada');
      const tokens = {
        ...{ ada, max: await tokenOf(services.issuer, 'max') },
        ...{
          penny: await tokenOf(services.issuer, 'penny'),
          rosa: await tokenOf(services.issuer, 'rosa'),
        },
      };
      const steps = stepsOf({ week: '2026-W47', monday: '2026-11-16' }, services.data.taskId);
      walked = await walk(steps, { urls: services.urls, tokens, traceId, patience: 240 });
      trace = await settledTrace(database, traceId, [
        'approval-api POST /v1/requests',
        'pdf-generator POST /v1/documents',
        'timesheet-api POST /v1/webhooks/approvals',
        'approval-api process approval-api.certificate',
        'approval-api process approval-api.webhook',
        'timesheet-api process timesheet.submission',
      ]);
    });
    afterAll(async () => {
      await services?.stop();
      await database?.close();
      await place?.close();
    });
    const kept = (name: string): string => walked.kept[name] ?? expect.fail(`no ${name}`);

    it('the timesheet is approved by its manager and by payroll, each on the version that they saw', async () => {
      const sheet = await call(
        `${services.urls['timesheet-api']}/v1/timesheets/${kept('sheet')}`,
        ada,
      );
      expect(sheet.body).toMatchObject({
        ...{ employeeName: 'Ada Berg', week: '2026-W47', version: 1, state: 'approved' },
        ...{ recordedMinutes: 570, countedMinutes: 570 },
        submissions: [{ attempt: 1, outcome: 'approved', requestId: kept('request') }],
      });
      const request = await call(
        `${services.urls['approval-api']}/v1/requests/${kept('request')}`,
        ada,
      );
      expect(request.body).toMatchObject({
        ...{ state: 'approved', requester: 'ada', filedBy: 'machine:timesheet-api' },
        title: 'Timesheet of Ada Berg, 2026-W47: 9.50 hours',
        decisions: [
          {
            ...{ step: 'manager', decision: 'approve', by: 'max', name: 'Max Thoma', version: 1 },
            comment: 'Fits the rig log.',
          },
          {
            ...{ step: 'payroll', decision: 'approve', by: 'penny', name: 'Penny Adler' },
            ...{ version: 2, comment: 'Hours are right.' },
          },
        ],
      });
    });

    it('the certificate says so, has the hash that approval-api keeps, and can be verified', async () => {
      const [told, certificate, pdf, verified] = walked.answers.slice(-4);
      expect(told?.body).toMatchObject({ submissions: [{ auditHead: kept('head') }] });
      const bytes = pdf?.bytes ?? expect.fail();
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      expect(certificate?.body).toMatchObject({ sha256, document: kept('document') });
      const lines = await linesOf(bytes);
      const when = expect.stringMatching(/^\d\d\.\d\d\.2\d{3}, \d\d:\d\d UTC$/);
      expect(lines.slice(0, 10)).toStrictEqual([
        'H&J Petroleum',
        'Genehmigungsnachweis',
        'Timesheet of Ada Berg, 2026-W47: 9.50 hours',
        expect.stringMatching(/^Genehmigt am \d\d\.\d\d\.2\d{3}, \d\d:\d\d UTC$/),
        `Anfrage ${kept('request')}`,
        `Gegenstand timesheet ${kept('sheet')}`,
        'Version 1.1',
        'Richtlinie timesheet 1',
        'Beantragt von ada',
        expect.stringMatching(/^Beantragt am /),
      ]);
      expect(lines.slice(10, 22)).toStrictEqual([
        ...['Entscheidungen', 'Schritt Wer Entscheidung Wann'],
        ...['Manager Max Thoma', 'Fits the rig log.', 'genehmigt', 'sah Version 1.1', when],
        ...['Payroll Penny Adler', 'Hours are right.', 'genehmigt', 'sah Version 1.1', when],
      ]);
      const groups = kept('head').match(/.{8}/g) ?? [];
      expect(lines.slice(25, 28)).toStrictEqual([
        'SHA-256 des letzten Eintrags',
        groups.slice(0, 4).join(' '),
        groups.slice(4).join(' '),
      ]);
      expect(verified?.body).toStrictEqual({
        ...{ known: true, outcome: 'approved', requestId: kept('request') },
        at: expect.stringMatching(/^2\d{3}-/),
      });
      const changed = kept('head').replace(/.$/, (last) => (last === '0' ? '1' : '0'));
      const other = await call(
        `${services.urls['approval-api']}/v1/audit/heads/${changed}`,
        undefined,
      );
      expect(other.body).toStrictEqual({ known: false });
      expect(
        await runServiceCommand({
          ...{ name: 'approval-api', root, args: ['audit', 'verify'] },
          env: { DATABASE_URL: place.url },
        }),
      ).toContain('Nothing was changed.');
    });

    it('one trace leads through all three', () => {
      expect(trace.services).toStrictEqual(['approval-api', 'pdf-generator', 'timesheet-api']);
      expect(trace.failed).toBe(false);
      expect(waysOf(trace).join('\n')).toBe(`timesheet-api POST /v1/timesheets
timesheet-api POST /v1/timesheets/:id/entries
timesheet-api POST /v1/timesheets/:id/entries
timesheet-api POST /v1/timesheets/:id/submission
  timesheet-api send timesheet.submission
    timesheet-api process timesheet.submission
      approval-api POST /v1/requests
approval-api POST /v1/requests/:id/decisions
approval-api POST /v1/requests/:id/decisions
  approval-api send approval-api.certificate
    approval-api process approval-api.certificate
      pdf-generator POST /v1/documents
  approval-api send approval-api.webhook
    approval-api process approval-api.webhook
      timesheet-api POST /v1/webhooks/approvals`);
    });

    it('the logs of all three have its id', () => {
      const lines = trace.logs.map(({ service, body }) => `${service} ${body}`).sort();
      expect(lines).toStrictEqual([
        'approval-api POST /v1/requests 201',
        'approval-api POST /v1/requests/:id/decisions 201',
        'approval-api POST /v1/requests/:id/decisions 201',
        'pdf-generator POST /v1/documents 201',
        'timesheet-api POST /v1/timesheets 201',
        'timesheet-api POST /v1/timesheets/:id/entries 201',
        'timesheet-api POST /v1/timesheets/:id/entries 201',
        'timesheet-api POST /v1/timesheets/:id/submission 202',
        'timesheet-api POST /v1/webhooks/approvals 200',
        'timesheet-api approval.request.approved applied',
      ]);
    });

    it.each([
      ['approval-api', 'POST', '/v1/requests/:id/decisions', 2],
      ['timesheet-api', 'POST', '/v1/webhooks/approvals', 1],
      ['pdf-generator', 'POST', '/v1/documents', 1],
    ])('%s has measured its requests: %s %s', async (service, method, route, count) => {
      const measured = async (): Promise<number> => {
        await maintain(database);
        const series = await metric(database, {
          ...{ service, name: 'http.server.request.duration' },
          ...{ from: new Date(Date.now() - 3_600_000), to: new Date(Date.now() + 3_600_000) },
        });
        return series
          .filter(
            ({ attributes }) =>
              attributes['http.route'] === route && attributes['http.request.method'] === method,
          )
          .flatMap(({ points }) => points)
          .reduce((sum, point) => sum + point.count, 0);
      };
      const until = Date.now() + 120_000;
      while ((await measured()) < count && Date.now() < until) await sleep(500);
      expect(await measured()).toBe(count);
    });
  });
}
