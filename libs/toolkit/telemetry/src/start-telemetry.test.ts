import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import type { EmbeddedServer } from '@h-j-petroleum/toolkit-signals/testing';
import { embeddedServer } from '@h-j-petroleum/toolkit-signals/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settingsFrom, TelemetryConfigurationError } from './index.ts';

const fixtures = join(import.meta.dirname, '../fixtures');
const register = join(import.meta.dirname, 'register.ts');

describe('a process with telemetry', () => {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await embeddedServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.database.session(({ query }) =>
      query('truncate signals.spans, signals.spans_failed, signals.batches'),
    );
  });

  const start = (args: readonly string[], over: NodeJS.ProcessEnv = {}) => {
    const child = spawn(
      process.execPath,
      ['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning', ...args],
      {
        env: {
          ...{ PATH: process.env.PATH, DATABASE_URL: server.url, OTEL_SERVICE_NAME: 'shop' },
          ...over,
        },
      },
    );
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal, output, errors }));
    return { child, ended, ready: once(child.stdout, 'data') };
  };
  const spans = async (where = 'true') => {
    const { rows } = await server.database.session(({ query }) =>
      query<{
        name: string;
        trace: string;
        span: string;
        parent: string | null;
        kind: number;
        status: number;
        attributes: Record<string, unknown>;
      }>(
        `select name, trace_id as trace, span_id as span, parent_span_id as parent, kind, status, attributes
        from signals.all_spans where ${where} order by time, kind desc`,
      ),
    );
    return rows;
  };

  it('by --import traces a request through client, server and database as one trace', async () => {
    const { code, output, errors } = await start(['--import', register, join(fixtures, 'shop.ts')])
      .ended;
    expect({ code, output, errors }).toStrictEqual({ code: 0, output: '{"id":7}\n', errors: '' });
    const all = await spans();
    const query = all.find(
      ({ attributes }) =>
        attributes['db.query.text'] === 'select $1::int as id' ||
        attributes['db.statement'] === 'select $1::int as id',
    );
    expect(query?.kind).toBe(2);
    // Up from the statement to the call that began it.
    const chain: string[] = [];
    for (let at = query; at !== undefined; at = all.find(({ span }) => span === at?.parent)) {
      chain.push(`${at.kind} ${at.name}`);
      expect(at.trace).toBe(query?.trace);
    }
    expect(chain[0]).toMatch(/^2 pg.*/);
    expect(chain).toContain('1 GET /orders/:id');
    expect(chain.at(-1)).toBe('2 GET');
    const failed = await spans('status = 2');
    expect(failed.map(({ name }) => name)).toContain('GET /fail');
    // The writer's own statements are not traced: they would beget spans for ever.
    expect(
      all.filter(({ attributes }) => JSON.stringify(attributes).includes('begin_batch')),
    ).toStrictEqual([]);
  });

  it('that dies inside a span stores it as failed, with the error', async () => {
    const { code } = await start([join(fixtures, 'crash.ts')]).ended;
    expect(code).toBe(1);
    const { rows } = await server.database.session(({ query }) =>
      query(
        "select name, status, status_message, events->0->'attributes'->>'exception.message' as message from signals.all_spans order by time",
      ),
    );
    expect(rows).toStrictEqual([
      { name: 'before', status: 0, status_message: null, message: null },
      { name: 'dies', status: 2, status_message: 'inside a span', message: 'inside a span' },
    ]);
  });

  it('that samples nothing stores nothing, or failures alone where it is asked to', async () => {
    const program = ['--import', register, join(fixtures, 'short.ts')];
    expect(await start(program, { OTEL_TRACES_SAMPLER: 'always_off' }).ended).toMatchObject({
      ...{ code: 0, errors: '' },
    });
    expect(await spans()).toStrictEqual([]);
    const keep = { OTEL_TRACES_SAMPLER: 'always_off', TELEMETRY_KEEP_ERRORS: 'on' };
    await start(program, keep).ended;
    expect((await spans()).map(({ name }) => name)).toStrictEqual(['failed']);
  });

  it('warns of a variable of OpenTelemetry that means nothing, and goes on', async () => {
    const program = ['--import', register, join(fixtures, 'short.ts')];
    const { code, errors } = await start(program, { OTEL_TRACES_SAMPLER: 'some' }).ended;
    expect(code).toBe(0);
    expect(errors).toContain('OTEL_TRACES_SAMPLER=some is ignored');
    expect(await spans()).toHaveLength(3);
  });

  it('is off by OTEL_SDK_DISABLED', async () => {
    const program = ['--import', register, join(fixtures, 'short.ts')];
    expect(await start(program, { OTEL_SDK_DISABLED: 'true' }).ended).toMatchObject({ code: 0 });
    expect(await spans()).toStrictEqual([]);
  });

  it('that is killed loses nothing that was flushed', async () => {
    const { child, ended, ready } = start([join(fixtures, 'crash.ts'), 'flush-and-wait']);
    await ready;
    child.kill('SIGKILL');
    await ended;
    expect((await spans()).map(({ name }) => name)).toStrictEqual(['before']);
  });

  it('started twice is started once', async () => {
    const index = JSON.stringify(join(import.meta.dirname, 'index.ts'));
    const program = `import { startTelemetry } from ${index}; import { trace } from '@opentelemetry/api';
      const one = startTelemetry(); trace.getTracer('t').startSpan('once').end(); process.stdout.write(String(one === startTelemetry()));`;
    const { output, errors } = await start([
      ...['--import', register, '--input-type=module', '--eval', program],
    ]).ended;
    expect({ output, errors }).toStrictEqual({ output: 'true', errors: '' });
    expect((await spans()).map(({ name }) => name)).toStrictEqual(['once']);
  });

  it('started too late warns of what is not traced', async () => {
    const program = `import 'pg'; const { startTelemetry } = await import(${JSON.stringify(join(import.meta.dirname, 'index.ts'))}); await startTelemetry().shutdown();`;
    const { errors } = await start(['--input-type=module', '--eval', program]).ended;
    expect(errors).toContain('Telemetry was started after `pg` was loaded');
    expect(errors).toContain('node --import @h-j-petroleum/toolkit-telemetry/register');
  });

  it('without a database makes trace ids all the same', async () => {
    const program = `import { trace } from '@opentelemetry/api'; process.stdout.write(String(trace.getTracer('x').startSpan('y').spanContext().traceId));`;
    const { output, errors } = await start(
      ['--import', register, '--input-type=module', '--eval', program],
      { DATABASE_URL: '' },
    ).ended;
    expect(errors).toBe('');
    expect(output).toMatch(/^(?!0+$)[0-9a-f]{32}$/);
  });
});

describe('a short process that sends by OTLP', () => {
  const taken: { path: string | undefined; type: string | undefined; body: Buffer }[] = [];
  let refuses = false;
  const collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const type = request.headers['content-type'];
      taken.push({ path: request.url, type, body: Buffer.concat(chunks) });
      response.statusCode = refuses ? 400 : 200;
      response.setHeader('content-type', type ?? '');
      response.end(type === 'application/json' ? '{}' : '');
    });
  });
  beforeAll(async () => {
    collector.listen(0, '127.0.0.1');
    await once(collector, 'listening');
  });
  beforeEach(() => void taken.splice(0));
  afterAll(() => {
    collector.close();
    collector.closeAllConnections();
  });

  it('says what could not be sent', async () => {
    refuses = true;
    const { port } = Object(collector.address());
    const child = spawn(
      process.execPath,
      ['--conditions=@h-j-petroleum/source', '--import', register, join(fixtures, 'short.ts')],
      { env: { PATH: process.env.PATH, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } },
    );
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    expect(await once(child, 'close')).toStrictEqual([0, null]);
    refuses = false;
    expect(errors).toMatch(
      /\[TELEMETRY_OTLP_FAILED\] TelemetryWarning: 3 spans could not be sent by OTLP, and are lost: /,
    );
  });

  it.each([
    ['http/protobuf', 'application/x-protobuf'],
    ['http/json', 'application/json'],
  ])('by %s has sent what it made when it ends', async (protocol, type) => {
    const { port } = Object(collector.address());
    const child = spawn(
      process.execPath,
      ['--conditions=@h-j-petroleum/source', '--import', register, join(fixtures, 'short.ts')],
      {
        env: {
          PATH: process.env.PATH,
          OTEL_SERVICE_NAME: 'short',
          OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
          OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
          OTEL_BSP_SCHEDULE_DELAY: '60000',
        },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    expect(await once(child, 'exit')).toStrictEqual([0, null]);
    expect(taken).toMatchObject([{ path: '/v1/traces', type }]);
    for (const name of ['all', 'fine', 'failed', 'short']) {
      expect(taken[0]?.body.includes(name)).toBe(true);
    }
  });
});

describe('settingsFrom', () => {
  it('sends to the store where a database is named, and to OTLP where an endpoint is', () => {
    expect(settingsFrom({}).exporters).toStrictEqual([]);
    expect(settingsFrom({ DATABASE_URL: 'x' }).exporters).toStrictEqual(['timescale']);
    expect(
      settingsFrom({ DATABASE_URL: 'x', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' })
        .exporters,
    ).toStrictEqual(['timescale', 'otlp']);
    expect(
      settingsFrom({ DATABASE_URL: 'x', TELEMETRY_EXPORTERS: 'otlp' }).exporters,
    ).toStrictEqual(['otlp']);
    expect(
      settingsFrom({ DATABASE_URL: 'x', TELEMETRY_EXPORTERS: 'none' }).exporters,
    ).toStrictEqual([]);
    const by = (OTEL_TRACES_EXPORTER: string) =>
      settingsFrom({ DATABASE_URL: 'x', OTEL_TRACES_EXPORTER }).exporters;
    expect(['otlp', 'console', 'none'].map(by)).toStrictEqual([
      ...[['timescale', 'otlp'], ['timescale', 'console'], []],
    ]);
  });

  it('names the variable that has a value it cannot have', () => {
    expect(() => settingsFrom({ TELEMETRY_EXPORTERS: 'jaeger' })).toThrow(
      TelemetryConfigurationError,
    );
    expect(() => settingsFrom({ TELEMETRY_INSTRUMENTATIONS: 'http,redis' })).toThrow(
      "Telemetry can't be set up by the environment. TELEMETRY_INSTRUMENTATIONS=http,redis: each one of http, pg, fastify, none",
    );
  });
});
