import type { Measured } from '@h-j-petroleum/standards-engine';
import type { Case, ExpectedFinding } from '@h-j-petroleum/standards-engine/testing';
import type { Facts, RouteFacts } from './facts.ts';

const tree = {
  'package.json': { name: 'root', private: true, workspaces: ['apps/*'] },
  'apps/api/package.json': { name: 'api', private: true },
};
const options = { services: { api: { command: ['node', 'server.js'] } } };
const others = {
  root: {
    outcome: 'not-applicable',
    reason: 'It is no service: no entry of the option `services` names it.',
  },
} as const;

/** Three rounds: the service takes ten times the bare server's 0.4, 0.5 and 0.6 ms, whatever the percentile. */
const rounds: RouteFacts['rounds'] = [0.4, 0.5, 0.6].map((bare) => ({
  service: { p50: bare * 10, p95: bare * 20, p99: bare * 40 },
  bare: { p50: bare, p95: bare * 2, p99: bare * 4 },
}));
const orders: RouteFacts = {
  ...{ route: 'GET /orders', request: 'GET /orders', bytes: 1200, statuses: { 200: 400 } },
  ...{ unexpected: 0, timeouts: 0, broken: 0, rounds },
};
const facts: Facts = {
  ...{ version: 1, stage: 'done', command: 'node server.js', document: 'apps/api/openapi.json' },
  ...{ connections: 4, routes: [orders], undriven: [], unknown: [] },
};
const measured = (changed: Partial<Facts>): Readonly<Record<string, Measured>> => ({
  api: { state: 'done', value: { ...facts, ...changed } },
});

function judged(
  name: string,
  changed: Partial<Facts>,
  findings: readonly Omit<ExpectedFinding, 'project' | 'file' | 'line'>[],
  more: Record<string, unknown> = {},
): Case {
  return {
    ...{ name, kind: findings.length === 0 ? 'valid' : 'invalid', tree, outcomes: others },
    options: { services: { api: { command: ['node', 'server.js'], ...more } } },
    measured: measured(changed),
    findings: findings.map((one) => ({
      ...{ project: 'api', file: 'apps/api/package.json', line: 1, ...one },
    })),
  };
}

/** Neither finding nor pass: what is said in their place. */
function unjudged(
  name: string,
  given: Readonly<Record<string, Measured>> | undefined,
  reason: string,
  services: object = options.services,
): Case {
  return {
    ...{ name, kind: 'edge', tree, findings: [], options: { services } },
    ...(given ? { measured: given } : {}),
    outcomes: { ...others, api: { outcome: 'not-supported', reason } },
  };
}

const slow = (percentile: string, limit: string, ms: string) => ({
  message: 'slow',
  expected: `at most ${limit} times what a bare server takes`,
  actual: `10.0 times: ${ms}, whose rounds lie 40 % apart`,
  text: `GET /orders takes longer than its budget (${percentile})`,
});

export const cases: readonly Case[] = [
  judged('within its budgets', {}, []),
  judged('exactly its budgets', {}, [], { budgets: { p50: 10, p95: 10, p99: 10 } }),
  judged('slower than its budgets', {}, [slow('p50', '9.9', '5.0 ms against 0.5 ms')], {
    budgets: { p50: 9.9 },
  }),
  judged(
    'budgets of a route come before those of the service',
    {},
    [slow('p95', '9', '10.0 ms against 1.0 ms'), slow('p99', '8', '20.0 ms against 2.0 ms')],
    {
      budgets: { p50: 1, p95: 9 },
      requests: { 'GET /orders': { budgets: { p50: 11, p99: 8 } } },
    },
  ),
  judged(
    'errors, whatever the times are',
    {
      routes: [
        { ...orders, statuses: { 200: 397, 503: 1 }, unexpected: 1, timeouts: 1, broken: 1 },
      ],
    },
    [
      {
        message: 'failing',
        expected: 'no request that fails',
        actual:
          '3 of 400 failed: 397 times status 200, 1 times status 503, 1 without an answer in time, 1 broken connections',
        text: 'GET /orders does not answer as it should under load',
      },
    ],
    { budgets: { p50: 1 } },
  ),
  judged(
    'as many errors as are allowed',
    { routes: [{ ...orders, statuses: { 200: 396, 503: 4 }, unexpected: 4 }] },
    [],
    { budgets: { errors: 0.01 } },
  ),
  judged(
    'one error more than is allowed',
    { routes: [{ ...orders, statuses: { 200: 395, 503: 5 }, unexpected: 5 }] },
    [
      {
        message: 'failing',
        expected: 'at most 1 % that fail',
        actual: '5 of 400 failed: 395 times status 200, 5 times status 503',
      },
    ],
    { budgets: { errors: 0.01 } },
  ),
  judged('no answer at all', { routes: [{ ...orders, statuses: {}, rounds: [] }] }, [
    { message: 'failing', expected: 'no request that fails', actual: 'no answer at all' },
  ]),
  judged(
    'a service that ends in the middle',
    { stage: 'drive', diedAt: 'GET /orders', problem: 'it ended with SIGSEGV' },
    [
      {
        message: 'died',
        expected: 'a process that runs until it is told to end',
        actual: 'it ended with SIGSEGV',
        text: 'the service ended while GET /orders was driven',
      },
    ],
  ),
  judged('a crash at start', { stage: 'start', problem: 'it ended with exit code 1' }, [
    {
      message: 'start-failed',
      expected: 'a process that runs until it is told to end',
      actual: 'it ended with exit code 1',
      text: 'the service could not be started by `node server.js`',
    },
  ]),
  judged(
    'a database that cannot be prepared',
    { stage: 'prepare', command: 'node server.js migrate', problem: 'it ended with exit code 2' },
    [
      {
        message: 'start-failed',
        expected: 'exit code 0',
        actual: 'it ended with exit code 2',
        text: 'the service could not be started by `node server.js migrate`',
      },
    ],
  ),
  judged('a service that hangs at start', { stage: 'listen', problem: 'nothing listened' }, [
    {
      message: 'never-listens',
      expected:
        'a service that takes connections on 127.0.0.1 at the port that its environment names',
      actual: 'nothing listened',
    },
  ]),
  judged('a document that is none', { stage: 'document', problem: 'it has no `paths`' }, [
    {
      message: 'document-unusable',
      expected: 'a document of OpenAPI 3.0 or 3.1 with the routes that are wanted',
      actual: 'it has no `paths`',
      text: 'apps/api/openapi.json does not say which routes there are',
    },
  ]),
  judged('a route that is mistyped', { unknown: ['GET /odrers'] }, [
    {
      message: 'route-unknown',
      expected: 'a route of apps/api/openapi.json',
      actual: 'GET /odrers',
      text: 'apps/api/openapi.json has no route GET /odrers, which the options speak of',
    },
  ]),
  unjudged(
    'a machine that is too busy to tell',
    measured({
      routes: [
        orders,
        {
          ...orders,
          rounds: [0.4, 0.5, 0.7].map((bare) => ({
            service: { p50: 90, p95: 90, p99: 90 },
            bare: { p50: bare, p95: bare, p99: bare },
          })),
        },
      ],
    }),
    'Too noisy to judge 1 of 2 routes: rounds of the bare server lie up to 60 % apart, more than 50 %. Measure again on a machine that does less.',
  ),
  unjudged(
    'routes that nobody can ask for',
    measured({
      undriven: [{ route: 'GET /orders/{id}', reason: 'no example of its parameter id' }],
    }),
    'Not driven: GET /orders/{id} (no example of its parameter id). Say how under `requests`, or leave it out of `routes`.',
  ),
  unjudged(
    'nothing says how it is started',
    undefined,
    'Nothing says how it is started: give it a `command`, or the `url` at which it runs, in `services`.',
    { api: { routes: ['GET *'] } },
  ),
  unjudged(
    'what was not measured',
    undefined,
    'It was not measured. Run `standards measure perf:api-latency`; under Nx the task that `standards` depends on does.',
    { api: { url: 'http://127.0.0.1:4301' } },
  ),
  unjudged(
    'no autocannon',
    { api: { state: 'not-supported', reason: 'autocannon is not installed.' } },
    'autocannon is not installed.',
  ),
  unjudged(
    'facts of another version',
    { api: { state: 'done', value: { ...facts, version: 2 } } },
    'It was measured by another version of this skill. Run `standards measure perf:api-latency --again`.',
  ),
  {
    ...{ name: 'no service', kind: 'valid', tree, findings: [] },
    outcomes: { ...others, api: others.root },
  },
];
