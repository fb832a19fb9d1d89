import type { Measured } from '@h-j-petroleum/standards-engine';
import type { Case, ExpectedFinding } from '@h-j-petroleum/standards-engine/testing';
import type { Facts } from '../measure/facts.ts';
import {
  goodFacts,
  measured,
  observing,
  options,
  others,
  sentSpan,
  service,
  traceId,
} from './trees.ts';

/** A finding about the whole of the entry, as all are that were measured. */
function atEntry(message: string, text: string, expected: string, actual: string): ExpectedFinding {
  return {
    ...{ message, project: 'api', file: 'apps/api/src/server.ts', line: 1 },
    ...{ expected, actual, text },
  };
}

function emitting(
  name: string,
  given: Readonly<Record<string, Measured>>,
  ...findings: readonly ExpectedFinding[]
): Case {
  const kind = findings.length === 0 ? 'valid' : 'invalid';
  return { name, kind, tree: service(), options, measured: given, findings, outcomes: others };
}

/** Neither finding nor pass: what is said in their place. */
function unjudged(
  name: string,
  given: Case['measured'],
  outcome: 'error' | 'not-supported',
  reason: string,
): Case {
  return {
    ...{ name, kind: 'edge', tree: service(), options, findings: [] },
    ...(given ? { measured: given } : {}),
    outcomes: { ...others, api: { outcome, reason } },
  };
}

const span = (changed: Partial<Facts['observed']['spans'][number]> = {}) => ({
  ...{ traceId, spanId: '1111111111111111', parentSpanId: sentSpan, name: 'GET /orders' },
  ...{ isServer: true, service: 'api', version: '1.2.0', ...changed },
});
const otherTrace = '99999999999999999999999999999999';
const way =
  'Run `standards measure obs:otel-check`; under Nx the task that `standards` depends on does.';
const answered = 'an answer with a status below 500';
const ownLog = 'a log record with the trace id of the request';
const parent = 'a parent that is a span of the same trace';
const carried = 'the header `traceparent` with this trace and the span of the call';
const broken = (where: string) => `the trace of GET /orders is broken at the ${where}`;
const nameless = (attribute: string) =>
  `what the service sends has no ${attribute} that says what it is`;
const metric = 'http.server.request.duration';

export const emittedCases: readonly Case[] = [
  emitting('a service that emits what it should', measured()),
  emitting('an answer that refuses is an answer', measured({ status: 401 })),
  emitting('a request that calls nobody', measured({ calls: [] })),
  emitting(
    'a service that crashes at start',
    measured({ stage: 'start', problem: 'it ended with exit code 1' }),
    atEntry(
      'start-failed',
      'the service could not be started by `node src/server.ts`',
      'a process that runs until it is told to end',
      'it ended with exit code 1',
    ),
  ),
  emitting(
    'a database that cannot be prepared',
    measured({
      ...{ stage: 'prepare', command: 'node src/server.ts migrate' },
      problem: 'it ended with exit code 2; its last words: no such role',
    }),
    atEntry(
      'start-failed',
      'the service could not be started by `node src/server.ts migrate`',
      'exit code 0',
      'it ended with exit code 2; its last words: no such role',
    ),
  ),
  emitting(
    'a service that never listens',
    measured({ stage: 'listen', problem: 'nothing listened on port 4302 after 60 s' }),
    atEntry(
      'never-listens',
      'the service was started by `node src/server.ts` and did not listen on the port it was given',
      'a service that takes connections on 127.0.0.1 at the port that its environment names',
      'nothing listened on port 4302 after 60 s',
    ),
  ),
  emitting(
    'a request that is not answered',
    measured({ stage: 'request', problem: 'no answer: socket hang up' }),
    atEntry(
      'request-failed',
      'GET /orders was not answered as it should be',
      answered,
      'no answer: socket hang up',
    ),
  ),
  emitting(
    'a request that fails inside',
    measured({ status: 500 }),
    atEntry(
      'request-failed',
      'GET /orders was not answered as it should be',
      answered,
      'status 500',
    ),
  ),
  emitting(
    'a service that emits no trace',
    observing({ spans: [] }),
    atEntry(
      'trace-missing',
      'GET /orders made no span',
      'a span of the serving side',
      'no span at all',
    ),
  ),
  emitting(
    'a trace of its own in place of the one that came',
    measured({
      calls: [],
      observed: { ...goodFacts.observed, spans: [span({ traceId: otherTrace })] },
    }),
    atEntry(
      'trace-not-continued',
      'GET /orders came with a trace, and the service began another',
      'spans of the trace that the header `traceparent` names',
      'GET /orders is a span of another trace',
    ),
  ),
  emitting(
    'spans that hang on nothing',
    observing({
      spans: [
        span(),
        span({ spanId: '2222222222222222', parentSpanId: '7777777777777777', name: 'SELECT' }),
        { traceId, spanId: '3333333333333333', name: 'render', isServer: false },
      ],
    }),
    atEntry('trace-broken', broken('span SELECT'), parent, 'a parent that was never sent'),
    atEntry('trace-broken', broken('span render'), parent, 'no parent'),
  ),
  emitting(
    'a trace that breaks at an outgoing call',
    measured({
      calls: [
        { what: 'GET /a' },
        { what: 'GET /b', traceId: otherTrace, parentSpanId: sentSpan },
        { what: 'GET /c', traceId, parentSpanId: '8888888888888888' },
        { what: 'GET /d', traceId, parentSpanId: '1111111111111111' },
      ],
    }),
    atEntry('trace-broken', broken('outgoing call GET /a'), carried, 'no such header'),
    atEntry('trace-broken', broken('outgoing call GET /b'), carried, 'another trace'),
    atEntry('trace-broken', broken('outgoing call GET /c'), carried, 'a span that was never sent'),
  ),
  emitting(
    'no log',
    observing({ logs: [] }),
    atEntry('log-missing', 'GET /orders made no log record', ownLog, 'no log record at all'),
  ),
  emitting(
    'a log without a trace id',
    observing({ logs: [null, otherTrace] }),
    atEntry(
      'log-untraced',
      'no log record of GET /orders has its trace id',
      ownLog,
      '2 records, 1 of them without any trace id',
    ),
  ),
  emitting(
    'other metrics',
    observing({ metrics: ['process.uptime'] }),
    atEntry(
      'metric-missing',
      `GET /orders was not measured by ${metric}`,
      `the metric ${metric}`,
      '1 other metrics',
    ),
  ),
  emitting(
    'neither name nor version',
    measured({
      calls: [],
      observed: {
        ...goodFacts.observed,
        spans: [
          {
            traceId,
            spanId: '1111111111111111',
            parentSpanId: sentSpan,
            name: 'GET',
            isServer: true,
            service: 'unknown_service:node',
          },
        ],
      },
    }),
    atEntry(
      'identity-missing',
      nameless('service.name'),
      'the name of the service',
      'unknown_service:node',
    ),
    atEntry('identity-missing', nameless('service.version'), '1.2.0', 'none'),
  ),
  emitting(
    'the version of another release',
    observing({ spans: goodFacts.observed.spans.map((one) => ({ ...one, version: '1.1.0' })) }),
    atEntry('identity-missing', nameless('service.version'), '1.2.0', '1.1.0'),
  ),
  emitting(
    'what the collector could not read',
    observing({ spans: [], logs: [], metrics: [], problem: 'it is protobuf' }),
    atEntry('log-missing', 'GET /orders made no log record', ownLog, 'it is protobuf'),
    atEntry(
      'metric-missing',
      `GET /orders was not measured by ${metric}`,
      `the metric ${metric}`,
      'it is protobuf',
    ),
    atEntry(
      'trace-missing',
      'GET /orders made no span',
      'a span of the serving side',
      'it is protobuf',
    ),
  ),
  unjudged('not measured', undefined, 'not-supported', `It was not measured. ${way}`),
  unjudged(
    'measured by an older version',
    { api: { state: 'done', value: { version: 0 } } },
    'not-supported',
    'It was measured by another version of this skill. Run `standards measure obs:otel-check --again`.',
  ),
  unjudged(
    'a measurement that crashed',
    { api: { state: 'crashed', reason: 'Error: no database.' } },
    'error',
    `The measurement crashed: Error: no database. ${way}`,
  ),
];
