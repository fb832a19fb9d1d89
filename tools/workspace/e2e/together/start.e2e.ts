import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../..');
const bin = join(root, 'tools/workspace/src/platform/bin.ts');
let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'start-')));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** `npm start` after the gate. */
const start = (env: NodeJS.ProcessEnv = {}) => {
  const child = spawn(
    process.execPath,
    ['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning', bin],
    {
      env: {
        ...{ PATH: process.env.PATH, HJPS_DATA: folder, HJPS_DB_PORT: '0', OTLP_PORT: '0' },
        ...{ SERVICES_PORT: '0', ...env },
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
  return { child, ended, ready: Promise.race([ready, ended.then(({ errors: text }) => text)]) };
};

describe('npm start', () => {
  it('prints a walk-through that a shell can take, and ends all that it started', async () => {
    const { child, ready, ended } = start();
    const text = await ready;
    const [, shell] = /\n\n(approvals=[\s\S]*?)\n\nDATABASE_URL=/.exec(text) ?? [];
    const { stdout } = await promisify(execFile)('bash', ['-euc', shell ?? expect.fail(text)], {
      ...{ cwd: root, maxBuffer: 10_000_000 },
      env: { ...process.env, PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` },
    });
    expect(stdout).toMatch(/\n20\d\d-W\d\d submitted 570\n/);
    expect(stdout).toMatch(/\npending 2 [0-9a-f]{64}\napproved 3 ([0-9a-f]{64})\n\1 approved\n/);
    expect(stdout).toMatch(/\napplication\/pdf\ntrue approved [0-9a-f-]{36}\n/);
    expect(readFileSync(join(folder, 'certificate.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    expect(stdout).toMatch(/approval-api {2}POST \/v1\/requests\/:id\/decisions/);
    const [issuer = ''] = /http:\/\/127\.0\.0\.1:\d+(?=\napproval-api: )/.exec(text) ?? [];
    expect((await fetch(`${issuer}/.well-known/openid-configuration`)).status).toBe(200);
    const addresses = [...text.matchAll(/^[a-z-]+: (http:\/\/127\.0\.0\.1:\d+) \(/gm)];
    expect(addresses.length).toBe(3);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, errors: '' });
    for (const address of [issuer, ...addresses.map(([, one = '']) => one)]) {
      await expect(fetch(address)).rejects.toThrow();
    }
    expect(existsSync(join(folder, 'development'))).toBe(false);
  });

  it('says which service ended by itself, and ends the others', async () => {
    const { child, ready, ended } = start();
    await ready;
    const [pid = ''] = execFileSync('pgrep', [
      ...['-P', String(child.pid), '-f', 'apps/pdf-generator/src/server.ts'],
    ])
      .toString()
      .split('\n');
    process.kill(Number(pid), 'SIGKILL');
    const { code, errors } = await ended;
    expect(code).toBe(2);
    expect(errors).toContain('✗ pdf-generator ended by itself (SIGKILL)');
    expect(errors).toContain('npm run signals -- logs --service pdf-generator');
  });

  it('says which port is taken, and how to take others', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = Number(Reflect.get(Object(other.address()), 'port'));
    const { code, errors } = await start({ SERVICES_PORT: String(port) }).ended;
    expect(code).toBe(2);
    expect(errors).toContain(`The issuer can't listen on 127.0.0.1:${port}: the port is taken.`);
    expect(errors).toContain('SERVICES_PORT=4400 npm start takes other ports');
    const service = await start({ SERVICES_PORT: String(port - 1) }).ended;
    other.close();
    expect(service.code).toBe(2);
    expect(service.errors).toContain(
      `approval-api can't listen on 127.0.0.1:${port}: the port is taken.`,
    );
  });
});
