import { Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type pg from 'pg';
import { messageOf, SignalsError } from '../errors.ts';
import type { Database, Session } from './database.ts';

/** How a server is reached. */
export interface ConnectOptions {
  /** `postgres://user:password@host:port/database`; the variable `DATABASE_URL` unless given. */
  readonly url?: string | undefined;
  /** Connections at most. @default 4 */
  readonly maxConnections?: number;
  /** Milliseconds to wait for a connection. @default 5000 */
  readonly connectTimeoutMs?: number;
  /** What the server shows in `pg_stat_activity`. @default 'signals' */
  readonly applicationName?: string;
}

/** The address of the database from options or environment. Throws `SIGNALS_NO_DATABASE_URL`, `SIGNALS_BAD_DATABASE_URL`. */
export function databaseUrl(url: string | undefined = process.env.DATABASE_URL): string {
  if (url === undefined || url.trim() === '') {
    throw new SignalsError(
      'SIGNALS_NO_DATABASE_URL',
      'No database is named: DATABASE_URL is not set. Set it to postgres://user:password@host:5432/database, or start the embedded database and take its address from `npm run db -- url`.',
    );
  }
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') {
    // The value may hold a password, so it is not repeated.
    throw new SignalsError(
      'SIGNALS_BAD_DATABASE_URL',
      `DATABASE_URL is not an address of PostgreSQL (it begins with "${protocol || 'no protocol'}"). It must look like postgres://user:password@host:5432/database.`,
    );
  }
  return url;
}

/**
 * A pool of connections to a PostgreSQL server, made as they are needed: a server that is down fails the work, not this call.
 *
 * The driver is loaded with the first connection, so that instrumentation that is set up by then can patch it.
 */
export function connect(options: ConnectOptions = {}): Database {
  const url = databaseUrl(options.url);
  let opening: Promise<Pool> | undefined;
  let closing: Promise<void> | undefined;
  return {
    session: async (work, signal) => {
      if (closing !== undefined)
        throw new SignalsError('SIGNALS_UNREACHABLE', 'The pool of connections was closed.');
      opening ??= openPool(url, options);
      return borrow(await opening, work, signal);
    },
    close: () => {
      closing ??= opening === undefined ? Promise.resolve() : opening.then(endPool);
      return closing;
    },
  };
}

/** A pool and what of its driver is needed to use it. */
interface Pool {
  readonly pool: pg.Pool;
  /** Connections that nobody works with. */
  readonly idle: ReadonlySet<pg.PoolClient>;
  /** Connections on which the server has said nothing yet. */
  readonly silent: ReadonlySet<Socket>;
  readonly copyFrom: typeof import('pg-copy-streams').from;
  readonly isRefusal: (error: unknown) => boolean;
}

async function openPool(url: string, options: ConnectOptions): Promise<Pool> {
  const [{ default: driver }, { from }] = await Promise.all([
    import('pg'),
    import('pg-copy-streams'),
  ]);
  const silent = new Set<Socket>();
  const pool = new driver.Pool({
    connectionString: url,
    stream: () => {
      const socket = new Socket();
      const heard = (): void => void silent.delete(socket);
      silent.add(socket);
      socket.once('data', heard).once('close', heard);
      return socket;
    },
    max: options.maxConnections ?? 4,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5000,
    application_name: options.applicationName ?? 'signals',
    keepAlive: true,
    // The system's own is two hours: as long a server that is gone would count as there.
    keepAliveInitialDelayMillis: 10_000,
    allowExitOnIdle: true,
  });
  // An idle connection that the server ends is no fault of anybody's work; without a listener it would end the process.
  pool.on('error', () => undefined);
  const idle = new Set<pg.PoolClient>();
  pool.on('acquire', (client) => void idle.delete(client));
  pool.on('release', (_error, client) => void idle.add(client));
  pool.on('remove', (client) => void idle.delete(client));
  return {
    pool,
    idle,
    silent,
    copyFrom: from,
    // A statement that the server refused leaves the connection usable; anything else does not. Nor does a server that only
    // reads: it was the primary once, and who keeps the connection never finds the one that is by now.
    isRefusal: (error) =>
      error instanceof driver.DatabaseError && !/^(?:08|57P|25006)/.test(error.code ?? ''),
  };
}

const goodbyeMs = 1000;

/** Waits for work under way, but for no connection that is still to come, and for the server's answer to a goodbye only so long: one that hangs would never give it. */
async function endPool({ pool, idle, silent }: Pool): Promise<void> {
  const timer = setInterval(() => {
    for (const client of idle) destroySocket(client);
  }, goodbyeMs);
  for (const socket of silent) socket.destroy();
  try {
    await pool.end();
  } finally {
    clearInterval(timer);
  }
}

async function borrow<Result>(
  { pool, copyFrom, isRefusal }: Pool,
  work: (session: Session) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  signal?.throwIfAborted();
  const client = await orAborted(pool.connect(), signal).catch((error: unknown) => {
    throw new SignalsError(
      'SIGNALS_UNREACHABLE',
      `The database can't be reached: ${messageOf(error)}`,
      {
        cause: error,
      },
    );
  });
  // A connection that breaks while nothing is asked of it must not end the process.
  const onError = (): undefined => undefined;
  client.on('error', onError);
  let released = false;
  const release = (broken?: Error): void => {
    if (released) return;
    released = true;
    client.removeListener('error', onError);
    if (broken !== undefined) client.on('error', onError);
    client.release(broken);
  };
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      const reason = signal?.reason instanceof Error ? signal.reason : new Error('aborted');
      destroySocket(client);
      release(reason);
      reject(reason);
    };
    signal?.addEventListener('abort', onAbort);
  });
  aborted.catch(() => undefined);
  try {
    const result = await Promise.race([work(sessionOf(client, copyFrom)), aborted]);
    release();
    return result;
  } catch (error) {
    release(
      isRefusal(error) ? undefined : error instanceof Error ? error : new Error(String(error)),
    );
    throw error;
  } finally {
    // The connection is somebody else's from here on; an abort that comes later must not end it.
    if (onAbort !== undefined) signal?.removeEventListener('abort', onAbort);
  }
}

/** The connection, unless the work is aborted before: then it is given back when it comes. */
function orAborted(
  connecting: Promise<pg.PoolClient>,
  signal: AbortSignal | undefined,
): Promise<pg.PoolClient> {
  if (signal === undefined) return connecting;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    connecting.then(
      (client) => {
        signal.removeEventListener('abort', onAbort);
        if (signal.aborted) client.release();
        else resolve(client);
      },
      (error: unknown) => {
        signal.removeEventListener('abort', onAbort);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}

/** Ends the connection at once: asking politely waits for a statement that may never end. */
function destroySocket(client: pg.PoolClient): void {
  const connection: unknown = Reflect.get(client, 'connection');
  const stream: unknown =
    typeof connection === 'object' && connection !== null
      ? Reflect.get(connection, 'stream')
      : null;
  if (stream instanceof Readable) stream.destroy();
}

function sessionOf(client: pg.PoolClient, copyFrom: Pool['copyFrom']): Session {
  return {
    query: async <Row>(text: string, values: readonly unknown[] = []) => {
      const { rows, rowCount } = await client.query(text, [...values]);
      // The shape of a row is what the statement says; a statement stands beside its type.
      return { rows: rows as Row[], rowCount: rowCount ?? 0 };
    },
    copyIn: async (text, chunks) => {
      await pipeline(Readable.from(chunks, { objectMode: true }), client.query(copyFrom(text)));
    },
  };
}
