import type { Database, Trace, Window } from '@h-j-petroleum/toolkit-signals';
import {
  getTrace,
  latency,
  maintain,
  metric,
  searchErrors,
  searchLogs,
} from '@h-j-petroleum/toolkit-signals';

const milliseconds = (nanoseconds: number): string => `${(nanoseconds / 1e6).toFixed(1)} ms`;

/**
 * What a service sent since a time, read back by the typed queries: its latest logs, the trace of the last failure, its
 * operations, its errors, its metrics.
 *
 * @returns lines for a person
 */
export async function showSignals(
  database: Database,
  service: string,
  window: Window,
): Promise<string[]> {
  await maintain(database);
  const { logs } = await searchLogs(database, { ...window, service, limit: 5 });
  const failed = logs.find(({ severity }) => severity >= 17);
  const trace =
    failed?.traceId === undefined ? undefined : await getTrace(database, failed.traceId);
  const { operations } = await latency(database, { ...window, service });
  const errors = await searchErrors(database, { ...window, service });
  const day = {
    from: new Date(window.from.getTime() - 86_400_000),
    to: new Date(window.to.getTime() + 86_400_000),
  };
  const series = await metric(database, { ...day, service, name: 'orders' });
  return [
    `Logs of ${service} (searchLogs):`,
    ...logs.map(
      (log) =>
        `  ${log.time.toISOString().slice(11, 23)} ${log.severity >= 17 ? 'error' : 'info '} ${log.body} ${JSON.stringify(withoutExceptions(log.attributes))}`,
    ),
    ...(trace === undefined ? [] : ['', ...traceLines(trace)]),
    '',
    'Operations (latency):',
    ...operations.map(
      ({ name, count, failed: failures, quantiles }) =>
        `  ${name}: ${count} calls, ${failures} failed, p50 ${milliseconds(quantiles['0.5'] ?? 0)}, p99 ${milliseconds(quantiles['0.99'] ?? 0)}`,
    ),
    '',
    'Errors (searchErrors):',
    ...errors.map(({ count, type, template }) => `  ${count} x ${type} ${template}`.trimEnd()),
    '',
    'Metric orders (metric):',
    ...series.map(
      ({ attributes, unit, points }) =>
        `  ${JSON.stringify(attributes)} ${points.reduce((sum, { value }) => sum + (value ?? 0), 0)} ${unit}`,
    ),
  ];
}

function traceLines({ traceId, duration, spans, logs }: Trace): string[] {
  return [
    `Trace ${traceId} (getTrace): ${spans.length} spans, ${logs.length} logs, ${milliseconds(duration)}`,
    ...spans.map(
      ({ depth, name, duration: own, status }) =>
        `  ${'  '.repeat(depth)}${name} ${milliseconds(own)}${status === 2 ? ' FAILED' : ''}`,
    ),
  ];
}

function withoutExceptions(attributes: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(attributes).filter(([key]) => !key.startsWith('exception.')),
  );
}
