import type { Draft } from '@h-j-petroleum/standards-engine';
import type { messages } from '../messages.ts';
import type { Facts } from './facts.ts';

type Found = Omit<Draft<typeof messages>, 'file'>;

export const durationMetric = 'http.server.request.duration';

/**
 * What is wrong by the facts of one measurement.
 *
 * @param release the version in the manifest of the service, where it has one
 */
export function judgeFacts(facts: Facts, release: string | undefined): readonly Found[] {
  const { stage, command, request, problem = '' } = facts;
  if (stage === 'prepare' || stage === 'start') {
    return [
      {
        ...{ message: 'start-failed', data: { command }, identity: stage },
        expected: stage === 'start' ? 'a process that runs until it is told to end' : 'exit code 0',
        actual: problem,
      },
    ];
  }
  if (stage === 'listen') {
    return [
      {
        ...{ message: 'never-listens', data: { command } },
        expected:
          'a service that takes connections on 127.0.0.1 at the port that its environment names',
        actual: problem,
      },
    ];
  }
  if (stage === 'request' || (facts.status ?? 0) >= 500) {
    return [
      {
        ...{ message: 'request-failed', data: { request } },
        expected: 'an answer with a status below 500',
        actual: stage === 'request' ? problem : `status ${facts.status}`,
      },
    ];
  }
  return [
    ...judgeTrace(facts),
    ...judgeLogs(facts),
    ...judgeMetrics(facts),
    ...judgeIdentity(facts, release),
  ];
}

function judgeTrace({ request, sent, observed, calls }: Facts): readonly Found[] {
  const own = observed.spans.filter(({ traceId }) => traceId === sent.traceId);
  const data = { request };
  if (own.length === 0) {
    const other = observed.spans.find(({ isServer }) => isServer);
    if (!other) {
      const actual = observed.problem ?? 'no span at all';
      return [{ message: 'trace-missing', data, expected: 'a span of the serving side', actual }];
    }
    return [
      {
        ...{ message: 'trace-not-continued', data },
        expected: 'spans of the trace that the header `traceparent` names',
        actual: `${other.name} is a span of another trace`,
      },
    ];
  }
  const known = new Set([sent.spanId, ...own.map(({ spanId }) => spanId)]);
  const broken: Found[] = [];
  for (const { name, parentSpanId } of own) {
    if (parentSpanId !== undefined && known.has(parentSpanId)) continue;
    broken.push({
      ...{ message: 'trace-broken', data: { request, where: `the span ${name}` } },
      expected: 'a parent that is a span of the same trace',
      actual: parentSpanId === undefined ? 'no parent' : 'a parent that was never sent',
    });
  }
  for (const { what, traceId, parentSpanId } of calls) {
    if (traceId === sent.traceId && parentSpanId !== undefined && known.has(parentSpanId)) continue;
    broken.push({
      ...{ message: 'trace-broken', data: { request, where: `the outgoing call ${what}` } },
      expected: 'the header `traceparent` with this trace and the span of the call',
      actual:
        traceId === undefined
          ? 'no such header'
          : traceId === sent.traceId
            ? 'a span that was never sent'
            : 'another trace',
    });
  }
  return broken;
}

function judgeLogs({ request, sent, observed: { logs, problem } }: Facts): readonly Found[] {
  if (logs.includes(sent.traceId)) return [];
  const data = { request };
  const expected = 'a log record with the trace id of the request';
  return logs.length === 0
    ? [{ message: 'log-missing', data, expected, actual: problem ?? 'no log record at all' }]
    : [{ message: 'log-untraced', data, expected, actual: untraced(logs) }];
}

function untraced(logs: readonly (string | null)[]): string {
  const without = logs.filter((traceId) => traceId === null).length;
  return `${logs.length} ${logs.length === 1 ? 'record' : 'records'}, ${without} of them without any trace id`;
}

function judgeMetrics({ request, observed: { metrics, problem } }: Facts): readonly Found[] {
  if (metrics.includes(durationMetric)) return [];
  return [
    {
      ...{ message: 'metric-missing', data: { request, metric: durationMetric } },
      expected: `the metric ${durationMetric}`,
      actual:
        metrics.length === 0 ? (problem ?? 'no metric at all') : `${metrics.length} other metrics`,
    },
  ];
}

function judgeIdentity({ observed, sent }: Facts, release: string | undefined): readonly Found[] {
  const span = observed.spans.find(({ traceId }) => traceId === sent.traceId);
  if (!span) return [];
  const found: Found[] = [];
  if (span.service === undefined || span.service.startsWith('unknown_service')) {
    found.push({
      ...{ message: 'identity-missing', data: { attribute: 'service.name' } },
      expected: 'the name of the service',
      actual: span.service ?? 'none',
    });
  }
  if (span.version === undefined || (release !== undefined && span.version !== release)) {
    found.push({
      ...{ message: 'identity-missing', data: { attribute: 'service.version' } },
      expected: release ?? 'the version of the service',
      actual: span.version ?? 'none',
    });
  }
  return found;
}
