import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { EmbeddedServer } from '@h-j-petroleum/toolkit-signals/testing';
import { embeddedServer } from '@h-j-petroleum/toolkit-signals/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, '../../fixtures/crash.ts');

describe('the end of a process', () => {
  let server: EmbeddedServer;
  beforeAll(async () => {
    server = await embeddedServer();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    await server.database.session(({ query }) =>
      query('truncate signals.logs, signals.logs_failed, signals.batches'),
    );
  });

  const start = (how: string, over: NodeJS.ProcessEnv = {}) => {
    const child = spawn(
      process.execPath,
      ['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning', program, how],
      {
        env: {
          ...{ PATH: process.env.PATH, DATABASE_URL: server.url, OTEL_SERVICE_NAME: 'crash' },
          ...over,
        },
      },
    );
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal, output, errors }));
    const ready = once(child.stdout, 'data');
    return { child, ended, ready };
  };
  const bodies = async (): Promise<unknown[]> => {
    const { rows } = await server.database.session(({ query }) =>
      query<{ body: string }>('select body from signals.all_logs order by time'),
    );
    return rows.map(({ body }) => body);
  };

  it('by itself stores what was logged', async () => {
    expect(await start('end').ended).toMatchObject({ code: 0, errors: '' });
    expect(await bodies()).toStrictEqual(['before']);
  });

  it('by an exception that nobody catches records it with its cause, and exits with 1', async () => {
    const { code, errors } = await start('throw').ended;
    expect(code).toBe(1);
    expect(errors).toContain('Error: nobody catches this');
    expect(await bodies()).toStrictEqual(['before', 'uncaught exception']);
    const { rows } = await server.database.session(({ query }) =>
      query('select severity, attributes from signals.logs_failed'),
    );
    expect(rows).toMatchObject([
      {
        severity: 17,
        attributes: {
          'exception.type': 'Error',
          'exception.message': 'nobody catches this',
          'exception.causes': [{ type: 'TypeError', message: 'the cause' }],
          'process.crash.origin': 'uncaughtException',
        },
      },
    ]);
  });

  it('by a rejection that nobody handles records it, and exits with 1', async () => {
    expect(await start('reject').ended).toMatchObject({ code: 1 });
    expect(await bodies()).toStrictEqual(['before', 'unhandled rejection']);
  });

  it('is left to the program where that listens itself, and the crash is recorded', async () => {
    expect(await start('listen').ended).toMatchObject({ code: 7 });
    expect(await bodies()).toStrictEqual(['before', 'uncaught exception']);
  });

  it('by a handler that calls process.exit at once is recorded before that, once', async () => {
    expect(await start('exit-in-handler').ended).toMatchObject({ code: 3 });
    const { rows } = await server.database.session(({ query }) =>
      query(
        `select body, scope, attributes->>'exception.message' as message, attributes->'exception.causes' as causes from signals.logs_failed`,
      ),
    );
    expect(rows).toStrictEqual([
      {
        ...{ body: 'uncaught exception', scope: 'crash', message: 'the handler ends at once' },
        causes: [{ type: 'Error', message: 'password=[redacted]' }],
      },
    ]);
  });

  it('by a handler of rejections that calls process.exit at once is recorded before that', async () => {
    expect(await start('exit-in-rejection-handler').ended).toMatchObject({ code: 4 });
    expect(await bodies()).toContain('unhandled rejection');
  });

  it('is not kept from, nor brought about, by the listener to rejections', async () => {
    const { code, errors } = await start('handle-rejection').ended;
    expect(code).toBe(1);
    expect(errors).toContain('nobody handles this');
    expect(errors).not.toContain('handled by the program');
    expect(await bodies()).toStrictEqual(['before', 'unhandled rejection', 'unhandled rejection']);
  });

  it('by what is no error tells what it was, without its secrets', async () => {
    const { code, errors } = await start('throw-object').ended;
    expect(code).toBe(1);
    expect(errors).toContain("Uncaught { status: 503, password: '[redacted]' }");
    const { rows } = await server.database.session(({ query }) =>
      query(
        "select attributes->>'exception.type' as type, attributes->>'exception.message' as message from signals.logs_failed",
      ),
    );
    expect(rows).toStrictEqual([
      { type: 'object', message: '{"status":503,"password":"[redacted]"}' },
    ]);
  });

  it('after logger.end() and finish, as winston has it, stores what was logged', async () => {
    expect(await start('end-logger').ended).toMatchObject({ code: 0 });
    expect(await bodies()).toStrictEqual(['before']);
  });

  it('by SIGTERM stores what was logged, and ends by the signal', async () => {
    const { child, ended, ready } = start('wait');
    await ready;
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM' });
    expect(await bodies()).toStrictEqual(['before']);
  });

  it('by SIGKILL loses nothing that was flushed', async () => {
    const { child, ended, ready } = start('flush-and-wait');
    await ready;
    child.kill('SIGKILL');
    await ended;
    expect(await bodies()).toStrictEqual(['before']);
  });

  it('does not wait for ever for a database that is not there', async () => {
    const gone = {
      DATABASE_URL: 'postgres://postgres@127.0.0.1:1/postgres',
      LOG_EXIT_TIMEOUT: '300',
    };
    const { code, errors } = await start('throw', gone).ended;
    expect(code).toBe(1);
    expect(errors).toContain('nobody catches this');
  });
});
