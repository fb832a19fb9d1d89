import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const bin = join(import.meta.dirname, '../bin.ts');

const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  const child = spawn(
    process.execPath,
    ['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning', bin, ...args],
    { env: { PATH: process.env.PATH, ...env } },
  );
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return {
    child,
    ready: once(child.stdout, 'data').then(([chunk]) => String(chunk)),
    ended: once(child, 'exit').then(([code]) => ({ code, output, errors })),
  };
};
const DATABASE_URL = 'postgres://postgres@127.0.0.1:1/x';

describe('otlp-receiver', () => {
  it('says where it listens, answers, and ends when it is told to', async () => {
    const { child, ready, ended } = start(['--port', '0', '--json'], { DATABASE_URL });
    const { url }: { url: string } = JSON.parse(await ready);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });

  it('without a database says what is missing and how to get it', async () => {
    const { code, errors } = await start([]).ended;
    expect(code).toBe(2);
    expect(errors).toContain('DATABASE_URL is not set');
    expect(errors).toContain('npm run db -- url');
  });

  it('names the port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, errors } = await start(['--port', String(port)], { DATABASE_URL }).ended;
    other.close();
    expect(code).toBe(2);
    expect(errors).toBe(
      `otlp-receiver: The receiver can't listen on 127.0.0.1:${port}: another program listens there already. Choose another by --port or OTLP_PORT.\n`,
    );
  });

  it('warns where others can reach it without a token', async () => {
    const open = start(['--port', '0', '--host', '0.0.0.0'], { DATABASE_URL });
    await open.ready;
    open.child.kill('SIGTERM');
    expect((await open.ended).errors).toContain(
      'whoever reaches 0.0.0.0 can write to the store. Set OTLP_TOKEN',
    );
    const closed = start(['--port', '0', '--host', '0.0.0.0'], { DATABASE_URL, OTLP_TOKEN: 'x' });
    await closed.ready;
    closed.child.kill('SIGTERM');
    expect((await closed.ended).errors).toBe('');
  });

  it('refuses a port that is none', async () => {
    const { code, errors } = await start(['--port', 'http'], { DATABASE_URL }).ended;
    expect(code).toBe(2);
    expect(errors).toContain('http is no port: a whole number from 0 to 65535.');
  });

  it('tells its use', async () => {
    const { code, output } = await start(['--help']).ended;
    expect(code).toBe(0);
    expect(output).toContain('OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318');
  });
});
