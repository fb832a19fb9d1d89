import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { Database } from '@h-j-petroleum/toolkit-signals';
import { SignalWriter } from '@h-j-petroleum/toolkit-signals';
import type { Faults } from '@h-j-petroleum/toolkit-signals/testing';
import { embeddedDatabase, faultyDatabase } from '@h-j-petroleum/toolkit-signals/testing';
import { SpanStatusCode } from '@opentelemetry/api';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPLogExporter as OTLPJsonLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPMetricExporter as OTLPJsonMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as OTLPJsonTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReceiverOptions } from './index.ts';
import { createReceiver, startReceiver } from './index.ts';

let inner: Database;
let faults: Faults;
let writer: SignalWriter;
let url: string;
let port: number;
const servers: Server[] = [];

beforeAll(async () => {
  inner = await embeddedDatabase();
});
afterAll(() => inner.close());
beforeEach(async () => {
  await inner.session(({ query }) =>
    query(
      'truncate signals.logs, signals.logs_failed, signals.spans, signals.spans_failed, signals.metric_points, signals.metric_series, signals.batches, signals.resources, signals.services cascade',
    ),
  );
  const database = faultyDatabase(inner);
  faults = database.faults;
  writer = new SignalWriter(database, {
    ...{ firstPauseMs: 5, longestPauseMs: 20, onNotice: () => undefined },
  });
  await listen();
  return async () => {
    faults.down = false;
    await Promise.all(
      servers.splice(0).map(async (server) => {
        const closed = once(server, 'close');
        server.close();
        server.closeAllConnections();
        await closed;
      }),
    );
    await writer.close();
  };
});

async function listen(options: Partial<ReceiverOptions> = {}): Promise<string> {
  const server = createReceiver({ writer, ...options });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  url = `http://127.0.0.1:${port}`;
  return url;
}

async function post(
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = { 'content-type': 'application/json' },
) {
  const response = await fetch(`${url}${path}`, { method: 'POST', body, headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function rows(text: string): Promise<unknown[]> {
  const found = await inner.session(({ query }) => query(text));
  return found.rows;
}

// The examples' own values, from https://github.com/open-telemetry/opentelemetry-proto/tree/main/examples, are not used.
const oneSpan = (over: object = {}) => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
      scopeSpans: [
        {
          scope: { name: 'orders' },
          spans: [
            {
              ...{ traceId: '5B8EFFF798038103D269B633813FC60C', spanId: 'EEE19B7EC3C1B174' },
              ...{ parentSpanId: 'eee19b7ec3c1b173', name: 'pay', kind: 2 },
              startTimeUnixNano: '1764000000000001000',
              endTimeUnixNano: '1764000001000001999',
              attributes: [
                { key: 'text', value: { stringValue: 'a' } },
                { key: 'yes', value: { boolValue: true } },
                { key: 'large', value: { intValue: '9007199254740993' } },
                { key: 'half', value: { doubleValue: 0.5 } },
                { key: 'bytes', value: { bytesValue: 'AQI=' } },
                {
                  key: 'list',
                  value: { arrayValue: { values: [{ intValue: 1 }, { stringValue: 'b' }] } },
                },
                {
                  key: 'map',
                  value: { kvlistValue: { values: [{ key: 'k', value: { intValue: '2' } }] } },
                },
                { key: 'nothing', value: {} },
              ],
              events: [{ timeUnixNano: '1764000000500000000', name: 'half', attributes: [] }],
              links: [{ traceId: '1'.repeat(32), spanId: '2'.repeat(16) }],
              status: { code: 'STATUS_CODE_ERROR', message: 'refused' },
              unknownField: { from: 'the future' },
              ...over,
            },
          ],
        },
      ],
    },
  ],
});

describe('an unmodified SDK', () => {
  it('sends traces in protobuf, with gzip', async () => {
    const processor = new BatchSpanProcessor({
      exporter: new OTLPTraceExporter({ url: `${url}/v1/traces`, compression: 'gzip' as never }),
    });
    const tracer = new TracerProvider({ spanProcessors: [processor] }).getTracer('sdk');
    const span = tracer.startSpan('pay', { kind: 1, attributes: { order: 7, tags: ['a', 'b'] } });
    span.recordException(new Error('declined'));
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'declined' });
    span.end();
    await processor.forceFlush();
    expect(
      await rows(
        "select name, kind, status, status_message, scope, attributes, events->0->'attributes'->>'exception.message' as message from signals.all_spans",
      ),
    ).toStrictEqual([
      {
        ...{ name: 'pay', kind: 1, status: 2, status_message: 'declined', scope: 'sdk' },
        ...{ attributes: { order: 7, tags: ['a', 'b'] }, message: 'declined' },
      },
    ]);
    await processor.shutdown();
  });

  it('sends traces in JSON', async () => {
    const processor = new BatchSpanProcessor({
      exporter: new OTLPJsonTraceExporter({ url: `${url}/v1/traces` }),
    });
    new TracerProvider({ spanProcessors: [processor] }).getTracer('sdk').startSpan('json').end();
    await processor.forceFlush();
    expect(await rows('select name, kind from signals.all_spans')).toStrictEqual([
      { name: 'json', kind: 0 },
    ]);
    await processor.shutdown();
  });

  it('sends logs', async () => {
    const provider = new LoggerProvider({
      processors: [
        new BatchLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${url}/v1/logs` }) }),
      ],
    });
    provider.getLogger('sdk').emit({
      severityNumber: 17,
      severityText: 'ERROR',
      body: 'not paid',
      attributes: { order: 7 },
    });
    await provider.forceFlush();
    expect(
      await rows('select severity, body, scope, attributes from signals.all_logs'),
    ).toStrictEqual([{ severity: 17, body: 'not paid', scope: 'sdk', attributes: { order: 7 } }]);
    await provider.shutdown();
  });

  it('sends logs and metrics in JSON', async () => {
    const provider = new LoggerProvider({
      processors: [
        new BatchLogRecordProcessor({
          exporter: new OTLPJsonLogExporter({ url: `${url}/v1/logs` }),
        }),
      ],
    });
    provider.getLogger('sdk').emit({ severityNumber: 9, body: { order: 7 } });
    await provider.forceFlush();
    await provider.shutdown();
    const reader = new PeriodicExportingMetricReader({
      exporter: new OTLPJsonMetricExporter({ url: `${url}/v1/metrics` }),
    });
    const meters = new MeterProvider({ readers: [reader] });
    meters.getMeter('sdk').createCounter('orders').add(2);
    await meters.shutdown();
    expect(await rows('select severity, body from signals.all_logs')).toStrictEqual([
      { severity: 9, body: '{"order":7}' },
    ]);
    expect(await rows('select value from signals.metric_points')).toStrictEqual([{ value: 2 }]);
  });

  it('sends metrics: sums, gauges and histograms', async () => {
    const reader = new PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter({ url: `${url}/v1/metrics` }),
    });
    const provider = new MeterProvider({ readers: [reader] });
    const meter = provider.getMeter('sdk');
    meter.createCounter('orders', { unit: '{order}' }).add(2, { currency: 'EUR' });
    meter.createGauge('celsius').record(21.5);
    meter.createHistogram('sizes', { advice: { explicitBucketBoundaries: [1, 10] } }).record(5);
    await provider.forceFlush();
    expect(
      await rows(
        'select s.name, s.unit, s.kind, s.temporality, s.monotonic, s.bounds, s.attributes, p.value, p.count::int, p.sum, p.counts::text from signals.metric_points p join signals.metric_series s on s.id = p.series_id order by s.name',
      ),
    ).toStrictEqual([
      {
        ...{ name: 'celsius', unit: '', kind: 'gauge', temporality: 'none', monotonic: false },
        ...{ bounds: null, attributes: {}, value: 21.5, count: null, sum: null, counts: null },
      },
      {
        ...{ name: 'orders', unit: '{order}', kind: 'sum', temporality: 'cumulative' },
        ...{ monotonic: true, bounds: null, attributes: { currency: 'EUR' }, value: 2 },
        ...{ count: null, sum: null, counts: null },
      },
      {
        ...{ name: 'sizes', unit: '', kind: 'histogram', temporality: 'cumulative' },
        ...{ monotonic: false, bounds: [1, 10], attributes: {}, value: null },
        ...{ count: 1, sum: 5, counts: '{0,1,0}' },
      },
    ]);
    await provider.shutdown();
  });
});

describe('JSON', () => {
  it('keeps every kind of value, ids in either case, and skips what it does not know', async () => {
    expect(await post('/v1/traces', JSON.stringify(oneSpan()))).toMatchObject({
      status: 200,
      text: '{}',
    });
    expect(
      await rows(
        'select trace_id, parent_span_id, name, kind, status, duration::text, attributes::text, links from signals.all_spans',
      ),
    ).toMatchObject([
      {
        trace_id: '5b8efff7-9803-8103-d269-b633813fc60c',
        ...{ name: 'pay', kind: 1, status: 2, duration: '1000000999' },
        attributes:
          '{"map": {"k": 2}, "yes": true, "half": 0.5, "list": [1, "b"], "text": "a", "bytes": "AQI=", "large": 9007199254740993, "nothing": null}',
      },
    ]);
  });

  it('rejects a span without an id, says so, and stores its neighbours', async () => {
    const request = oneSpan();
    request.resourceSpans.push(...oneSpan({ traceId: '' }).resourceSpans);
    const { status, text } = await post('/v1/traces', JSON.stringify(request));
    expect({ status, body: JSON.parse(text) }).toStrictEqual({
      status: 200,
      body: {
        partialSuccess: {
          rejectedSpans: '1',
          errorMessage:
            'Some records were left out: a trace or span id is not valid, or the database refused a record.',
        },
      },
    });
    expect(await rows('select count(*)::int as n from signals.all_spans')).toStrictEqual([
      { n: 1 },
    ]);
  });

  it('takes severity by number, name of the number, or text', async () => {
    const records = [
      { severityNumber: 13 },
      { severityNumber: 'SEVERITY_NUMBER_ERROR2' },
      { severityText: 'Fatal' },
      {},
    ].map((over, at) => ({
      ...{ observedTimeUnixNano: `176400000000000000${at}`, body: { stringValue: `${at}` } },
      ...over,
    }));
    await post(
      '/v1/logs',
      JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: records }] }] }),
    );
    expect(await rows('select body, severity from signals.all_logs order by body')).toStrictEqual([
      { body: '0', severity: 13 },
      { body: '1', severity: 18 },
      { body: '2', severity: 21 },
      { body: '3', severity: 9 },
    ]);
  });

  it('keeps exponential histograms and summaries, and leaves out points without a value', async () => {
    const at = '1764000000000000000';
    const metrics = [
      {
        name: 'exp',
        exponentialHistogram: {
          aggregationTemporality: 'AGGREGATION_TEMPORALITY_DELTA',
          dataPoints: [
            {
              ...{ timeUnixNano: at, count: '3', sum: 6, scale: 2, zeroCount: '1' },
              ...{ positive: { offset: -1, bucketCounts: ['1', '1'] } },
            },
          ],
        },
      },
      {
        name: 'sum.mary',
        summary: {
          dataPoints: [
            {
              ...{ timeUnixNano: at, count: '2', sum: 3 },
              quantileValues: [{ quantile: 0.5, value: 1 }],
            },
          ],
        },
      },
      { name: 'none', gauge: { dataPoints: [{ timeUnixNano: at, flags: 1 }] } },
    ];
    const { status } = await post(
      '/v1/metrics',
      JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }),
    );
    expect(status).toBe(200);
    expect(
      await rows(
        'select s.name, s.kind, s.temporality, p.count::int, p.sum, p.scale, p.zero_count::int, p.positive_offset, p.counts::text from signals.metric_points p join signals.metric_series s on s.id = p.series_id order by 1',
      ),
    ).toMatchObject([
      {
        ...{ name: 'exp', kind: 'exponential_histogram', temporality: 'delta', count: 3, sum: 6 },
        ...{ scale: 2, zero_count: 1, positive_offset: -1, counts: '{1,1}' },
      },
      { name: 'sum.mary', kind: 'summary', count: 2, sum: 3 },
    ]);
  });
});

describe('records that mean nothing', () => {
  const at = '1764000000000000000';
  const send = async (metrics: readonly object[]) => {
    const body = JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics }] }] });
    return JSON.parse((await post('/v1/metrics', body)).text);
  };

  it('are points that contradict themselves: rejected by number, with the reasons', async () => {
    const histogram = (over: object) => ({
      name: 'h',
      histogram: {
        aggregationTemporality: 1,
        dataPoints: [{ timeUnixNano: at, count: '1', ...over }],
      },
    });
    expect(
      await send([
        { name: 'good', gauge: { dataPoints: [{ timeUnixNano: at, asInt: '0' }] } },
        { name: 'none', gauge: { dataPoints: [{ timeUnixNano: at }] } },
        { gauge: { dataPoints: [{ timeUnixNano: at, asInt: '1' }] } },
        histogram({ bucketCounts: ['1', '0', '0'], explicitBounds: [1] }),
        histogram({ bucketCounts: ['1', '0', '0'], explicitBounds: [2, 1] }),
        histogram({ bucketCounts: ['-1', '2'], explicitBounds: [1] }),
      ]),
    ).toStrictEqual({
      partialSuccess: {
        rejectedDataPoints: '5',
        errorMessage:
          'Some records were left out: a point has no value; a metric has no name; a histogram has 3 buckets for 1 bounds; the bounds of a histogram do not rise; a count is negative or no number.',
      },
    });
    expect(
      await rows(
        'select s.name, p.value, p.details from signals.metric_points p join signals.metric_series s on s.id = p.series_id',
      ),
    ).toStrictEqual([{ name: 'good', value: 0, details: null }]);
  });

  it('are kinds and codes that are not known: they count as unspecified', async () => {
    await post('/v1/traces', JSON.stringify(oneSpan({ kind: 99, status: { code: 77 } })));
    expect(await rows('select kind, status from signals.all_spans')).toStrictEqual([
      { kind: 0, status: 0 },
    ]);
  });

  it('keep their exemplars with the trace they came from', async () => {
    const exemplar = {
      ...{ timeUnixNano: at, asDouble: 2, traceId: '1'.repeat(32), spanId: '2'.repeat(16) },
      filteredAttributes: [{ key: 'user', value: { stringValue: 'a' } }],
    };
    const point = {
      ...{ timeUnixNano: at, count: '1', sum: 2, bucketCounts: ['0', '1'], explicitBounds: [1] },
      exemplars: [exemplar],
    };
    await send([{ name: 'h', histogram: { aggregationTemporality: 1, dataPoints: [point] } }]);
    expect(
      await rows("select details->'exemplars' as of from signals.metric_points"),
    ).toStrictEqual([
      {
        of: [
          {
            ...{ time: 1_764_000_000_000, value: 2, attributes: { user: 'a' } },
            ...{ traceId: '1'.repeat(32), spanId: '2'.repeat(16) },
          },
        ],
      },
    ]);
  });

  it('are no times: the same content is another record the next time', async () => {
    const log = (over: object) =>
      JSON.stringify({
        resourceLogs: [{ scopeLogs: [{ logRecords: [{ body: { stringValue: 'x' }, ...over }] }] }],
      });
    for (let n = 0; n < 2; n++) {
      await post('/v1/logs', log({}));
      await post('/v1/logs', log({ timeUnixNano: at, body: { stringValue: 'timed' } }));
    }
    expect(
      await rows('select body, count(*)::int as n from signals.all_logs group by 1 order by 1'),
    ).toStrictEqual([
      { body: 'timed', n: 1 },
      { body: 'x', n: 2 },
    ]);
  });
});

describe('a request that is not taken', () => {
  it.each([
    ['another path', '/v1/profiles', '{}', {}, 404],
    ['another type', '/v1/traces', '{}', { 'content-type': 'text/plain' }, 415],
    ['another compression', '/v1/traces', '{}', { 'content-encoding': 'br' }, 415],
    ['no JSON', '/v1/traces', '{', {}, 400],
    ['JSON that is no object', '/v1/traces', '[]', {}, 400],
    ['a list that is none', '/v1/traces', '{"resourceSpans":{}}', {}, 400],
    ['no gzip', '/v1/traces', '{}', { 'content-encoding': 'gzip' }, 400],
    [
      'no protobuf',
      '/v1/traces',
      '\u0007\u0007\u0007',
      { 'content-type': 'application/x-protobuf' },
      400,
    ],
  ])('of %s is refused with the reason', async (_name, path, body, headers, status) => {
    const answer = await post(path, body, { 'content-type': 'application/json', ...headers });
    expect(answer.status).toBe(status);
    expect(answer.text.length).toBeGreaterThan(10);
    expect(await rows('select count(*)::int as n from signals.batches')).toStrictEqual([{ n: 0 }]);
  });

  it('by another method says which', async () => {
    const response = await fetch(`${url}/v1/traces`);
    expect([response.status, response.headers.get('allow')]).toStrictEqual([405, 'POST']);
  });

  it('that is malformed half-way stores nothing of it', async () => {
    const request = oneSpan();
    const broken = { resourceSpans: [...request.resourceSpans, { scopeSpans: [{ spans: 7 }] }] };
    expect(await post('/v1/traces', JSON.stringify(broken))).toMatchObject({
      status: 400,
      text: '{"code":3,"message":"spans must be a list."}',
    });
    expect(await rows('select count(*)::int as n from signals.all_spans')).toStrictEqual([
      { n: 0 },
    ]);
  });

  it('for being too large is refused, compressed or not', async () => {
    await listen({ maxBodyBytes: 1000, maxInflatedBytes: 10_000 });
    expect((await post('/v1/logs', ' '.repeat(1001))).status).toBe(413);
    const bomb = gzipSync(' '.repeat(20_000));
    expect(bomb.length).toBeLessThan(1000);
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    expect((await post('/v1/logs', new Uint8Array(bomb), headers)).status).toBe(413);
    expect((await post('/v1/logs', '{}')).status).toBe(200);
  });

  it('for a length that it announces is not waited for', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'POST /v1/logs HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99999999999\r\n\r\n{',
    );
    const [answer] = await once(socket, 'data');
    socket.destroy();
    expect(String(answer)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it.each([
    ['headers', 'POST /v1/logs HTTP/1.1\r\nhost: x\r\n'],
    [
      'a body',
      'POST /v1/logs HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{',
    ],
  ])('for %s that never end is not waited for', async (_name, text) => {
    await listen({ requestTimeoutMs: 150 });
    const socket = connect(port, '127.0.0.1');
    let said = '';
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
    socket.write(text);
    await once(socket, 'close');
    expect(said).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('for want of memory beside others is asked to come again', async () => {
    await listen({ maxTotalBytes: 1000 });
    const large = await post('/v1/logs', `${' '.repeat(1000)}{}`);
    expect([large.status, large.headers.get('retry-after')]).toStrictEqual([503, '1']);
    for (let n = 0; n < 3; n++) {
      expect((await post('/v1/logs', `${' '.repeat(900)}{}`)).status).toBe(200);
    }
  });

  it.each(['application/json', 'application/x-protobuf'])(
    'is told why in the encoding of %s',
    async (type) => {
      const answer = await post('/v1/traces', '{', { 'content-type': type });
      expect([answer.status, answer.headers.get('content-type')]).toStrictEqual([400, type]);
      if (type === 'application/json') {
        expect(JSON.parse(answer.text)).toMatchObject({
          ...{ code: 3, message: expect.stringMatching(/^The body is no JSON/) },
        });
      } else {
        // Field 1, code 3 (INVALID_ARGUMENT); field 2, the message.
        expect(answer.text.slice(0, 3)).toBe('\b\u0003\u0012');
        expect(answer.text).toContain('The body is no TracesRequest');
      }
    },
  );

  it('without the token', async () => {
    await listen({ token: 'sesame' });
    const send = (authorization: string) =>
      post('/v1/logs', '{}', { 'content-type': 'application/json', authorization });
    expect((await post('/v1/logs', '{}')).status).toBe(401);
    expect((await send('Bearer sesam')).status).toBe(401);
    expect((await send('Bearer sesame')).status).toBe(200);
    expect(await (await fetch(`${url}/healthz`)).json()).toStrictEqual({ status: 'ok' });
  });

  it('from a page of another origin has no permission in its answer', async () => {
    await listen({ corsOrigins: ['https://app.example'] });
    const preflight = (origin: string) =>
      fetch(`${url}/v1/logs`, { method: 'OPTIONS', headers: { origin } });
    const [own, other] = await Promise.all([
      preflight('https://app.example'),
      preflight('https://evil.example'),
    ]);
    expect([own.status, own.headers.get('access-control-allow-origin')]).toStrictEqual([
      204,
      'https://app.example',
    ]);
    expect([other.status, other.headers.get('access-control-allow-origin')]).toStrictEqual([
      405,
      null,
    ]);
  });

  it('never stops the server, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/v1/traces', '/v1/logs', '/v1/metrics'),
        fc.oneof(
          fc
            .uint8Array({ maxLength: 200 })
            .map((bytes) => ['application/x-protobuf', bytes] as const),
          fc.json().map((json) => ['application/json', json] as const),
          fc
            .json()
            .map(
              (json) =>
                [
                  'application/json',
                  `{"resourceSpans":[{"scopeSpans":[{"spans":[${json}]}]}],"resourceLogs":[{"scopeLogs":[{"logRecords":[${json}]}]}],"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"x","gauge":{"dataPoints":[${json}]}}]}]}]}`,
                ] as const,
            ),
        ),
        async (path, [type, body]) => {
          const { status } = await post(
            path,
            typeof body === 'string' ? body : new Uint8Array(body),
            { 'content-type': type },
          );
          expect([200, 400]).toContain(status);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('for values that are nested without end is stored cut', async () => {
    let value: object = { intValue: '1' };
    for (let depth = 0; depth < 500; depth++) value = { arrayValue: { values: [value] } };
    const { status } = await post(
      '/v1/traces',
      JSON.stringify(oneSpan({ attributes: [{ key: 'deep', value }] })),
    );
    expect(status).toBe(200);
    expect(
      await rows("select attributes->'deep' is not null as deep from signals.all_spans"),
    ).toStrictEqual([{ deep: true }]);
  });
});

describe('a database that fails', () => {
  it('makes the sender come again, and the request is stored once', async () => {
    await listen({ storeTimeoutMs: 100 });
    faults.down = true;
    const body = JSON.stringify(oneSpan());
    const refused = await post('/v1/traces', body);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.text).toContain('Send the same request again.');
    faults.down = false;
    await listen();
    expect((await post('/v1/traces', body)).status).toBe(200);
    expect((await post('/v1/traces', body)).status).toBe(200);
    await writer.flush();
    expect(await rows('select count(*)::int as n from signals.all_spans')).toStrictEqual([
      { n: 1 },
    ]);
  });

  it('shows in the health', async () => {
    expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ status: 'ok' });
    faults.down = true;
    await listen({ storeTimeoutMs: 50 });
    await post('/v1/traces', JSON.stringify(oneSpan()));
    const health = await fetch(`${url}/healthz`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ status: 'failing' });
  });

  it('lets so many requests wait for it, and has others come again at once', async () => {
    await listen({ maxConcurrent: 1, storeTimeoutMs: 60_000 });
    faults.down = true;
    const first = post('/v1/traces', JSON.stringify(oneSpan()));
    while (writer.stats().signals.spans.pending === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const second = await post('/v1/traces', JSON.stringify(oneSpan()));
    expect(second.text).toContain('Too many requests at a time.');
    expect([second.status, second.headers.get('retry-after')]).toStrictEqual([503, '1']);
    faults.down = false;
    expect((await first).status).toBe(200);
  });

  it('with memory full makes the sender come again, and nothing is half taken', async () => {
    await writer.close();
    writer = new SignalWriter(faultyDatabase(inner), {
      maxBytes: 20_000,
      onNotice: () => undefined,
    });
    await listen();
    const many = JSON.stringify({
      resourceSpans: Array.from({ length: 200 }, () => oneSpan().resourceSpans[0]),
    });
    expect((await post('/v1/traces', many)).status).toBe(503);
    expect(await rows('select count(*)::int as n from signals.all_spans')).toStrictEqual([
      { n: 0 },
    ]);
    expect((await post('/v1/traces', JSON.stringify(oneSpan()))).status).toBe(200);
  });
});

it('a sender that breaks off in the middle of a body leaves nothing behind', async () => {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    'POST /v1/logs HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"resource',
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  expect((await post('/v1/logs', '{}')).status).toBe(200);
});

it('closes although a sender hangs', async () => {
  const receiver = await startReceiver({
    ...{ port: 0, closeTimeoutMs: 50, databaseUrl: 'postgres://postgres@127.0.0.1:1/x' },
  });
  const socket = connect(Number(new URL(receiver.url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(
    'POST /v1/logs HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{',
  );
  socket.resume().on('error', () => undefined);
  await Promise.all([once(socket, 'close'), receiver.close(), receiver.close()]);
  await expect(fetch(receiver.url)).rejects.toThrow();
});
