import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Session } from '../database/database.ts';

/** What is wrong with the way to the database, until it is set otherwise. */
export interface Faults {
  /** Every connection is refused. */
  down: boolean;
  /** Nothing is answered any more, and nothing breaks. */
  hangs: boolean;
  /** The connection breaks at this many coming COPYs or inserts of rows, before they reach the server. */
  breakBeforeRows: number;
  /** The connection breaks when this many coming COPYs or inserts have reached the server, before the commit. */
  breakAfterRows: number;
  /** The answer to this many coming commits is lost: the server has committed, the writer never hears of it. */
  loseCommitAnswers: number;
  /** This many coming COPYs or inserts are refused with this SQLSTATE. */
  refuseRows: { readonly code: string; times: number };
  /** Milliseconds by which every statement is delayed. */
  delayMs: number;
  /** How often a connection was asked for. */
  attempts: number;
}

/** A database whose connection can be broken at will; what stands behind it is real. */
export function faultyDatabase(database: Database): Database & { readonly faults: Faults } {
  const faults: Faults = {
    down: false,
    hangs: false,
    breakBeforeRows: 0,
    breakAfterRows: 0,
    loseCommitAnswers: 0,
    refuseRows: { code: '', times: 0 },
    delayMs: 0,
    attempts: 0,
  };
  return {
    faults,
    session: async (work, signal) => {
      faults.attempts++;
      await hang(faults, signal);
      if (faults.down) throw broken('connect ECONNREFUSED');
      return database.session((session) => work(withFaults(session, faults, signal)), signal);
    },
    close: () => database.close(),
  };
}

function broken(what: string): Error {
  return Object.assign(new Error(what), { code: 'ECONNRESET' });
}

async function hang(faults: Faults, signal: AbortSignal | undefined): Promise<void> {
  while (faults.hangs) await sleep(5, undefined, signal === undefined ? {} : { signal });
}

function withFaults(session: Session, faults: Faults, signal: AbortSignal | undefined): Session {
  const { copyIn } = session;
  const step = async (): Promise<void> => {
    if (faults.delayMs > 0) await sleep(faults.delayMs);
    await hang(faults, signal);
    if (faults.down) throw broken('connection terminated unexpectedly');
  };
  const rows = async <Result>(send: () => Promise<Result>): Promise<Result> => {
    await step();
    if (faults.breakBeforeRows > 0) {
      faults.breakBeforeRows--;
      throw broken('connection terminated while rows were sent');
    }
    if (faults.refuseRows.times > 0) {
      faults.refuseRows.times--;
      throw Object.assign(new Error('refused'), { code: faults.refuseRows.code });
    }
    const result = await send();
    if (faults.breakAfterRows > 0) {
      faults.breakAfterRows--;
      throw broken('connection terminated after rows were sent');
    }
    return result;
  };
  return {
    query: async <Row>(text: string, values?: readonly unknown[]) => {
      const send = (): ReturnType<typeof session.query<Row>> => session.query<Row>(text, values);
      // A connection that is gone can't say so to the server, which rolls back by itself: here it must be told.
      if (text === 'rollback') return send();
      if (/^insert into signals\.(?:logs|spans|metric_points)/.test(text)) return rows(send);
      await step();
      const result = await send();
      if (text === 'commit' && faults.loseCommitAnswers > 0) {
        faults.loseCommitAnswers--;
        throw broken('connection terminated before the answer to commit');
      }
      return result;
    },
    ...(copyIn === undefined
      ? {}
      : {
          copyIn: (text: string, chunks: readonly Buffer[]) => rows(() => copyIn(text, chunks)),
        }),
  };
}
