import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { VectorError } from '@vector-toolkit/core';
import type pg from 'pg';
import { from } from 'pg-copy-streams';
import { isConnectionLost, sqlState, storeError, untilDone } from './store-error.ts';

/** One statement with its parameters; a Buffer is a parameter in binary form. */
export interface Statement {
  readonly text: string;
  readonly values?: readonly unknown[];
  /** Prepared under this name, once a connection. */
  readonly name?: string;
}

/** One connection, lent to a piece of work. */
export interface Session {
  query<Row>(statement: Statement): Promise<Row[]>;
  /** Copies the chunks of a file in; they are asked for as the server takes them. */
  copyIn(text: string, chunks: Iterable<Buffer>): Promise<void>;
}

/** Where the store's statements go: connections of a pool, or the one connection that a caller lent. */
export interface Database {
  session<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  /** All of the work or nothing of it; within a caller's transaction by a savepoint. */
  transaction<Result>(work: (session: Session) => Promise<Result>): Promise<Result>;
  /** Whether statements run in a transaction that somebody else ends: then nothing may run beside it. */
  readonly isLent: boolean;
}

/** Statements on a pool; the pool stays its owner's. */
export function poolDatabase(pool: pg.Pool): Database {
  const session = async <Result>(work: (session: Session) => Promise<Result>): Promise<Result> => {
    const client = await pool.connect().catch((cause: unknown) => {
      throw new VectorError(
        'VECTOR_STORE_UNREACHABLE',
        `The database cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}`,
        { cause },
      );
    });
    // A connection that breaks while nothing is asked of it must not end the process.
    const onError = (): undefined => undefined;
    client.on('error', onError);
    try {
      const result = await work(sessionOf(client));
      client.removeListener('error', onError);
      client.release();
      return result;
    } catch (error) {
      // What the server or the store refused leaves the connection usable; anything else does not.
      const isRefused = error instanceof VectorError || sqlState(error) !== undefined;
      const isBroken = !isRefused || isConnectionLost(error);
      // One that is thrown away says its last words later, and nobody else listens.
      if (!isBroken) client.removeListener('error', onError);
      client.release(isBroken);
      throw error;
    }
  };
  return {
    isLent: false,
    session: (work) => untilDone(() => session(work)),
    transaction: (work) => untilDone(() => session((one) => within(one, ownTransaction, work))),
  };
}

/** Statements on a connection that the caller lends, with the transaction that it may be in. One at a time. */
export function clientDatabase(client: pg.ClientBase): Database {
  const session = sessionOf(client);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    isLent: true,
    session: (work) => inTurn(() => work(session)),
    transaction: (work) =>
      inTurn(() =>
        within(session, savepoint, work).catch((error: unknown) => {
          // The caller is in no transaction: then it is one of its own.
          if (sqlState(error) !== '25P01') throw error;
          return within(session, ownTransaction, work);
        }),
      ),
  };
}

type Bracket = readonly [begin: string, end: string, undo: string];
const ownTransaction: Bracket = ['begin', 'commit', 'rollback'];
const savepoint: Bracket = [
  'savepoint vector_store',
  'release savepoint vector_store',
  'rollback to savepoint vector_store',
];

async function within<Result>(
  session: Session,
  [begin, end, undo]: Bracket,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  await session.query({ text: begin });
  try {
    const result = await work(session);
    await session.query({ text: end });
    return result;
  } catch (error) {
    // A broken connection cannot roll back, and need not: the server does.
    await session.query({ text: undo }).catch(() => undefined);
    throw error;
  }
}

function sessionOf(client: pg.ClientBase): Session {
  return {
    query: async <Row>({ text, values = [], name }: Statement) => {
      const { rows } = await client
        // Always the same three keys: the driver copies what it is given key by key.
        .query<Row & pg.QueryResultRow>({ text, values: [...values], name })
        .catch((error: unknown) => {
          throw storeError(error);
        });
      // The shape of a row is what the statement says; a statement stands beside its type.
      return rows as Row[];
    },
    copyIn: async (text, chunks) => {
      await pipeline(Readable.from(chunks, { objectMode: true }), client.query(from(text))).catch(
        (error: unknown) => {
          throw storeError(error);
        },
      );
    },
  };
}
