import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import type { Signal } from '../rows/tables.ts';
import type { Faults } from '../testing/faulty-database.ts';
import { faultyDatabase } from '../testing/faulty-database.ts';
import type { WriterOptions } from '../writer/options.ts';
import type { SignalStats } from '../writer/stats.ts';
import { SignalWriter } from '../writer/writer.ts';
import type { Check, SignalSource, SourceUnderTest } from './source.ts';

export const tables: Record<Signal, readonly string[]> = {
  logs: ['logs', 'logs_failed'],
  spans: ['spans', 'spans_failed'],
  metrics: ['metric_points'],
};

/** What a check plays with. */
export interface Scene {
  readonly under: SourceUnderTest;
  readonly source: SignalSource;
  readonly writer: SignalWriter;
  readonly database: Database;
  readonly faults: Faults;
  /** Numbers of the stored rows, in the order in which they were stored. */
  stored(): Promise<number[]>;
  stats(): SignalStats;
  emitted(from: number, to: number): Promise<void>;
  /** Fails where the work does not end; how long it takes is nobody's business. */
  ends<Result>(what: string, work: Promise<Result>): Promise<Result>;
  /** Fails where it never comes to that. */
  until(what: string, holds: () => boolean): Promise<void>;
}

/** A check that runs a scene on a database of its own, and looks at its end at what always holds. */
export function check(
  name: string,
  options: WriterOptions,
  scene: (scene: Scene) => Promise<void>,
): Check {
  return {
    name,
    run: async (under, createDatabase, trial = {}) => {
      const {
        createWriter = (to: Database, given: WriterOptions) => new SignalWriter(to, given),
        patienceMs = 240_000,
      } = trial;
      const inner = await createDatabase();
      const database = faultyDatabase(inner);
      const told = { count: 0 };
      const writer = createWriter(database, {
        maxAgeMs: 20,
        firstPauseMs: 5,
        longestPauseMs: 20,
        noticeEveryMs: 50,
        onNotice: ({ dropped }) => {
          for (const count of Object.values(dropped[under.signal])) told.count += count;
        },
        ...options,
      });
      const source = await under.open(writer);
      const stored = async (): Promise<number[]> => (await storedNumbers(inner, under)).flat();
      const stats = (): SignalStats => writer.stats().signals[under.signal];
      try {
        await scene({
          ...{ under, source, writer, database: inner, faults: database.faults, stored, stats },
          emitted: async (from, to) => {
            for (let n = from; n < to; n++) await source.emit(n);
          },
          ends: (what, work) => ends(what, work, patienceMs),
          until: (what, holds) => until(what, holds, patienceMs),
        });
        database.faults.down = false;
        database.faults.hangs = false;
        database.faults.delayMs = 0;
        await source.flush();
        await source.close();
        await writer.close();
        checkEnd(writer, stats(), await storedNumbers(inner, under));
        const { dropped, droppedBy } = stats();
        const drops = dropped - droppedBy.duplicate;
        // Told once in a while, so the last ones a little later.
        await until('every drop is told', () => told.count >= drops, patienceMs);
        strictEqual(told.count, drops, 'as many drops were told as there were');
      } finally {
        database.faults.hangs = false;
        await writer.close(0);
        await inner.close();
      }
    },
  };
}

/** What holds at the end of whatever happened. */
function checkEnd(
  writer: SignalWriter,
  { accepted, stored, dropped, droppedBy, pending }: SignalStats,
  tablesRows: readonly (readonly number[])[],
): void {
  strictEqual(pending, 0, 'nothing is pending after close');
  strictEqual(accepted, stored + dropped, 'accepted = stored + dropped');
  const rows = tablesRows.flat();
  if (droppedBy.unconfirmed === 0) {
    strictEqual(rows.length, stored, 'as many rows are there as were counted as stored');
  }
  strictEqual(rows.length, new Set(rows).size, 'no row is there twice');
  for (const one of tablesRows) {
    deepStrictEqual(
      one,
      one.toSorted((a, b) => a - b),
      'rows are in the order in which they were sent',
    );
  }
  strictEqual(writer.stats().bytes, 0, 'no memory is held after close');
}

/** Of each of the signal's tables. In the order in which they came: a batch's rows lie in their partition as they were written. */
async function storedNumbers(database: Database, under: SourceUnderTest): Promise<number[][]> {
  const found: number[][] = [];
  for (const table of tables[under.signal]) {
    const { rows } = await database.session((session) =>
      session.query<{ n: number }>(
        `select (${under.number})::int as n from signals.${table}
        order by batch, date_trunc('day', time, 'UTC'), tableoid, ctid`,
      ),
    );
    found.push(rows.map(({ n }) => n));
  }
  return found;
}

export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

async function ends<Result>(
  what: string,
  work: Promise<Result>,
  patienceMs: number,
): Promise<Result> {
  const timer = new AbortController();
  const late = sleep(patienceMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`${what} did not end`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    timer.abort();
  }
}

async function until(what: string, holds: () => boolean, patienceMs: number): Promise<void> {
  for (let waited = 0; !holds(); waited += 5) {
    ok(waited < patienceMs, `${what}: it never came to that`);
    await sleep(5);
  }
}
