import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EmbeddedServer } from '@h-j-petroleum/toolkit-signals/testing';
import { embeddedServer } from '@h-j-petroleum/toolkit-signals/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Consumer } from './consumer.ts';
import { createConsumer } from './consumer.ts';

const tsc = join(import.meta.dirname, '../../../node_modules/.bin/tsc');

describe('the toolkits, packed and installed elsewhere', () => {
  let consumer: Consumer;
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await embeddedServer();
    consumer = await createConsumer();
  });
  afterAll(async () => {
    consumer?.remove();
    await server?.close();
  });
  beforeEach(async () => {
    await server.database.session(({ query }) =>
      query(
        'truncate signals.logs, signals.logs_failed, signals.spans, signals.spans_failed, signals.metric_points, signals.metric_series, signals.batches cascade',
      ),
    );
  });
  const store = (): NodeJS.ProcessEnv => ({ DATABASE_URL: server.url });
  const signals = async (...args: string[]): Promise<unknown> => {
    const ran = await consumer.run('signals', [...args, '--json'], store());
    if (ran.code !== 0) throw new Error(ran.stderr);
    return JSON.parse(ran.stdout);
  };

  it('bring no sources of tests, and one copy of what they share', () => {
    const modules = join(consumer.root, 'node_modules/@h-j-petroleum');
    expect(existsSync(join(modules, 'toolkit-signals/dist/migrations'))).toBe(true);
    expect(existsSync(join(modules, 'toolkit-logger/src/create-logger.test.ts'))).toBe(false);
    for (const name of ['logger', 'telemetry', 'metrics', 'otlp-receiver']) {
      expect(existsSync(join(modules, `toolkit-${name}/node_modules/@h-j-petroleum`))).toBe(false);
    }
  });

  it.each(['app.mjs', 'app.cjs'])(
    'log, trace and measure %s by --import alone, as one trace',
    async (app) => {
      const ran = await consumer.run(
        'node',
        ['--import', '@h-j-petroleum/toolkit-telemetry/register', app],
        store(),
      );
      expect(ran).toStrictEqual({ code: 0, stdout: '{"id":7}', stderr: '' });
      const { logs } = Object(await signals('logs'));
      expect(logs).toMatchObject([
        {
          ...{ service: 'shop', scope: 'orders', body: 'order was read' },
          attributes: { order: 7, password: '[redacted]' },
        },
      ]);
      const trace = Object(await signals('trace', logs[0].traceId));
      const names = trace.spans.map(({ name }: { name: string }) => name);
      expect(names).toContain('GET /orders/:id');
      expect(names).toContain('pg.query:SELECT postgres');
      expect(trace.logs).toHaveLength(1);
      const { rows } = await server.database.session(({ query }) =>
        query(
          `select s.name, coalesce(p.value, p.count) as value, p.details->'exemplars'->0->>'traceId' as trace
          from signals.metric_points p join signals.metric_series s on s.id = p.series_id
          where s.name in ('orders', 'http.server.request.duration') order by s.name`,
        ),
      );
      // What instrumentations measure as well, although telemetry was started before metrics.
      expect(rows).toStrictEqual([
        { name: 'http.server.request.duration', value: 1, trace: logs[0].traceId },
        { name: 'orders', value: 1, trace: logs[0].traceId },
      ]);
    },
  );

  it('store all that waits when a process with all of them is told to end', async () => {
    writeFileSync(
      join(consumer.root, 'wait.mjs'),
      `import { createLogger } from '@h-j-petroleum/toolkit-logger';
import { startMetrics } from '@h-j-petroleum/toolkit-metrics';
import { trace } from '@opentelemetry/api';
createLogger().info('waits');
createLogger({ name: 'other' }).info('waits as well');
startMetrics().meter('m').createCounter('waiting').add(1);
trace.getTracer('t').startSpan('waiting').end();
setInterval(() => {}, 1000);
console.log('ready');`,
    );
    const child = spawn(
      'node',
      ['--import', '@h-j-petroleum/toolkit-telemetry/register', 'wait.mjs'],
      { cwd: consumer.root, env: { ...consumer.env, ...store() } },
    );
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toStrictEqual([null, 'SIGTERM']);
    const { rows } = await server.database.session(({ query }) =>
      query(
        `select (select count(*)::int from signals.all_logs) as logs, (select count(*)::int from signals.all_spans) as spans,
          (select count(*)::int from signals.metric_points p join signals.metric_series s on s.id = p.series_id where s.name = 'waiting') as points`,
      ),
    );
    expect(rows).toStrictEqual([{ logs: 2, spans: 1, points: 1 }]);
  });

  it('record a crash whose handler ends the process at once', async () => {
    writeFileSync(
      join(consumer.root, 'crash.mjs'),
      `import { createLogger } from '@h-j-petroleum/toolkit-logger';
createLogger();
process.on('uncaughtException', () => process.exit(3));
setTimeout(() => { throw new Error('lost?'); }, 10);`,
    );
    expect(await consumer.run('node', ['crash.mjs'], store())).toMatchObject({ code: 3 });
    expect(await signals('logs')).toMatchObject({ logs: [{ body: 'uncaught exception' }] });
  });

  it('take OTLP by the command that comes with them', async () => {
    const child = spawn('node', ['node_modules/.bin/otlp-receiver', '--port', '0', '--json'], {
      cwd: consumer.root,
      env: { PATH: process.env.PATH, ...store() },
    });
    const [said] = await once(child.stdout, 'data');
    const { url } = JSON.parse(String(said));
    const answer = await fetch(`${url}/v1/logs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"by OTLP"}}]}]}]}',
    });
    expect(await answer.text()).toBe('{}');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toStrictEqual([0, null]);
    expect(await signals('logs')).toMatchObject({ logs: [{ body: 'by OTLP' }] });
  });

  it('type-check under nodenext, whole, and refuse what is wrong', async () => {
    writeFileSync(
      join(consumer.root, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          ...{ target: 'es2023', module: 'nodenext', strict: true, noEmit: true },
          ...{ exactOptionalPropertyTypes: true, skipLibCheck: false, types: ['node'] },
        },
        files: ['types.ts'],
      }),
    );
    expect(await consumer.run(tsc, ['--project', '.'])).toStrictEqual({
      ...{ code: 0, stdout: '', stderr: '' },
    });
  });
});
