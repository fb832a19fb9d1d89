import type { Database, Resource } from '@h-j-petroleum/toolkit-signals';
import { maintain, resourceOf, seriesOf, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { parseStandardsReport, standardsPoints } from '../../record/standards-points.ts';
import { testPoints, testSpans } from '../../record/test-spans.ts';

const minute = 60_000;
const day = 86_400_000;

/** Names of what is in the sample, for variables to choose. */
export const sample = {
  failedTrace: 'f'.padStart(32, '0'),
  services: ['bank', 'shop'],
  environment: 'test',
} as const;

const service = (name: string, more: object = {}): Resource =>
  resourceOf({ 'service.name': name, 'deployment.environment.name': 'test', ...more });
const shop = service('shop');
const bank = service('bank');
const tests = service('@demo/shop', { 'service.namespace': 'tests' });
const gate = service('standards', { 'service.namespace': 'standards' });

const hex = (digits: number, n: number): string => n.toString(16).padStart(digits, '0');

/**
 * Fills a store with something for every panel: calls between two services and to a database, of which some fail; their logs; what
 * writers and the collector say of themselves; runs of tests, one of them flaky; reports of the gate. Spread over the last hours,
 * and days 3, 12 and 20 before, so that rows, hours and days all have their part. All but the last is folded into the rollups.
 */
export async function fillStore(database: Database, now = Date.now()): Promise<void> {
  const writer = new SignalWriter(database);
  const moments = [5, 20, 50, 110, 200].map((minutes) => now - minutes * minute);
  const all = [...moments, ...[3, 12, 20].map((days) => now - days * day)];
  for (const [n, time] of all.entries()) {
    writeCall(writer, time, n + 1, n % 3 === 1);
    writeMetrics(writer, time, n);
    writeTestRun(writer, time, n);
    writeReport(writer, time, n);
  }
  writeCall(writer, now - 2 * minute, 15, true);
  await writer.flush();
  await maintain(database);
  // What came since the last maintenance.
  writeCall(writer, now - minute, 99, false);
  await writer.close();
  const { lastError, signals } = writer.stats();
  if (lastError !== undefined) throw new Error(lastError);
  for (const [signal, { dropped }] of Object.entries(signals)) {
    if (dropped > 0) throw new Error(`${dropped} ${signal} of the sample were dropped.`);
  }
}

/** A request to the shop, which asks the bank, which asks its database. */
function writeCall(writer: SignalWriter, time: number, n: number, failed: boolean): void {
  const traceId = hex(32, n);
  const spanOf = (position: number) => hex(16, n * 16 + position);
  const status = failed ? 2 : 0;
  const base = { traceId, scope: 'sample' };
  const error = {
    'exception.type': 'PaymentError',
    'exception.message': `account ${n} has no money`,
    'exception.stacktrace': `PaymentError: account ${n} has no money\n    at pay (/app/src/bank.ts:12:5)`,
  };
  writer.span({
    ...{ ...base, spanId: spanOf(1), resource: shop, name: 'POST /orders', kind: 1, status: 0 },
    ...{ time, duration: 40e6 + n * 1e6 },
  });
  writer.span({
    ...{ ...base, spanId: spanOf(2), parentSpanId: spanOf(1), resource: shop, name: 'POST' },
    ...{ kind: 2, status, time: time + 2, duration: 30e6 },
  });
  writer.span({
    ...{ ...base, spanId: spanOf(3), parentSpanId: spanOf(2), resource: bank, name: 'POST /pay' },
    ...{ kind: 1, status, time: time + 4, duration: 25e6 },
    ...(failed && { events: [{ time: time + 20, name: 'exception', attributes: error }] }),
  });
  writer.span({
    ...{ ...base, spanId: spanOf(4), parentSpanId: spanOf(3), resource: bank, name: 'SELECT' },
    ...{ kind: 2, status: 0, time: time + 6, duration: 3e6 },
    attributes: { 'db.system.name': 'postgresql', 'db.namespace': 'accounts' },
  });
  const log = { time: time + 10, traceId, spanId: spanOf(3), resource: bank };
  writer.log({ ...log, severity: 9, body: `order ${n} was paid`, attributes: { order: n } });
  writer.log({ ...log, severity: 13, body: 'the bank said "wait"' });
  if (failed) writer.log({ ...log, severity: 17, body: 'payment failed', attributes: error });
}

function writeMetrics(writer: SignalWriter, time: number, n: number): void {
  const component = { 'otel.component.name': 'timescale_signal_writer/0' };
  // One process since long ago, so that what came between two points is their difference.
  const startTime = 1_000_000;
  const counter = (name: string, attributes: Readonly<Record<string, string>>, value: number) => {
    const series = seriesOf({
      ...{ resource: shop, name, kind: 'sum', temporality: 'cumulative', monotonic: true },
      attributes,
    });
    writer.metric({ time, startTime, series, value });
  };
  const gauge = (name: string, attributes: Readonly<Record<string, string>>, value: number) => {
    writer.metric({
      time,
      series: seriesOf({ resource: shop, name, kind: 'gauge', attributes }),
      value,
    });
  };
  for (const signal of ['log', 'span', 'metric_data_point']) {
    const name = `otel.sdk.exporter.${signal}.exported`;
    counter(name, component, (time - startTime) / 1000);
    counter(name, { ...component, 'error.type': 'full' }, (time - startTime) / 1e6);
    gauge(`otel.sdk.processor.${signal}.queue.size`, component, n);
  }
  gauge('signals.writer.memory.used', component, 1000 * n);
  gauge('otelcol_exporter_queue_size', { exporter: 'otlp_http', data_type: 'traces' }, 10 * n);
  counter('otelcol_receiver_refused_spans', { receiver: 'otlp' }, (time - startTime) / 1e6);
}

function writeTestRun(writer: SignalWriter, time: number, n: number): void {
  const failed = n % 2 === 1;
  const report = {
    ...{ startTime: time, success: !failed },
    testResults: [
      {
        ...{ name: '/repo/libs/shop/src/cart.test.ts', status: failed ? 'failed' : 'passed' },
        ...{ startTime: time + 10, endTime: time + 500, message: '' },
        assertionResults: [
          { fullName: 'cart adds up', status: 'passed', duration: 20 },
          {
            ...{ fullName: 'cart is quick', status: failed ? 'failed' : 'passed', duration: 90 },
            failureMessages: failed ? ['AssertionError: expected 3 to be 4'] : [],
          },
          { fullName: 'cart has a colour', status: 'skipped' },
        ],
      },
    ],
  };
  const origin = {
    ...{ project: '@demo/shop', folder: '/repo/libs/shop', target: 'test', resource: tests },
    attributes: { 'vcs.ref.head.revision': 'a'.repeat(40) },
  };
  for (const span of testSpans(report, String(time), origin)) writer.span(span);
  for (const point of testPoints(report, String(time), origin)) writer.metric(point);
}

function writeReport(writer: SignalWriter, time: number, n: number): void {
  const outcome = (project: string, result: string): object => ({
    ...{ skill: 'repo:layering-check', project, outcome: result, mode: 'enforce', durationMs: 20 },
  });
  const report = parseStandardsReport(
    JSON.stringify({
      schemaVersion: 2,
      outcomes: [
        outcome('@demo/shop', n % 2 === 0 ? 'fail' : 'pass'),
        outcome('@demo/bank', 'pass'),
        { ...outcome('@demo/bank', 'not-applicable'), skill: 'pkg:manifest-check', mode: 'warn' },
      ],
      findings: [true, false].map((accepted) => ({
        ...{ skill: 'repo:layering-check', project: '@demo/shop', mode: 'enforce' },
        ...{ fixable: true, accepted, waiver: null },
      })),
    }),
  );
  for (const point of standardsPoints(report, time, gate)) writer.metric(point);
  // A report of one project, which says nothing of the other.
  const part = { ...report, findings: [], outcomes: report.outcomes.slice(1, 2) };
  for (const point of standardsPoints(part, time + 1000, gate)) writer.metric(point);
}
