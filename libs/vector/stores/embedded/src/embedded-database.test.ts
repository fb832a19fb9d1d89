import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp';
import pg from 'pg';
import { expect, it } from 'vitest';
import { startEmbeddedDatabase } from './index.ts';

async function asked(url: string, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) ({ rows } = await client.query<object>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

it('is a database with pgvector and what else is asked for, kept in its folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'embedded-database-'));
  const dataDir = join(folder, 'data');
  const first = await startEmbeddedDatabase({ dataDir, extensions: { uuid_ossp } });
  expect(first.url).toBe(`postgres://postgres@127.0.0.1:${first.port}/postgres`);
  await asked(
    first.url,
    'create extension vector',
    'create extension "uuid-ossp"',
    'create table kept (v vector(2))',
    "insert into kept values ('[3,4]')",
  );
  expect((await first.engine.query('select v <-> $1 as d from kept', ['[0,0]'])).rows).toEqual([
    { d: 5 },
  ]);
  await first.close();
  await expect(asked(first.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });

  const second = await startEmbeddedDatabase({ dataDir });
  expect(await asked(second.url, 'select v from kept')).toEqual([{ v: '[3,4]' }]);
  await second.close();
  rmSync(folder, { recursive: true });
});

it('says so where its port is taken', async () => {
  const { port, close } = await startEmbeddedDatabase();
  await expect(startEmbeddedDatabase({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await close();
});
