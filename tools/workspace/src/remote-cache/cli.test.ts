import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newKeys } from './seal/keys.ts';

const bin = join(import.meta.dirname, 'bin.ts');
const keys = newKeys();
const tokens = { REMOTE_CACHE_WRITE_TOKEN: 'w'.repeat(32), REMOTE_CACHE_READ_TOKEN: '' };

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cache-cli-')));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const start = (args: readonly string[], env: Record<string, string> = {}, cwd = folder) =>
  spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
const run = async (args: readonly string[], env: Record<string, string> = {}, cwd = folder) => {
  const child = start(args, env, cwd);
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code]: unknown[] = await once(child, 'close');
  return { code, stdout, stderr };
};
const node = (script: string): string[] => ['run', '--', process.execPath, '-e', script];
const shown = `console.log(JSON.stringify(Object.entries(process.env)
  .filter(([name]) => /CACHE|no_proxy/i.test(name)).map(([name, value]) => [name, value.replace(/\\d{4,5}$|[0-9a-f]{64}/, '…')]).sort()))`;
const configured = {
  ...{ REMOTE_CACHE_SERVER: 'http://127.0.0.1:9', REMOTE_CACHE_TOKEN: 'abc' },
  ...{ REMOTE_CACHE_PUBLIC_KEYS: keys.publicKey, REMOTE_CACHE_SIGNING_KEY: keys.signingKey },
};

describe('run', () => {
  it('is the command itself where nothing is configured', async () => {
    expect(await run(node(`${shown}; process.exitCode = 7`))).toStrictEqual({
      ...{ code: 7, stdout: '[]\n', stderr: '' },
    });
  });

  it('tells Nx of the guard, and nobody of the key and the token', async () => {
    const ran = await run(node(shown), { ...configured, NO_PROXY: 'example.invalid' });
    expect({ ...ran, stdout: JSON.parse(ran.stdout) }).toStrictEqual({
      ...{ code: 0, stderr: '' },
      stdout: [
        ['NO_PROXY', 'example.invalid,127.0.0.1'],
        ['NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN', '…'],
        ['NX_SELF_HOSTED_REMOTE_CACHE_SERVER', 'http://127.0.0.1:…'],
        ['no_proxy', 'example.invalid,127.0.0.1'],
      ],
    });
  });

  it('has no cache where the settings are wrong: says so, and ends as the command does', async () => {
    expect(
      await run(node(shown), { ...configured, REMOTE_CACHE_SIGNING_KEY: 'secret' }),
    ).toStrictEqual({
      ...{ code: 0, stdout: '[]\n' },
      stderr:
        'Remote cache: this run has none. REMOTE_CACHE_SIGNING_KEY is no Ed25519 private key.\n',
    });
  });

  it('leaves out a server that Nx would believe', async () => {
    const env = { NX_SELF_HOSTED_REMOTE_CACHE_SERVER: 'http://127.0.0.1:9' };
    expect(await run(node(shown), env)).toStrictEqual({
      ...{ code: 0, stdout: '[]\n' },
      stderr:
        'Remote cache: NX_SELF_HOSTED_REMOTE_CACHE_SERVER is left out; Nx would believe whatever that server says.\n',
    });
  });

  it('leaves out a server that a file of the workspace names', async () => {
    const inner = join(folder, 'workspace/libs/a');
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(folder, 'workspace/nx.json'), '{}');
    const file = join(folder, 'workspace/.local.env');
    writeFileSync(file, 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER=http://127.0.0.1:9\n');
    expect(await run(node(shown), {}, inner)).toStrictEqual({
      ...{ code: 0, stdout: '[["NX_SKIP_REMOTE_CACHE","true"]]\n' },
      stderr: `Remote cache: NX_SELF_HOSTED_REMOTE_CACHE_SERVER of ${file} is left out; Nx would believe whatever that server says.\n`,
    });
  });

  it('says at the end what came of it', async () => {
    const ask = `
      const { NX_SELF_HOSTED_REMOTE_CACHE_SERVER: url, NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: token } = process.env;
      fetch(url + '/v1/cache/12', { headers: { authorization: 'Bearer ' + token } }).then(({ status }) => console.log(status));`;
    expect(await run(node(ask), configured)).toMatchObject({
      ...{ code: 0, stdout: '404\n' },
      stderr: expect.stringMatching(
        /^Remote cache: nothing came of it\n {2}1 not used: the server/,
      ),
    });
  });

  it('ends as a command does that is killed, or that is not there', async () => {
    expect((await run(node('process.kill(process.pid, "SIGKILL")'))).code).toBe(137);
    expect(await run(['run', '--', 'no-such-command'])).toMatchObject({
      ...{ code: 127, stderr: 'no-such-command cannot be run: spawn no-such-command ENOENT\n' },
    });
  });

  it('passes the end of the run on to the command, and waits for it', async () => {
    const child = start(
      node(
        `process.on('SIGTERM', () => setTimeout(() => process.exit(3), 50)); setInterval(() => {}, 1000); console.log('up')`,
      ),
    );
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'close')).toStrictEqual([3, null]);
  });
});

describe('serve', () => {
  it('listens on loopback until it is told to end', async () => {
    const child = start(['serve', '--folder', 'store'], tokens);
    const [line]: unknown[] = await once(child.stdout, 'data');
    const url = /^Listening at (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(String(line))?.[1];
    const { status } = await fetch(`${url}/v1/cache/12`);
    child.kill('SIGTERM');
    expect([status, await once(child, 'close')]).toStrictEqual([401, [0, null]]);
  });

  it.each([
    [['serve'], tokens, 'serve needs --folder DIR.'],
    [['serve', '--folder', 'x'], {}, 'REMOTE_CACHE_WRITE_TOKEN is not set.'],
    [
      ['serve', '--folder', 'x'],
      { REMOTE_CACHE_WRITE_TOKEN: 'short' },
      'REMOTE_CACHE_WRITE_TOKEN is shorter than 32 characters.',
    ],
    [['serve', '--folder', 'x', '--port', '-1'], tokens, "Option '--port' argument is ambiguous"],
    [['serve', '--folder', 'x', '--port', 'a'], tokens, '--port is `a`; it is a whole number.'],
    [['run', 'nx'], {}, 'run takes -- and a command.'],
    [[], {}, 'No command.'],
    [['fly'], {}, '`fly` is no command.'],
    [['keys', 'two'], {}, '`two` is one word too many.'],
  ])('refuses %j', async (args, env, why) => {
    const { code, stdout, stderr } = await run(args, env);
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' });
    expect(stderr.startsWith(why)).toBe(true);
    expect(stderr).toContain('\n\nnpm run remote-cache -- <command>');
  });
});

describe('keys', () => {
  it('are a new pair each time, which run takes', async () => {
    const { code, stdout } = await run(['keys']);
    const env: Record<string, string> = Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    expect([code, Object.keys(env)]).toStrictEqual([
      0,
      ['REMOTE_CACHE_PUBLIC_KEYS', 'REMOTE_CACHE_SIGNING_KEY'],
    ]);
    expect(await run(node(''), { ...configured, ...env })).toMatchObject({ code: 0, stderr: '' });
    expect((await run(['keys'])).stdout).not.toBe(stdout);
  });
});
