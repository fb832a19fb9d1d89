import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { RecordedRun } from '@h-j-petroleum/standards-engine';
import { sampleRun, testRunHistory } from '@h-j-petroleum/standards-engine/testing';
import { connect } from '@h-j-petroleum/toolkit-signals';
import { embeddedServer, type EmbeddedServer } from '@h-j-petroleum/toolkit-signals/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../cli/main.ts';
import { createRepository, smallWorkspace, type Repository } from '../../testing/repository.ts';
import { readHistory } from '../../graduate/read-history.ts';
import { openSession } from '../../session.ts';
import { appendRun } from '../append-run.ts';
import { openDatabaseHistory } from '../open-history.ts';
import { beginSending, lastFailure, put, waiting } from '../outbox.ts';
import { sendRuns } from '../send-runs.ts';
import { migrateHistory } from './migrate-history.ts';
import { postgresHistory } from './postgres-history.ts';

let server: EmbeddedServer;
beforeAll(async () => {
  server = await embeddedServer();
  await migrateHistory(server.database);
});
afterAll(() => server.close());

const empty = () =>
  server.database.session((session) => session.query('delete from standards.runs'));
afterEach(async () => {
  vi.unstubAllEnvs();
  await empty();
});

testRunHistory(
  'postgresHistory',
  () => {
    const database = connect({ url: server.url });
    return Promise.resolve({
      history: postgresHistory(database),
      close: () => database.close(),
    });
  },
  { describe, it },
);

async function kept(): Promise<RecordedRun[]> {
  const runs: RecordedRun[] = [];
  for await (const run of postgresHistory(server.database).runs()) runs.push(run);
  return runs;
}

const idOf = (at: number): string => `0b6f2c1e-0000-4000-8000-${String(at).padStart(12, '0')}`;

describe('postgresHistory', () => {
  it('is migrated once', async () => {
    expect(await migrateHistory(server.database)).toEqual([]);
  });

  it('reads more runs than one page has, each with what is its own', async () => {
    const history = postgresHistory(server.database);
    const runs = Array.from({ length: 45 }, (_, at) => sampleRun({ id: idOf(at), durationMs: at }));
    for (const run of runs) await history.record(run);
    expect(await kept()).toEqual(runs);
  });

  it('takes no text for SQL, and no text that is none for an end of all', async () => {
    const branch = "'); drop table standards.runs; --";
    await postgresHistory(server.database).record(sampleRun({ branch, workspace: 'a\0b\ud800' }));
    expect(await kept()).toMatchObject([{ branch, workspace: 'a\u{FFFD}b\u{FFFD}' }]);
  });

  it('keeps nothing of a run that the database refuses', async () => {
    const [outcome] = sampleRun().outcomes;
    const outcomes = outcome
      ? [{ ...outcome, findings: [{ ...outcome.findings[0], fingerprint: 'none' }] }]
      : [];
    const bad: unknown = { ...sampleRun(), outcomes };
    const history = postgresHistory(server.database);
    await expect(history.record(bad as RecordedRun)).rejects.toThrow('findings_fingerprint_check');
    expect(await kept()).toEqual([]);
  });

  it('keeps the words of no finding', async () => {
    const { rows } = await server.database.session((session) =>
      session.query<{ name: string }>(
        `select column_name as name from information_schema.columns
         where table_schema = 'standards' and table_name = 'findings' order by ordinal_position`,
      ),
    );
    expect(rows.map(({ name }) => name)).toEqual([
      ...['run', 'outcome', 'position', 'fingerprint', 'message_id', 'file', 'standing'],
    ]);
  });
});

/** A server that takes connections and never says a word. */
async function silentServer(): Promise<{ url: string; close: () => void }> {
  const sockets = new Set<Socket>();
  const silent: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `postgres://user:very-secret@127.0.0.1:${port}/x`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      silent.close();
    },
  };
}

describe('what waits to be sent', () => {
  let repository: Repository;
  beforeAll(() => {
    repository = createRepository(smallWorkspace);
  });
  afterEach(() => {
    repository.remove();
    repository = createRepository(smallWorkspace);
  });
  afterAll(() => repository.remove());

  const down = 'postgres://user:very-secret@127.0.0.1:1/x';

  async function check(url: string): Promise<{ code: number; err: string; out: string }> {
    for (const [name, value] of Object.entries({
      ...{ CI: 'true', STANDARDS_HISTORY: undefined, STANDARDS_DATABASE_URL: url },
    })) {
      vi.stubEnv(name, value);
    }
    const printed = { out: '', err: '' };
    const code = await main(
      ['check', '--skill', 'file-protocol-check', '--root', repository.root, '--format', 'json'],
      () => ({
        out: (text) => void (printed.out += text),
        err: (text) => void (printed.err += text),
        ...{ colour: false, width: 100, interactive: false },
      }),
    );
    return { code, ...printed };
  }

  const until = (isSo: () => boolean | Promise<boolean>) =>
    vi.waitFor(async () => expect(await isSo()).toBe(true), { timeout: 120_000, interval: 50 });

  /** Runs what a check starts, and waits until it has ended. */
  function send(url: string): Promise<number | null> {
    const child = spawn(
      process.execPath,
      [
        ...['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'],
        ...[join(import.meta.dirname, '../send.ts'), repository.root],
      ],
      {
        env: { PATH: process.env['PATH'], STANDARDS_DATABASE_URL: url },
        stdio: 'ignore',
      },
    );
    return new Promise((resolve) => child.on('close', resolve));
  }

  it('is sent by a process that the check does not wait for', async () => {
    const { code, err } = await check(server.url);
    expect(code).toBe(1);
    expect(err).toBe('');
    await until(() => waiting(repository.root).length === 0);
    expect(await kept()).toMatchObject([{ workspace: 'small', door: 'cli', exitCode: 1 }]);
    await until(() => !existsSync(join(repository.root, '.standards/history/unsent/sending')));
  });

  it('stays where the database is down, is told of in one line, and is sent by the next run', async () => {
    expect(await check(down)).toMatchObject({ code: 1, err: '' });
    await until(() => lastFailure(repository.root) !== undefined);
    await until(() => !existsSync(join(repository.root, '.standards/history/unsent/sending')));
    expect(waiting(repository.root)).toHaveLength(1);

    const again = await check(server.url);
    expect(again.code).toBe(1);
    expect(JSON.parse(again.out).exitCode).toBe(1);
    expect(again.err).toMatch(
      /^standards: 2 runs wait to be sent to the database \(.*ECONNREFUSED.*\); nothing is lost, and the next run tries again\n$/,
    );
    expect(again.err).not.toContain('very-secret');
    await until(() => waiting(repository.root).length === 0);
    expect(await kept()).toHaveLength(2);
    expect(lastFailure(repository.root)).toBeUndefined();
  });

  it('is in the database once, although the one that sent it was killed before it could say so', async () => {
    const run = sampleRun();
    put(repository.root, run);
    await postgresHistory(server.database).record(run);
    expect(await send(server.url)).toBe(0);
    expect(waiting(repository.root)).toEqual([]);
    expect(await kept()).toEqual([run]);
  });

  it('is in the database once, although two send it at once', async () => {
    const runs = Array.from({ length: 5 }, (_, at) => sampleRun({ id: idOf(at) }));
    for (const run of runs) put(repository.root, run);
    expect(await Promise.all([send(server.url), send(server.url)])).toEqual([0, 0]);
    expect(waiting(repository.root)).toEqual([]);
    expect(await kept()).toEqual(runs);
  });

  it('waits for a database that takes connections and never answers, and keeps no check', async () => {
    const silent = await silentServer();
    try {
      const { code, err } = await check(silent.url);
      expect(code).toBe(1);
      expect(err).toBe('');
      await until(() => lastFailure(repository.root) !== undefined);
      expect(lastFailure(repository.root)).toMatch(/timeout|no answer/);
      expect(waiting(repository.root)).toHaveLength(1);
    } finally {
      silent.close();
    }
  });

  it('is left where the database refuses it, and keeps no other', async () => {
    const history = postgresHistory(server.database);
    put(repository.root, sampleRun({ id: idOf(1), durationMs: Number.NaN }));
    put(repository.root, sampleRun({ id: idOf(2), startedAt: '0000-01-01T00:00:00.000Z' }));
    put(repository.root, sampleRun({ id: idOf(3) }));
    const { sent, left } = await sendRuns(repository.root, history);
    expect({ sent, left }).toEqual({ sent: 1, left: 2 });
    expect((await kept()).map(({ id }) => id)).toEqual([idOf(3)]);
  });

  it('says that the schema is missing, and what makes it', async () => {
    await server.database.session((session) =>
      session.query('alter schema standards rename to elsewhere'),
    );
    try {
      put(repository.root, sampleRun());
      expect(await send(server.url)).toBe(0);
      expect(lastFailure(repository.root)).toBe(
        'it has no schema standards; run `standards history migrate`',
      );
    } finally {
      await server.database.session((session) =>
        session.query('alter schema elsewhere rename to standards'),
      );
    }
  });

  it('is sent by one process at a time', () => {
    put(repository.root, sampleRun());
    const end = beginSending(repository.root);
    expect(beginSending(repository.root)).toBeUndefined();
    end?.();
    expect(beginSending(repository.root)).toBeTypeOf('function');
  });
});

describe('standards history', () => {
  let repository: Repository;
  beforeAll(() => {
    repository = createRepository(smallWorkspace);
  });
  afterAll(() => repository.remove());

  async function history(...args: string[]): Promise<{ code: number; err: string; out: string }> {
    const printed = { out: '', err: '' };
    const code = await main(['history', ...args, '--root', repository.root], () => ({
      out: (text) => void (printed.out += text),
      err: (text) => void (printed.err += text),
      ...{ colour: false, width: 100, interactive: false },
    }));
    return { code, ...printed };
  }

  it('says what there is, sends what was recorded before there was a database, and makes its schema', async () => {
    vi.stubEnv('STANDARDS_HISTORY', undefined);
    vi.stubEnv('STANDARDS_DATABASE_URL', undefined);
    appendRun(repository.root, sampleRun());
    appendRun(repository.root, sampleRun({ id: idOf(7), startedAt: '2026-11-05T00:00:00.000Z' }));
    expect(await history()).toEqual({
      code: 0,
      out: 'Runs are recorded in .standards/history.\nIt holds 2 runs, from 2026-11-03T08:00:00.000Z to 2026-11-05T00:00:00.000Z.\nNo database: STANDARDS_DATABASE_URL is not set.\n',
      err: '',
    });
    expect(await history('send')).toMatchObject({ code: 2, out: '' });

    vi.stubEnv('STANDARDS_DATABASE_URL', server.url);
    expect(await history('migrate')).toMatchObject({
      code: 0,
      out: 'schema standards: up to date.\n',
    });
    expect(await history('send')).toMatchObject({ code: 0, out: '0 runs sent, 0 left.\n' });
    expect(await history('send', '--all')).toMatchObject({
      code: 0,
      out: '2 runs sent, 0 left.\n',
    });
    expect(await history('send', '--all')).toMatchObject({
      code: 0,
      out: '2 runs sent, 0 left.\n',
    });
    expect(await kept()).toHaveLength(2);

    vi.stubEnv('STANDARDS_DATABASE_URL', 'postgres://u:very-secret@127.0.0.1:1/x');
    const failed = await history('send', '--all');
    expect(failed).toMatchObject({ code: 2, out: '0 runs sent, 2 left.\n' });
    expect(failed.err).toMatch(/2 runs could not be sent: .*ECONNREFUSED[^]*DATABASE_FAILED/);
    expect(failed.err).not.toContain('very-secret');
    expect(JSON.parse((await history('--json')).out)).toMatchObject({
      ...{ runs: 2, unsent: 2, database: true, recorded: true },
      failure: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('is what report and graduate read', async () => {
    vi.stubEnv('STANDARDS_DATABASE_URL', server.url);
    await postgresHistory(server.database).record(sampleRun({ workspace: 'small' }));
    const session = await openSession({ root: repository.root });
    expect(await readHistory(session, {})).toMatchObject({
      workspace: 'small',
      runs: [{ workspace: 'small' }],
    });
    vi.stubEnv('STANDARDS_DATABASE_URL', 'postgres://u:very-secret@127.0.0.1:1/x');
    await expect(readHistory(session, {})).rejects.toMatchObject({
      code: 'DATABASE_FAILED',
      message: expect.stringMatching(
        /^The runs in the database of STANDARDS_DATABASE_URL cannot be read: .*ECONNREFUSED/,
      ),
    });
  });

  it.each([
    [['show', '--all'], '--all is for `history send`.'],
    [['migrate', '--grant', 'x'], 'Of --grant and --as, give both'],
    [['send', '--grant', 'x', '--as', 'reader'], '--grant and --as are for `history migrate`.'],
  ])('refuses %j', async (args, said) => {
    const { code, err } = await history(...args);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});

describe('openDatabaseHistory', () => {
  it('asks nothing before it is asked', async () => {
    const { history, close } = await openDatabaseHistory('postgres://127.0.0.1:1/x');
    await expect(history.record(sampleRun())).rejects.toThrow('ECONNREFUSED');
    await close();
  });
});
