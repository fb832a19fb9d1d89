import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutsideFolder } from '../../src/outside/outside-folder.ts';
import { newKeys, readSigningKey } from '../../src/remote-cache/seal/keys.ts';
import { seal } from '../../src/remote-cache/seal/seal.ts';
import { startCacheServer } from '../../src/remote-cache/server/cache-server.ts';
import type { Fault } from '../../src/remote-cache/testing/faulty-server.ts';
import {
  addressOfNobody,
  startFaultyServer,
  startLyingServer,
} from '../../src/remote-cache/testing/faulty-server.ts';
import type { ForgedFile } from '../../src/remote-cache/testing/forge-entry.ts';
import { forgeEntry } from '../../src/remote-cache/testing/forge-entry.ts';
import { lastTasks } from './nx-run.ts';
import { forget, smallNxWorkspace } from './small-nx-workspace.ts';

const bin = join(import.meta.dirname, '../../src/remote-cache/bin.ts');
const { signingKey, publicKey } = newKeys();
const everything = ['run-many', '-t', 'build', 'test', 'standards', '--outputStyle=static'];

let workspace: OutsideFolder;
let elsewhere: string;
beforeAll(async () => {
  workspace = await smallNxWorkspace();
  elsewhere = mkdtempSync(join(tmpdir(), 'cache-elsewhere-'));
});
afterAll(() => {
  workspace?.remove();
  if (elsewhere) rmSync(elsewhere, { recursive: true, force: true });
});

/** What Nx says of each task, and of the whole, with nothing kept from before. */
const verdictOf = async (command: string, args: readonly string[], env: NodeJS.ProcessEnv) => {
  forget(workspace);
  const { code, stdout, stderr } = await workspace.run(command, args, {
    ...{ NX_DAEMON: 'false', ...env },
  });
  const tasks = lastTasks(workspace);
  return {
    ...{ code, output: `${stdout}${stderr}` },
    tasks: tasks.map(({ taskId, status }) => `${taskId} ${status === 0 ? 'passes' : 'fails'}`),
    replayed: tasks.filter(({ cacheStatus }) => cacheStatus !== 'cache-miss').length,
  };
};
const bare = (server: string) =>
  verdictOf('nx', everything, {
    ...{ NX_SELF_HOSTED_REMOTE_CACHE_SERVER: server },
    NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: 'x',
  });
const guarded = (server: string, env: NodeJS.ProcessEnv = {}) =>
  verdictOf(process.execPath, [bin, 'run', '--', 'nx', ...everything], {
    ...{ REMOTE_CACHE_SERVER: server, REMOTE_CACHE_TOKEN: 'x'.repeat(32) },
    ...{ REMOTE_CACHE_PUBLIC_KEYS: publicKey, REMOTE_CACHE_TIMEOUT_SECONDS: '2', ...env },
  });

/** What is so, whatever a cache says. */
const truth = {
  code: 1,
  tasks: [
    ...['bad:build passes', 'bad:standards fails', 'bad:test fails'],
    ...['good:build passes', 'good:standards passes', 'good:test passes'],
    // The root is judged by what the whole workspace holds.
    'small:standards fails',
  ],
  replayed: 0,
};
const storing = { REMOTE_CACHE_SIGNING_KEY: signingKey };

describe('without a cache', () => {
  it('what is good passes, and what is bad fails', async () => {
    expect(await verdictOf('nx', everything, {})).toMatchObject(truth);
  });
});

describe('Nx alone', () => {
  it('believes a server that says that all is well', async () => {
    const server = await startLyingServer(() => forgeEntry([]));
    try {
      expect(await bare(server.url)).toMatchObject({
        ...{ code: 0, replayed: 7 },
        tasks: truth.tasks.map((line) => line.replace('fails', 'passes')),
      });
    } finally {
      await server.close();
    }
  });

  it('runs no task to its end where there is no server', async () => {
    const { code, tasks, output } = await bare(await addressOfNobody());
    expect({ code, tasks }).toStrictEqual({ code: 1, tasks: [] });
    expect(output).toContain('Failed to send request');
  });
});

describe('through the guard, the verdict is the same', () => {
  it.each([
    'hangs for ever',
    'cuts its answer short',
    'answers 500',
    'answers 403',
    'answers with garbage',
  ] satisfies Fault[])('with a server that %s', async (fault) => {
    const server = await startFaultyServer(fault);
    try {
      const { output, ...verdict } = await guarded(server.url, storing);
      expect(verdict).toStrictEqual(truth);
      expect(output).toMatch(/^ {2}\d+ not used: /m);
    } finally {
      await server.close();
    }
  });

  it('with a server that a file of the change names, where none or another is configured', async () => {
    const server = await startLyingServer(() => forgeEntry([]));
    const file = join(workspace.root, '.env');
    writeFileSync(file, `NX_SELF_HOSTED_REMOTE_CACHE_SERVER=${server.url}\n`);
    try {
      const { code } = await verdictOf('nx', everything, {});
      expect({ code, asked: server.requests.length > 0 }).toStrictEqual({ code: 0, asked: true });
      const before = server.requests.length;
      expect(await guarded('')).toMatchObject(truth);
      expect(await guarded(await addressOfNobody())).toMatchObject(truth);
      expect(server.requests).toHaveLength(before);
    } finally {
      rmSync(file);
      await server.close();
    }
  });

  it('with no server there', async () => {
    const { output, ...verdict } = await guarded(await addressOfNobody(), storing);
    expect(verdict).toStrictEqual(truth);
    expect(output).toContain('not used: the server was not reached, or broke off: ECONNREFUSED');
  });

  const someone = readSigningKey(newKeys().signingKey);
  if (!someone) throw new Error('A new key cannot be read.');
  const lies: [name: string, files: readonly ForgedFile[]][] = [
    ['that say that all is well', []],
    ['with other files', [{ name: 'libs/good/dist/index.js', content: 'evil' }]],
  ];
  it.each(lies)('with entries %s, sealed by a stranger', async (_, files) => {
    const server = await startLyingServer((path) =>
      seal(forgeEntry(files), path.split('/').at(-1) ?? '', someone),
    );
    try {
      const { output, ...verdict } = await guarded(server.url);
      expect(verdict).toStrictEqual(truth);
      expect(output).toContain('7 not used: an entry is not sealed by a trusted key');
      expect(workspace.read('libs/good/dist/index.js')).toBe('export const good = 1;\n');
    } finally {
      await server.close();
    }
  });

  it('with an entry that would write elsewhere, which writes nothing', async () => {
    const escaped = join(elsewhere, 'escaped.txt');
    const server = await startLyingServer(() =>
      forgeEntry([
        { name: `../../../../..${escaped}`, content: 'x' },
        { name: 'libs/good/dist', linkTo: elsewhere },
        { name: 'libs/good/dist/escaped.txt', content: 'x' },
      ]),
    );
    try {
      expect(await guarded(server.url)).toMatchObject(truth);
      expect(existsSync(escaped)).toBe(false);
      expect(workspace.read('libs/good/dist/index.js')).toBe('export const good = 1;\n');
    } finally {
      await server.close();
    }
  });

  it('with good entries under the names of bad ones, and with entries that were changed', async () => {
    const folder = join(elsewhere, 'store');
    const tokens = { writeToken: 'x'.repeat(32), maxBytes: 1_000_000 };
    const server = await startCacheServer({ folder, ...tokens });
    try {
      expect(await guarded(server.url, storing)).toMatchObject(truth);
      const tasks = lastTasks(workspace);
      const fileOf = (id: string): string => {
        const hash = tasks.find(({ taskId }) => taskId === id)?.hash;
        return join(folder, 'entries', `${hash}-${process.platform}-${process.arch}`);
      };
      // What failed was not stored.
      expect(readdirSync(join(folder, 'entries'))).toHaveLength(4);
      for (const target of ['test', 'standards']) {
        writeFileSync(fileOf(`bad:${target}`), readFileSync(fileOf(`good:${target}`)));
      }
      const changed = readFileSync(fileOf('good:build'));
      changed.writeUInt8(changed.readUInt8(changed.length - 20) ^ 1, changed.length - 20);
      writeFileSync(fileOf('good:build'), changed);
      const { output, ...verdict } = await guarded(server.url);
      // What is as it was stored is replayed beside that.
      expect(verdict).toStrictEqual({ ...truth, replayed: 3 });
      expect(output).toContain('3 not used: an entry is not sealed by a trusted key');
    } finally {
      await server.close();
    }
  });
});
