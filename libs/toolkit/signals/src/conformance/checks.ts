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

const tables: Record<Signal, readonly string[]> = {
  logs: ['logs', 'logs_failed'],
  spans: ['spans', 'spans_failed'],
  metrics: ['metric_points'],
};

interface Scene {
  readonly source: SignalSource;
  readonly writer: SignalWriter;
  readonly database: Database;
  readonly faults: Faults;
  /** Numbers of the stored rows, in the order in which they were stored. */
  stored(): Promise<number[]>;
  stats(): SignalStats;
  emitted(from: number, to: number): Promise<void>;
}

/** Runs a scene on a database of its own, and checks at its end what always holds. */
async function play(
  under: SourceUnderTest,
  createDatabase: () => Promise<Database>,
  options: WriterOptions,
  scene: (scene: Scene) => Promise<void>,
): Promise<void> {
  const inner = await createDatabase();
  const database = faultyDatabase(inner);
  const writer = new SignalWriter(database, {
    maxAgeMs: 20,
    firstPauseMs: 5,
    longestPauseMs: 20,
    onNotice: () => undefined,
    ...options,
  });
  const source = await under.open(writer);
  const stored = async (): Promise<number[]> => {
    const rows = tables[under.signal].map(
      (table) =>
        `select batch, tableoid, ctid, time, (${under.number})::int as n from signals.${table}`,
    );
    const { rows: found } = await inner.session((session) =>
      session.query<{ n: number }>(
        `select n from (${rows.join(' union all ')}) r order by batch, time, ctid`,
      ),
    );
    return found.map(({ n }) => n);
  };
  try {
    await scene({
      source,
      writer,
      database: inner,
      faults: database.faults,
      stored,
      stats: () => writer.stats().signals[under.signal],
      emitted: async (from, to) => {
        for (let n = from; n < to; n++) await source.emit(n);
      },
    });
    database.faults.down = false;
    database.faults.delayMs = 0;
    await source.flush();
    await source.close();
    await writer.close();
    const {
      accepted,
      stored: storedCount,
      dropped,
      droppedBy,
      pending,
    } = writer.stats().signals[under.signal];
    strictEqual(pending, 0, 'nothing is pending after close');
    strictEqual(accepted, storedCount + dropped, 'accepted = stored + dropped');
    const rows = await stored();
    if (droppedBy.unconfirmed === 0) {
      strictEqual(rows.length, storedCount, 'as many rows are there as were counted as stored');
    }
    deepStrictEqual(rows, [...new Set(rows)], 'no row is there twice');
    deepStrictEqual(
      rows,
      rows.toSorted((a, b) => a - b),
      'rows are in the order in which they were sent',
    );
    strictEqual(writer.stats().bytes, 0, 'no memory is held after close');
  } finally {
    await writer.close(0);
    await inner.close();
  }
}

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

/** What every way into the signal store must hold. */
export const checks: readonly Check[] = [
  {
    name: 'stores everything, once and in order',
    run: (under, create) =>
      play(under, create, {}, async ({ emitted, source, writer, stored }) => {
        await emitted(0, 1000);
        await source.flush();
        ok(await writer.flush(), 'flush says that all is settled');
        deepStrictEqual(await stored(), numbers(0, 1000));
      }),
  },
  {
    name: 'keeps what comes while the database is down at start',
    run: (under, create) =>
      play(under, create, {}, async ({ emitted, faults, source, writer, stored }) => {
        faults.down = true;
        const sending = emitted(0, 200);
        await sleep(60);
        ok(faults.attempts > 0, 'the writer tried');
        deepStrictEqual(await stored(), []);
        faults.down = false;
        await sending;
        await source.flush();
        ok(await writer.flush());
        deepStrictEqual(await stored(), numbers(0, 200));
      }),
  },
  {
    name: 'sends again what a broken connection took along',
    run: (under, create) =>
      play(under, create, {}, async ({ emitted, faults, source, writer, stored }) => {
        await emitted(0, 50);
        await source.flush();
        faults.breakBeforeRows = 3;
        await emitted(50, 150);
        await source.flush();
        ok(await writer.flush());
        ok(writer.stats().failures > 0, 'a try failed');
        deepStrictEqual(await stored(), numbers(0, 150));
      }),
  },
  {
    name: 'stores nothing twice when the answer to a commit is lost',
    run: (under, create) =>
      play(under, create, {}, async ({ emitted, faults, source, writer, stored }) => {
        faults.loseCommitAnswers = 2;
        await emitted(0, 300);
        await source.flush();
        ok(await writer.flush());
        ok(writer.stats().duplicates > 0, 'the retry found the batch stored');
        deepStrictEqual(await stored(), numbers(0, 300));
      }),
  },
  {
    name: 'loses no time of the caller to a slow database',
    run: (under, create) =>
      play(under, create, {}, async ({ faults, source, stats, stored, writer }) => {
        faults.delayMs = 30;
        const sent: Promise<void>[] = [];
        // Not awaited one by one: a caller that doesn't wait must not have to.
        const all = numbers(0, under.waits === true ? 10 : 100);
        for (const n of all) sent.push(Promise.resolve(source.emit(n)));
        await Promise.all(sent);
        await source.flush();
        ok(await writer.flush(20_000));
        strictEqual(stats().dropped, 0);
        deepStrictEqual(await stored(), all);
      }),
  },
  {
    name: 'drops the rows that the database refuses, and stores their neighbours',
    run: (under, create) =>
      play(under, create, {}, async ({ database, emitted, source, stats, stored, writer }) => {
        const number = under.number.replaceAll(/\b(attributes|value|body|name|sum)\b/g, 'new.$1');
        await database.session((session) =>
          session.query(
            `create function signals.refuse() returns trigger language plpgsql as $$ begin
              if (${number})::int in (7, 8, 40) then raise exception 'refused' using errcode = '23514'; end if; return new; end $$;
            ${tables[under.signal].map((table) => `create trigger refuse before insert on signals.${table} for each row execute function signals.refuse();`).join('\n')}`,
          ),
        );
        await emitted(0, 60);
        await source.flush();
        ok(await writer.flush());
        strictEqual(stats().droppedBy.refused, 3);
        deepStrictEqual(
          await stored(),
          numbers(0, 60).filter((n) => ![7, 8, 40].includes(n)),
        );
      }),
  },
  {
    name: 'holds its memory, and counts what found no room',
    run: (under, create) =>
      play(
        under,
        create,
        { maxBytes: 200_000, maxBatchBytes: 20_000, closeTimeoutMs: 2000 },
        async ({ faults, source, stats, stored, writer }) => {
          faults.down = true;
          const sent: Promise<void>[] = [];
          const all = numbers(0, under.waits === true ? 50 : 5000);
          for (const n of all) sent.push(Promise.resolve(source.emit(n)));
          await Promise.race([Promise.all(sent).then(() => source.flush()), sleep(500)]);
          ok(writer.stats().bytes <= 200_000, `held ${writer.stats().bytes} bytes of 200000`);
          faults.down = false;
          await Promise.all(sent);
          await source.flush();
          const { dropped, droppedBy } = stats();
          strictEqual(dropped, droppedBy.full + droppedBy.duplicate);
          if (under.waits === true) deepStrictEqual(await stored(), all);
          else ok(dropped > 0, 'rows were dropped');
        },
      ),
  },
  {
    name: 'close ends by its deadline and counts what it could not store',
    run: (under, create) =>
      play(under, create, {}, async ({ faults, source, stats, writer }) => {
        faults.down = true;
        const sent = numbers(0, 10).map((n) => Promise.resolve(source.emit(n)));
        await Promise.race([Promise.all(sent).then(() => source.flush()), sleep(50)]);
        await writer.close(100);
        strictEqual(stats().pending, 0);
        strictEqual(stats().stored, 0);
        strictEqual(stats().dropped, stats().accepted);
      }),
  },
];
