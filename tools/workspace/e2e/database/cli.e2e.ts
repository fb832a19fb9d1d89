import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const bin = join(import.meta.dirname, '../../src/database/bin.ts');
let folder: string;
let port: number;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'embedded-')));
  port = await freePort();
});
afterEach(async () => {
  await db(['stop']);
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function db(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(
    process.execPath,
    ['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning', bin, ...args],
    { env: { PATH: process.env.PATH, HJPS_DATA: folder, HJPS_DB_PORT: String(port), ...env } },
  );
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const [code] = await once(child, 'close');
  return { code, output, errors };
}

async function query(text: string): Promise<unknown[]> {
  const client = new pg.Client(`postgres://postgres@127.0.0.1:${port}/postgres`);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('npm run db', () => {
  it('starts, says so, keeps data over a stop, and empties', async () => {
    const first = JSON.parse((await db(['start', '--json'])).output);
    expect(first).toMatchObject({
      ...{ already: false, port, url: `postgres://postgres@127.0.0.1:${port}/postgres` },
      migrations: ['0001_dimensions', '0002_tiers', '0003_maintenance', '0004_schedule'],
    });
    expect(statSync(join(folder, 'postgres')).mode & 0o077).toBe(0);
    await query(
      "create extension vector; create table kept (v vector(2)); insert into kept values ('[1,2]')",
    );
    expect((await db(['url'])).output).toBe(`postgres://postgres@127.0.0.1:${port}/postgres\n`);
    const again = await db(['start']);
    expect(again.output).toContain(`runs already (process ${first.pid})`);

    expect((await db(['stop'])).output).toBe('The embedded database ended.\n');
    expect(await db(['status'])).toMatchObject({
      code: 1,
      output: 'The embedded database does not run. Start it: npm run db -- start\n',
    });
    await db(['start']);
    expect(await query('select v::text from kept')).toStrictEqual([{ v: '[1,2]' }]);

    expect((await db(['reset'])).errors).toContain('npm run db -- reset --yes');
    expect((await db(['reset', '--yes'])).code).toBe(0);
    await db(['start']);
    expect(await query("select to_regclass('kept') as kept")).toStrictEqual([{ kept: null }]);
  });

  it('started twice at once is one database', async () => {
    const [one, other] = await Promise.all([db(['start', '--json']), db(['start', '--json'])]);
    const [a, b] = [one, other].map(({ output }) => JSON.parse(output));
    // What it failed of, where one did.
    expect([a.error, b.error]).toStrictEqual([undefined, undefined]);
    expect(a.pid).toBe(b.pid);
    expect([a.already, b.already].sort()).toStrictEqual([false, true]);
  });

  it('names the port that is taken, and ways out', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    const { code, errors } = await db(['start']);
    other.close();
    expect(code).toBe(2);
    expect(errors).toContain(`Port ${port} of 127.0.0.1 is taken by another program.`);
    expect(errors).toContain('HJPS_DB_PORT=54330 npm run db -- start');
  });

  it('comes back with what was committed after it was killed', async () => {
    const { pid } = JSON.parse((await db(['start', '--json'])).output);
    await query('create table kept (n int); insert into kept values (7)');
    process.kill(pid, 'SIGKILL');
    expect((await db(['status'])).code).toBe(1);
    expect((await db(['start'])).code).toBe(0);
    expect(await query('select n from kept')).toStrictEqual([{ n: 7 }]);
  });

  it('ends no process that is not its own', async () => {
    const state = { pid: process.pid, port, url: 'postgres://x', startedAt: '2026-01-01' };
    writeFileSync(join(folder, 'database.json'), JSON.stringify(state));
    expect((await db(['stop'])).output).toBe('The embedded database did not run.\n');
  });

  it('ends no database of another folder, though its number stands in the note of this one', async () => {
    const other = realpathSync(mkdtempSync(join(tmpdir(), 'other-')));
    const { pid } = JSON.parse(
      (await db(['start', '--json'], { HJPS_DATA: other, HJPS_DB_PORT: '0' })).output,
    );
    const state = { pid, port, url: 'postgres://x', startedAt: '2026-01-01' };
    writeFileSync(join(folder, 'database.json'), JSON.stringify(state));
    expect((await db(['stop'])).output).toBe('The embedded database did not run.\n');
    expect((await db(['status'], { HJPS_DATA: other })).code).toBe(0);
    await db(['stop'], { HJPS_DATA: other });
    rmSync(other, { recursive: true });
  });

  it("waits for no lock that a process left whose number is somebody else's by now", async () => {
    writeFileSync(join(folder, 'database.lock'), `${process.pid} 1`);
    expect((await db(['stop'])).output).toBe('The embedded database did not run.\n');
  });

  it('starts no second engine on its data, though the note of the first is lost', async () => {
    const { pid } = JSON.parse((await db(['start', '--json'])).output);
    const note = readFileSync(join(folder, 'database.json'));
    rmSync(join(folder, 'database.json'));
    const { code, errors } = await db(['start'], { HJPS_DB_PORT: '0' });
    expect(code).toBe(2);
    expect(errors).toContain(`process ${pid} serves ${folder} already`);
    writeFileSync(join(folder, 'database.json'), note);
  });

  it('is emptied while a client works, who is told', async () => {
    await db(['start']);
    const client = new pg.Client(`postgres://postgres@127.0.0.1:${port}/postgres`);
    const ended = once(client, 'error');
    await client.connect();
    await client.query('begin; create table half (n int)');
    expect((await db(['reset', '--yes'])).code).toBe(0);
    await ended;
    await db(['start']);
    expect(await query("select to_regclass('half') as half")).toStrictEqual([{ half: null }]);
  });

  it('names the folder that can hold no data, and ways out', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    for (const place of [file, join(file, 'below')]) {
      const { code, errors } = await db(['start'], { HJPS_DATA: place });
      expect(code).toBe(2);
      expect(errors).toContain(
        `${place} can't hold the embedded database: a file is in its place.`,
      );
      expect(errors).toContain('HJPS_DATA=/path/to/folder npm run db -- start');
    }
  });

  it('says that its data is damaged, and how to start anew', async () => {
    await db(['start']);
    await db(['stop']);
    writeFileSync(join(folder, 'postgres/global/pg_control'), 'damaged');
    const { code, errors } = await db(['start']);
    expect(code).toBe(2);
    expect(errors).toContain('while it started');
    expect(errors).toContain('npm run db -- reset --yes');
    await db(['reset', '--yes']);
    expect((await db(['start'])).code).toBe(0);
  });

  it('serves a hundred connections, and tells the next one why not', async () => {
    await db(['start']);
    const clients = Array.from(
      { length: 100 },
      () => new pg.Client(`postgres://postgres@127.0.0.1:${port}/postgres`),
    );
    for (const client of clients) client.on('error', () => undefined);
    await Promise.all(clients.map((client) => client.connect()));
    await expect(query('select 1')).rejects.toThrow();
    await Promise.all(clients.map((client) => client.end()));
    expect(await query('select 1 as one')).toStrictEqual([{ one: 1 }]);
  });

  it('refuses the data of another version of PostgreSQL', async () => {
    mkdirSync(join(folder, 'postgres'));
    writeFileSync(join(folder, 'postgres/PG_VERSION'), '16\n');
    const { code, errors } = await db(['start']);
    expect(code).toBe(2);
    expect(errors).toContain('holds a database of PostgreSQL 16; this workspace runs 18');
  });

  it('lets nobody wait for a client that died inside a transaction', async () => {
    await db(['start']);
    await query('create table shared (n int); insert into shared values (1)');
    const program = `
      import pg from 'pg';
      const client = new pg.Client('postgres://postgres@127.0.0.1:${port}/postgres');
      await client.connect();
      await client.query('begin');
      await client.query('update shared set n = 2');
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: import.meta.dirname,
      stdio: 'ignore',
    });
    await once(child, 'close');
    expect(await query('select n from shared')).toStrictEqual([{ n: 1 }]);
    await query('update shared set n = 3');
    expect(await query('select n from shared')).toStrictEqual([{ n: 3 }]);
  });

  it('serves many clients at once, each its own transaction', async () => {
    await db(['start']);
    await query('create table counted (n int)');
    await Promise.all(
      Array.from({ length: 10 }, async (_, worker) => {
        const client = new pg.Client(`postgres://postgres@127.0.0.1:${port}/postgres`);
        await client.connect();
        for (let at = 0; at < 10; at++) {
          await client.query('begin');
          await client.query('insert into counted values ($1)', [worker]);
          await client.query(at % 2 === 0 ? 'commit' : 'rollback');
        }
        await client.end();
      }),
    );
    expect(
      await query('select count(*)::int as n, count(distinct n)::int as workers from counted'),
    ).toStrictEqual([{ n: 50, workers: 10 }]);
  });

  it('tells its use', async () => {
    expect((await db(['--help'])).output).toContain('reset --yes');
    expect(await db(['strat'])).toMatchObject({ code: 2 });
    expect((await db(['start'], { HJPS_DB_PORT: 'x' })).errors).toContain(
      'HJPS_DB_PORT=x is no port.',
    );
  });
});
