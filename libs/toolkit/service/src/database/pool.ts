import pg from 'pg';
import { preparingClient } from './prepared.ts';

export interface PoolOptions {
  readonly url: string;
  /** Connections at most. @default 10 */
  readonly max?: number;
  /** What the server shows in `pg_stat_activity`. */
  readonly name: string;
  /** Milliseconds to wait for a connection. @default 5000 */
  readonly connectTimeoutMs?: number;
  /** Whether the server prepares each statement once and keeps it. @default false */
  readonly prepare?: boolean;
}

/** A pool of connections, made as they are needed. End it. */
export function createPool({
  url,
  max = 10,
  name,
  connectTimeoutMs = 5000,
  prepare = false,
}: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...(prepare ? { Client: preparingClient() } : {}),
    connectionString: url,
    max,
    application_name: name,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    // The system's own is two hours: as long a server that is gone would count as there.
    keepAliveInitialDelayMillis: 10_000,
  });
  // A connection that the server ends is the fault of nobody's work; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
