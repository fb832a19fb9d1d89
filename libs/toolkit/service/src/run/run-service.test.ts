import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { service } from '../../test/notes/app.ts';
import type { LocalIssuer, TestDatabase } from '../testing/index.ts';
import { embeddedDatabase, localIssuer } from '../testing/index.ts';

const server = join(import.meta.dirname, '../../test/notes/server.ts');

let database: TestDatabase;
let issuer: LocalIssuer;
beforeAll(async () => {
  [database, issuer] = await Promise.all([embeddedDatabase(service.schema), localIssuer()]);
});
afterAll(async () => {
  await Promise.all([database.close(), issuer.close()]);
});

const start = (args: readonly string[], over: NodeJS.ProcessEnv = {}) => {
  const child = spawn(
    process.execPath,
    [
      ...['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'],
      ...[server, ...args],
    ],
    {
      env: {
        ...{ PATH: process.env['PATH'], DATABASE_URL: database.url, OIDC_ISSUER: issuer.url },
        ...{ OIDC_AUDIENCE: 'notes', PORT: '0', OTEL_SDK_DISABLED: 'true', LOG_LEVEL: 'silent' },
        ...over,
      },
    },
  );
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, output, errors }));
  const address = once(createInterface(child.stdout), 'line').then(
    ([line]) => /http:\S+/.exec(String(line))?.[0] ?? '',
  );
  return { child, ended, address };
};

describe('a service as a process', () => {
  it('listens on this machine, and ends when it is told to', async () => {
    const { child, ended, address } = start([]);
    expect(await address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const response = await fetch(`${await address}/health/ready`);
    expect([response.status, await response.json()]).toStrictEqual([
      ...[200, { status: 'ok', checks: { database: 'ok' } }],
    ]);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, signal: null, errors: '' });
  });

  it('names every variable that is wrong', async () => {
    const { code, errors } = await start([], {
      PORT: 'http',
      DATABASE_URL: 'mysql://u:hunter2@h/d',
    }).ended;
    expect(code).toBe(2);
    expect(errors).toContain(
      'PORT: is "http": must be a whole number from 0 to 65535; for example 4301',
    );
    expect(errors).toContain(
      'DATABASE_URL: must be an address of PostgreSQL; for example postgres://',
    );
    expect(errors).toContain('[SERVICE_BAD_ENVIRONMENT]');
    expect(errors).not.toContain('hunter2');
  });
});
