import { connect, migrate } from '@h-j-petroleum/toolkit-signals';
import pg from 'pg';

/** A database of this run on the server that TEST_DATABASE_URL names. */
export interface OpsDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  /** What the server says it is. */
  readonly version: string;
  close(): Promise<void>;
}

const bareTables = `
  create schema bare;
  create table bare.requests (
    id uuid primary key,
    policy text not null,
    subject jsonb not null,
    title text not null,
    payload jsonb not null,
    callback jsonb,
    requester text not null,
    created_at timestamptz not null default now()
  );
  create table bare.decisions (
    id uuid primary key,
    request_id uuid not null references bare.requests,
    decision text not null,
    comment text,
    decider text not null,
    created_at timestamptz not null default now()
  );`;

/** Makes it, with the signal store and the peer's tables; the service's own are made by its command. */
export async function opsDatabase(server: string): Promise<OpsDatabase> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  const name = `bench_ops_${process.pid}`;
  await admin.query(`create database ${name}`);
  const of = new URL(server);
  of.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: of.href, max: 2 });
  pool.on('error', () => undefined);
  await pool.query(bareTables);
  const signals = connect({ url: of.href, maxConnections: 1 });
  await migrate(signals);
  await signals.close();
  const { rows } = await pool.query<{ version: string }>('select version()');
  return {
    ...{ url: of.href, pool, version: rows[0]?.version.split(' on ')[0] ?? '' },
    close: async () => {
      await pool.end();
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}
