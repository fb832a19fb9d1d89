import { join } from 'node:path';
import type { Project } from '@h-j-petroleum/standards-engine';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceSettings } from '../options.ts';
import { optionsSchema } from '../options.ts';
import type { Facts } from './facts.ts';
import { factsSchema } from './facts.ts';
import { judgeFacts } from './judge.ts';
import { measureWithin } from './measure.ts';

const root = join(import.meta.dirname, '../fixtures');
const project: Project = {
  ...{ id: 'orders', name: 'orders', root: '', tags: [] },
  manifest: { file: 'package.json', text: '', data: { name: 'orders', version: '1.4.0' } },
};

/** Really starts the service of the fixtures; what is wrong with it, and whether the measurement is kept. */
async function measure(fault: string, settings: ServiceSettings = {}) {
  const environment = { FAULT: fault, PEER_URL: '{peerUrl}' };
  const options = optionsSchema.parse({
    services: {
      orders: {
        ...{ command: ['node', 'service.mjs'], request: { path: '/orders' }, environment },
        ...settings,
      },
    },
  });
  const result = await measureWithin(1000, { root, project, options });
  if ('notSupported' in result) throw new Error(result.notSupported);
  const facts = factsSchema.parse(result.value);
  const faults = judgeFacts(facts, '1.4.0');
  return { facts, keep: result.keep, faults };
}

const found = new Map<
  string,
  { facts: Facts; keep: boolean; faults: ReturnType<typeof judgeFacts> }
>();
const faults = [
  ...[
    'none',
    'crashes',
    'never-listens',
    'answers-500',
    'no-trace',
    'own-trace',
    'breaks',
    'lost-parent',
  ],
  ...['no-log', 'bare-log', 'no-metric', 'no-version', 'protobuf', 'not-prepared', 'no-program'],
];
const settingsOf: Readonly<Record<string, ServiceSettings>> = {
  'never-listens': { startSeconds: 2 },
  'not-prepared': { prepare: [['node', '-e', "console.error('no schema'); process.exit(3)"]] },
  'no-program': { command: ['no-such-program'] },
};

beforeAll(async () => {
  // Some at a time: they wait for one another's processor, and not for each other's time.
  const waiting = [...faults];
  const work = async (): Promise<void> => {
    for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
      found.set(fault, await measure(fault, settingsOf[fault]));
    }
  };
  await Promise.all([work(), work(), work(), work()]);
});

const messagesOf = (fault: string) =>
  found
    .get(fault)
    ?.faults.map(({ message, data, actual }) => [
      message,
      String(Object.values(data ?? {}).at(-1)),
      actual,
    ]);

describe('a service that is really started', () => {
  it('passes, and is kept, when one request gives a trace, a log and the metric', () => {
    const { facts, keep } = found.get('none') ?? {};
    expect(messagesOf('none')).toEqual([]);
    expect(keep).toBe(true);
    expect(facts).toMatchObject({ stage: 'done', status: 200, request: 'GET /orders' });
    expect(
      facts?.observed.spans.map(({ name, isServer, version }) => [name, isServer, version]),
    ).toEqual([
      ['GET /orders', true, '1.4.0'],
      ['GET', false, '1.4.0'],
    ]);
    expect(facts?.calls.map(({ what }) => what)).toEqual(['GET /stock']);
  });

  it.each<[string, readonly (readonly [string, string, unknown])[]]>([
    [
      'crashes',
      [
        [
          'start-failed',
          'node service.mjs',
          expect.stringMatching(
            /^it ended with exit code 1; its last words: [^]*the database is not there/,
          ),
        ],
      ],
    ],
    [
      'no-program',
      [
        [
          'start-failed',
          'no-such-program',
          'it could not be started: spawn no-such-program ENOENT',
        ],
      ],
    ],
    [
      'not-prepared',
      [
        [
          'start-failed',
          `node -e console.error('no schema'); process.exit(3)`,
          'it ended with exit code 3; its last words: no schema',
        ],
      ],
    ],
    [
      'never-listens',
      [
        [
          'never-listens',
          'node service.mjs',
          expect.stringMatching(/^nothing listened on port \d+ after 2 s$/),
        ],
      ],
    ],
    ['answers-500', [['request-failed', 'GET /orders', 'status 500']]],
    ['no-trace', [['trace-missing', 'GET /orders', 'no span at all']]],
    [
      'own-trace',
      [
        ['trace-not-continued', 'GET /orders', 'GET /orders is a span of another trace'],
        ['log-untraced', 'GET /orders', '1 record, 0 of them without any trace id'],
      ],
    ],
    ['breaks', [['trace-broken', 'the outgoing call GET /stock', 'no such header']]],
    ['lost-parent', [['trace-broken', 'the span GET', 'a parent that was never sent']]],
    ['no-log', [['log-missing', 'GET /orders', 'no log record at all']]],
    ['bare-log', [['log-untraced', 'GET /orders', '1 record, 1 of them without any trace id']]],
    ['no-metric', [['metric-missing', 'http.server.request.duration', '1 other metrics']]],
    ['no-version', [['identity-missing', 'service.version', 'none']]],
    [
      'protobuf',
      ['trace-missing', 'log-missing', 'metric-missing'].map((message) => [
        message,
        message === 'metric-missing' ? 'http.server.request.duration' : 'GET /orders',
        'the collector could not read /v1/metrics: it is application/x-protobuf; send JSON (OTEL_EXPORTER_OTLP_PROTOCOL=http/json)',
      ]),
    ],
  ])('fails, and is not kept: %s', (fault, expected) => {
    expect(messagesOf(fault)).toEqual(expected);
    expect(found.get(fault)?.keep).toBe(false);
  });

  it('needs an observer that is one', async () => {
    await expect(measure('none', { observer: 'no-such-module' })).rejects.toThrow('no-such-module');
  });
});
