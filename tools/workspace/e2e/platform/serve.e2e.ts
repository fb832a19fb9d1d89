import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@h-j-petroleum/toolkit-signals';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const bin = join(import.meta.dirname, '../../src/platform/bin.ts');
let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'platform-')));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  const child = spawn(
    process.execPath,
    ['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning', bin, ...args],
    {
      env: {
        ...{ PATH: process.env.PATH, HJPS_DATA: folder, HJPS_DB_PORT: '0', OTLP_PORT: '0' },
        ...env,
      },
    },
  );
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const ready = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ready.')) resolve(output);
    });
  });
  const ended = once(child, 'close').then(([code]) => ({ code, output, errors }));
  return { child, ready, ended };
};

describe('the platform', () => {
  it('comes up, shows what a service sent, takes OTLP, and ends what it started', async () => {
    const { child, ready, ended } = start(['--no-services']);
    const text = await Promise.race([ready, ended.then(({ errors }) => errors)]);
    expect(text).toContain('The embedded database runs; schema signals: 4 migrations applied.');
    expect(text).toMatch(/error order was not found \{"order":99,"customer":"\[redacted\]"\}/);
    expect(text).toMatch(/Trace [0-9a-f]{32} \(getTrace\): \d spans, 1 logs/);
    expect(text).toMatch(/pg\.query:SELECT postgres/);
    expect(text).toContain('GET /orders/:id: 4 calls');
    expect(text).toContain('{"found":true} 3 {order}');
    expect(text).toMatch(
      /Errors like "no such order" \(findSimilarErrors\):\n {2}0\.\d{3} .*order/,
    );
    const database = connect({ url: /^DATABASE_URL=(\S+)$/m.exec(text)?.[1] });
    const { rows } = await database.session((session) =>
      session.query("select to_regclass('standards.runs') is not null as made"),
    );
    expect(rows).toEqual([{ made: true }]);
    await database.close();
    const endpoint = /OTEL_EXPORTER_OTLP_ENDPOINT=(\S+)/.exec(text)?.[1] ?? '';
    expect((await fetch(`${endpoint}/healthz`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, errors: '' });
    await expect(fetch(`${endpoint}/healthz`)).rejects.toThrow();
    expect((await ended).output).toContain('The embedded database ended');
    // However many lie in the workspace: nobody waits for them, and none keeps it from coming up.
    expect((await ended).output).toMatch(/Recorded \d+ reports \(\d+ spans and points\)/);
  });

  it('names the port of the receiver that is taken, and leaves nothing running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { code, output, errors } = await start(['--once', '--no-services'], {
      OTLP_PORT: String(port),
    }).ended;
    other.close();
    expect(code).toBe(2);
    expect(errors).toContain(`can't listen on 127.0.0.1:${port}`);
    expect(errors).toContain('OTLP_PORT=4319 npm start');
    expect(output).toContain('The embedded database ended');
  });

  it('uses the database that is named, and says when it is not there', async () => {
    const { code, errors } = await start(['--once', '--no-services'], {
      DATABASE_URL: 'postgres://postgres@127.0.0.1:1/postgres',
    }).ended;
    expect(code).toBe(2);
    expect(errors).toContain("The database can't be reached");
  });
});
