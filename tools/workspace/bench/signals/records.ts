import type { LogRecord, MetricPoint, SpanRecord } from '@h-j-petroleum/toolkit-signals';
import { resourceOf, seriesOf } from '@h-j-petroleum/toolkit-signals';

/** Attributes of the service that all rows come from. */
export const resourceAttributes = {
  'service.name': 'bench',
  'service.version': '1.4.2',
  'deployment.environment.name': 'bench',
};
const resource = resourceOf(resourceAttributes);
const methods = ['GET', 'POST', 'PUT', 'GET'];
const routes = ['/orders/:id', '/orders', '/customers/:id/invoices', '/health', '/login'];

/** The text and the fields of the n-th log call: a request that a service has answered. */
export const logText = 'request completed';

export function logFields(n: number): Record<string, unknown> {
  return {
    method: methods[n % 4],
    route: routes[n % 5],
    status: n % 50 === 0 ? 404 : 200,
    duration_ms: (n % 997) / 8,
    bytes: 512 + (n % 4001),
    tenant: `tenant-${n % 200}`,
    request_id: requestIds[n % requestIds.length],
    cached: n % 3 === 0,
  };
}

/** A number that looks random and is the same in every process: so all write the same rows. */
function mixed(n: number, seed: number): number {
  let x = Math.imul(n ^ (seed * 0x9e3779b1), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

const word = (n: number, seed: number): string => mixed(n, seed).toString(16).padStart(8, '0');

/** Hexadecimal ids as W3C Trace Context has them; rows in a row share a trace. */
export function traceIdOf(n: number): string {
  const trace = Math.floor(n / 4) + 1;
  return word(trace, 1) + word(trace, 2) + word(trace, 3) + word(trace, 4);
}

export function spanIdOf(n: number): string {
  return word(n + 1, 5) + word(n + 1, 6);
}

/** Made beforehand: a service has its request's id at hand when it logs. */
const requestIds = Array.from({ length: 4096 }, (_, n) => `req-${word(n, 7)}`);

export function logRecord(n: number, from: number): LogRecord {
  return {
    ...{ time: from + n / 100, severity: 9, body: logText, resource, scope: 'http' },
    ...{ traceId: traceIdOf(n), spanId: spanIdOf(n), attributes: logFields(n) },
  };
}

export function spanAttributes(n: number): Record<string, string | number | boolean> {
  return {
    'http.request.method': methods[n % 4] ?? '',
    'http.route': routes[n % 5] ?? '',
    'http.response.status_code': n % 50 === 0 ? 404 : 200,
    'url.path': `/orders/${n}`,
    'server.address': 'orders.internal',
    'network.peer.port': 1024 + (n % 60_000),
  };
}

export function spanName(n: number): string {
  return `${methods[n % 4]} ${routes[n % 5]}`;
}

export function spanRecord(n: number, from: number): SpanRecord {
  return {
    ...{ time: from + n / 100, duration: 1_000_000 + (n % 1009) * 10_000, resource },
    ...{ traceId: traceIdOf(n), spanId: spanIdOf(n) },
    parentSpanId: n % 4 === 0 ? undefined : spanIdOf(n - (n % 4)),
    ...{ name: spanName(n), kind: 1, status: 0, scope: 'http' },
    attributes: spanAttributes(n),
  };
}

const series = Array.from({ length: 600 }, (_, at) => {
  const common = { resource, scope: 'bench', attributes: { route: `/route/${at}` } };
  switch (at % 3) {
    case 0:
      return seriesOf({ ...common, name: 'queue.size', unit: '{job}', kind: 'gauge' });
    case 1:
      return seriesOf({
        ...common,
        ...{ name: 'requests', unit: '{request}', kind: 'sum', temporality: 'delta' },
        monotonic: true,
      });
    default:
      return seriesOf({
        ...common,
        ...{ name: 'duration', unit: 's', kind: 'exponential_histogram', temporality: 'delta' },
      });
  }
});

/** Gauges, sums and exponential histograms by turns, of 600 series. */
export function metricPoint(n: number, from: number): MetricPoint {
  const at = n % series.length;
  const one = series[at];
  if (one === undefined) throw new RangeError(`no series ${at}`);
  const point = { time: from + n / 100, series: one };
  switch (one.kind) {
    case 'gauge':
      return { ...point, value: (n % 1000) / 8 };
    case 'sum':
      return { ...point, startTime: from, value: n % 77 };
    default:
      return {
        ...{ ...point, startTime: from, count: 80, sum: 41.5, min: 0.01, max: 2.5 },
        ...{ scale: 3, zeroCount: 0, positiveOffset: -40 },
        counts: Array.from({ length: 16 }, (_, bin) => (bin * 7 + n) % 11),
      };
  }
}
