import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Session } from '../database/database.ts';

/** What is wrong with the way to the database, until it is set otherwise. */
export interface Faults {
  /** Every connection is refused. */
  down: boolean;
  /** The connection breaks at this many coming COPYs or inserts of rows, before they reach the server. */
  breakBeforeRows: number;
  /** The answer to this many coming commits is lost: the server has committed, the writer never hears of it. */
  loseCommitAnswers: number;
  /** Milliseconds by which every statement is delayed. */
  delayMs: number;
  /** How often a connection was asked for. */
  attempts: number;
}

/** A database whose connection can be broken at will; what stands behind it is real. */
export function faultyDatabase(database: Database): Database & { readonly faults: Faults } {
  const faults: Faults = {
    down: false,
    breakBeforeRows: 0,
    loseCommitAnswers: 0,
    delayMs: 0,
    attempts: 0,
  };
  const broken = (what: string): Error => Object.assign(new Error(what), { code: 'ECONNRESET' });
  const wrap = (session: Session): Session => {
    const step = async (): Promise<void> => {
      if (faults.delayMs > 0) await sleep(faults.delayMs);
      if (faults.down) throw broken('connection terminated unexpectedly');
    };
    const rows = async (): Promise<void> => {
      await step();
      if (faults.breakBeforeRows > 0) {
        faults.breakBeforeRows--;
        throw broken('connection terminated while rows were sent');
      }
    };
    const { copyIn } = session;
    return {
      query: async <Row>(text: string, values?: readonly unknown[]) => {
        // A connection that is gone can't say so to the server, which rolls back by itself: here it must be told.
        if (text !== 'rollback')
          await (/^insert into signals\.(?:logs|spans|metric_points)/.test(text) ? rows() : step());
        const result = await session.query<Row>(text, values);
        if (text === 'commit' && faults.loseCommitAnswers > 0) {
          faults.loseCommitAnswers--;
          throw broken('connection terminated before the answer to commit');
        }
        return result;
      },
      ...(copyIn === undefined
        ? {}
        : {
            copyIn: async (text: string, chunks: readonly Buffer[]) => {
              await rows();
              await copyIn(text, chunks);
            },
          }),
    };
  };
  return {
    faults,
    session: (work, signal) => {
      faults.attempts++;
      if (faults.down) return Promise.reject(broken('connect ECONNREFUSED'));
      return database.session((session) => work(wrap(session)), signal);
    },
    close: () => database.close(),
  };
}
