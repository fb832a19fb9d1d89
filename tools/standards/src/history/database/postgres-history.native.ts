import { sampleRun, testRunHistory } from '@h-j-petroleum/standards-engine/testing';
import { connect, type Database } from '@h-j-petroleum/toolkit-signals';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { grantHistory, migrateHistory, type RoleKind } from './migrate-history.ts';
import { postgresHistory } from './postgres-history.ts';

const { TEST_DATABASE_URL: serverUrl } = process.env;
if (serverUrl === undefined || serverUrl === '') {
  throw new Error(
    'TEST_DATABASE_URL is not set. Run these tests by `nx native @h-j-petroleum/standards`, which starts a server.',
  );
}
const name = `standards_test_${process.pid}`;
const addressOf = (user?: string): string => {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  if (user !== undefined) {
    url.username = user;
    url.password = 'of-a-test';
  }
  return url.href;
};
const roles = (['writer', 'reader', 'maintainer'] as const).map((kind) => ({
  kind,
  role: `${name}_${kind}`,
}));

const server = connect({ url: serverUrl, maxConnections: 1 });
const ask = (database: Database, text: string, values: readonly unknown[] = []) =>
  database.session((session) => session.query(text, values));
let owner: Database;
const opened: Database[] = [];
const as = (kind: RoleKind): Database => {
  const database = connect({ url: addressOf(`${name}_${kind}`), maxConnections: 2 });
  opened.push(database);
  return database;
};

beforeAll(async () => {
  await ask(server, `create database ${name}`);
  owner = connect({ url: addressOf() });
  // Twenty at once: one makes the schema, the others find it made.
  const applied = await Promise.all(Array.from({ length: 20 }, () => migrateHistory(owner)));
  expect(applied.flat()).toEqual(['0001_runs', '0002_roles']);
  for (const { role, kind } of roles) {
    await ask(owner, `create role ${role} login password 'of-a-test'`);
    await grantHistory(owner, role, kind);
    await grantHistory(owner, role, kind);
  }
});
afterEach(() => ask(owner, 'delete from standards.runs'));
afterAll(async () => {
  await Promise.all(opened.map((one) => one.close()));
  await owner.close();
  await ask(server, `drop database ${name} with (force)`);
  for (const { role } of roles) await ask(server, `drop role ${role}`);
  await server.close();
});

testRunHistory(
  'postgresHistory, on a server, recorded and read by roles of their own',
  () => {
    const [writer, reader] = [postgresHistory(as('writer')), postgresHistory(as('reader'))];
    return Promise.resolve({
      history: { record: (run) => writer.record(run), runs: (query) => reader.runs(query) },
    });
  },
  { describe, it },
);

describe('the roles', () => {
  const denied = /permission denied/;

  it('writer adds runs, and neither reads, changes nor removes one', async () => {
    const writer = as('writer');
    await postgresHistory(writer).record(sampleRun());
    await postgresHistory(writer).record(sampleRun());
    for (const statement of [
      'select workspace from standards.runs',
      'select * from standards.findings',
      'update standards.runs set exit_code = 0',
      'delete from standards.runs',
      'truncate standards.runs cascade',
      'select standards.forget_before(now())',
      "select standards.grant_to('public', 'reader')",
    ]) {
      await expect(ask(writer, statement), statement).rejects.toThrow(denied);
    }
    expect((await ask(owner, 'select id from standards.runs')).rows).toHaveLength(1);
  });

  it('reader reads, and writes nothing', async () => {
    const reader = as('reader');
    await expect(postgresHistory(reader).record(sampleRun())).rejects.toThrow(denied);
    await expect(ask(reader, 'delete from standards.runs')).rejects.toThrow(denied);
  });

  it('maintainer forgets whole runs, and does nothing else', async () => {
    const history = postgresHistory(owner);
    await history.record(sampleRun());
    await history.record(
      sampleRun({
        id: '0b6f2c1e-0000-4000-8000-000000000002',
        startedAt: '2026-11-04T00:00:00.000Z',
      }),
    );
    const maintainer = as('maintainer');
    const { rows } = await ask(maintainer, "select standards.forget_before('2026-11-04Z') as gone");
    expect(rows).toEqual([{ gone: '1' }]);
    expect((await ask(owner, 'select count(*)::int as left from standards.findings')).rows).toEqual(
      [{ left: 3 }],
    );
    await expect(ask(maintainer, 'select * from standards.runs')).rejects.toThrow(denied);
    await expect(ask(maintainer, 'delete from standards.runs')).rejects.toThrow(denied);
  });

  it('of another kind is refused', async () => {
    await expect(
      ask(owner, 'select standards.grant_to($1, $2)', ['public', 'owner']),
    ).rejects.toThrow('no kind of role: owner');
    await expect(grantHistory(owner, 'nobody_at_all', 'reader')).rejects.toMatchObject({
      code: 'DATABASE_FAILED',
    });
  });
});
