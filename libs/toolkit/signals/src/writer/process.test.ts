import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { empty, rowsOf } from '../../test/databases.ts';
import type { EmbeddedServer } from '../testing/index.ts';
import { embeddedServer } from '../testing/index.ts';

const program = join(import.meta.dirname, '../../test/process.ts');
let server: EmbeddedServer;

beforeAll(async () => {
  server = await embeddedServer();
});
afterAll(() => server.close());
beforeEach(() => empty(server.database));

/** Runs the program; `onReady` is called when it says so. */
async function run(
  how: string,
  { url = server.url, onReady }: { url?: string; onReady?: (pid: number) => void } = {},
): Promise<{ code: number | null; signal: string | null; output: string }> {
  const child = spawn(
    process.execPath,
    [
      ...['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'],
      ...[program, how],
    ],
    { env: { PATH: process.env.PATH, DATABASE_URL: url }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output === 'ready\n' && child.pid !== undefined) onReady?.(child.pid);
  });
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code, signal] = await once(child, 'close');
  return { code, signal, output };
}

async function bodies(): Promise<string[]> {
  const rows = await rowsOf<{ body: string }>(
    server.database,
    'select body from signals.logs order by body',
  );
  return rows.map(({ body }) => body);
}

describe('a process', () => {
  it('with nothing left to do stores what it holds', async () => {
    expect(await run('idle')).toMatchObject({ code: 0, output: '' });
    expect(await bodies()).toStrictEqual(['row']);
  });

  it('with nothing left to do ends though the database is down', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    other.close();
    await once(other, 'close');
    const port = typeof address === 'object' ? address?.port : 0;
    const ended = await run('idle-down', { url: `postgres://nobody@127.0.0.1:${port}/none` });
    expect(ended.code).toBe(0);
  });

  it('that lets go of a server that never answers ends by its deadline', async () => {
    // Takes connections, and says nothing.
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { output, code } = await run('release-hanging', {
      url: `postgres://nobody@127.0.0.1:${port}/none`,
    });
    silent.close();
    expect({ output, code }).toStrictEqual({ output: 'released\n', code: 0 });
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'that is told to end by %s stores what it holds, and ends by that signal',
    async (signal) => {
      const ended = await run('told-to-end', { onReady: (pid) => process.kill(pid, signal) });
      expect(ended).toMatchObject({ code: null, signal });
      expect(await bodies()).toStrictEqual(['row']);
    },
  );

  it('with two writers ends too when it is told to, and stores what both hold', async () => {
    const ended = await run('two-writers', { onReady: (pid) => process.kill(pid, 'SIGTERM') });
    expect(ended).toMatchObject({ code: null, signal: 'SIGTERM' });
    expect(await bodies()).toStrictEqual(['row one', 'row other']);
  });

  it('that is killed loses nothing that was flushed', async () => {
    expect(await run('crash-after-flush')).toMatchObject({ signal: 'SIGKILL' });
    expect(await bodies()).toStrictEqual(['row']);
  });

  it('that crashes loses nothing that was flushed', async () => {
    expect((await run('throw')).code).toBe(1);
    expect(await bodies()).toStrictEqual(['row']);
  });

  it('and the one that it forked store their own, each once', async () => {
    expect((await run('fork')).code).toBe(0);
    expect(await bodies()).toStrictEqual(['child', 'parent after', 'parent before']);
  });

  it('and its worker threads store their own, each once', async () => {
    expect((await run('workers')).code).toBe(0);
    expect(await bodies()).toStrictEqual(['main', 'one', 'two']);
  });
});
