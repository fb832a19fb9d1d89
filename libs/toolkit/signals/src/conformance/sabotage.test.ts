import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { profiles, reused } from '../../test/databases.ts';
import type { Database, LogRecord, Session, WriterOptions } from '../index.ts';
import { resourceOf, SignalWriter } from '../index.ts';
import { checks, rankChecks } from './index.ts';
import type { CreateWriter, SourceUnderTest } from './source.ts';

/** A database to which something is done on the way. */
const through =
  (change: (session: Session) => Session): ((database: Database) => Database) =>
  (database) => ({
    session: (work, signal) => database.session((session) => work(change(session)), signal),
    close: () => database.close(),
  });

/** Takes the batch's first failure for good: what a writer does that does not try again. */
const believing = (database: Database, isBelieved: (error: unknown) => boolean): Database => ({
  session: async (work, signal) => {
    try {
      return await database.session(work, signal);
    } catch (error) {
      if (!isBelieved(error)) throw error;
      return 'stored' as Awaited<ReturnType<typeof work>>;
    }
  },
  close: () => database.close(),
});

const codeOf = (error: unknown): unknown => Reflect.get(Object(error), 'code');

class Careless extends SignalWriter {
  #count = 0;
  override log(record: LogRecord): void {
    if (++this.#count % 50 !== 7) super.log(record);
  }
}

class Doubling extends SignalWriter {
  override log(record: LogRecord): void {
    super.log(record);
    super.log(record);
  }
}

class Swapping extends SignalWriter {
  #held: LogRecord | undefined;
  override log(record: LogRecord): void {
    if (this.#held === undefined) {
      this.#held = record;
      return;
    }
    super.log(record);
    super.log(this.#held);
    this.#held = undefined;
  }
  override flush(timeoutMs?: number): Promise<boolean> {
    if (this.#held !== undefined) super.log(this.#held);
    this.#held = undefined;
    return super.flush(timeoutMs);
  }
}

class Hasty extends SignalWriter {
  override flush(): Promise<boolean> {
    return Promise.resolve(true);
  }
}

/** Answers the caller when the database has. */
class Waiting extends SignalWriter {
  // A caller that can be made to wait awaits what it is given.
  override log(record: LogRecord): void {
    super.log(record);
    return this.flush(60_000) as unknown as undefined;
  }
}

class Stubborn extends SignalWriter {
  override close(): Promise<void> {
    return super.close(3000);
  }
}

class Flushing extends SignalWriter {
  override flush(): Promise<boolean> {
    return super.flush(3000);
  }
}

class Deaf extends SignalWriter {
  #isClosed = false;
  override log(record: LogRecord): void {
    if (!this.#isClosed) super.log(record);
  }
  override close(timeoutMs?: number): Promise<void> {
    this.#isClosed = true;
    return super.close(timeoutMs);
  }
}

/** Knows no failure: all are dropped alike when memory is short. */
class Levelling extends SignalWriter {
  override log(record: LogRecord): void {
    super.log({ ...record, severity: 9 });
  }
}

const isBroken = (error: unknown): boolean => codeOf(error) === 'ECONNRESET';
const made = (
  change: (database: Database, options: WriterOptions) => [Database, WriterOptions],
): CreateWriter => {
  return (database, options) => new SignalWriter(...change(database, options));
};

/** Wrong writers, by the check that finds each out. */
const sabotages: Readonly<Record<string, readonly (readonly [string, CreateWriter])[]>> = {
  'stores everything, once and in order': [
    ['loses one in fifty', (database, options) => new Careless(database, options)],
    ['stores twice', (database, options) => new Doubling(database, options)],
    ['swaps neighbours', (database, options) => new Swapping(database, options)],
    ['says too early that all is stored', (database, options) => new Hasty(database, options)],
  ],
  'keeps what comes while the database is down at start': [
    ['takes a refused connection for an end', made((d, o) => [believing(d, isBroken), o])],
  ],
  'sends again what a broken connection took along': [
    ['takes a broken connection for an end', made((d, o) => [believing(d, isBroken), o])],
    [
      'commits what it was about to roll back',
      made((d, o) => [
        through((session) => ({
          query: (text, values) => session.query(text === 'rollback' ? 'commit' : text, values),
        }))(d),
        o,
      ]),
    ],
  ],
  'stores nothing twice when the answer to a commit is lost': [
    [
      'gives every try a key of its own',
      made((d, o) => [
        through((session) => ({
          query: (text, values = []) =>
            session.query(
              text,
              text.includes('begin_batch') ? [randomUUID(), ...values.slice(1)] : values,
            ),
        }))(d),
        o,
      ]),
    ],
  ],
  'waits while the disk is full, or the server starts': [
    [
      'takes a full disk for an end',
      made((d, o) => [believing(d, (error) => codeOf(error) === '53100'), o]),
    ],
    [
      'takes a start for an end',
      made((d, o) => [believing(d, (error) => codeOf(error) === '57P03'), o]),
    ],
  ],
  'gives up a connection that hangs, and sends again': [
    ['waits for ever', made((d, o) => [d, { ...o, sendTimeoutMs: 1_000_000 }])],
  ],
  'keeps no caller waiting for a database that hangs': [
    ['lets the caller wait', (database, options) => new Waiting(database, options)],
  ],
  'drops the rows that the database refuses, and stores their neighbours': [
    ['gives up the batch', made((d, o) => [believing(d, (error) => codeOf(error) === '23514'), o])],
  ],
  'holds its memory, and counts what found no room': [
    ['takes more than it may', made((d, o) => [d, { ...o, maxBytes: 2_000_000 }])],
  ],
  'flush says by its deadline that not all is settled': [
    ['says yes', (database, options) => new Hasty(database, options)],
    ['knows no deadline', (database, options) => new Flushing(database, options)],
  ],
  'close ends by its deadline and counts what it could not store': [
    ['knows no deadline', (database, options) => new Stubborn(database, options)],
  ],
  'close ends by its deadline though the database hangs': [
    ['knows no deadline', (database, options) => new Stubborn(database, options)],
  ],
  'counts what comes after close': [
    ['counts nothing', (database, options) => new Deaf(database, options)],
  ],
  'drops success before failure': [
    ['drops what comes last', (database, options) => new Levelling(database, options)],
  ],
};

const [[, createStore]] = profiles;
const resource = resourceOf({ 'service.name': 'sabotaged' });

/** Hands on what the writer answers: so it can be made to wait. */
const source: SourceUnderTest = {
  signal: 'logs',
  number: "(attributes->>'n')::int",
  open: (writer) => {
    const send = (n: number, severity: number): void =>
      writer.log({
        time: 1_700_000_000_000 + n,
        severity,
        body: 'row',
        attributes: { n },
        resource,
      });
    return {
      emit: (n) => send(n, 9),
      emitFailed: (n) => send(n, 17),
      flush: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
  },
};

describe('each check of the suite fails for a wrong writer', () => {
  const create = reused(createStore);
  const all = [...checks, ...rankChecks];

  it('and none is without one', () => {
    expect(Object.keys(sabotages).toSorted()).toStrictEqual(all.map(({ name }) => name).toSorted());
  });

  it.each(
    all.flatMap((check) =>
      (sabotages[check.name] ?? []).map(([what, writer]) => ({ check, what, writer })),
    ),
  )('"$check.name" finds the one that $what', async ({ check, writer }) => {
    await expect(
      check.run(source, create, { createWriter: writer, patienceMs: 500 }),
    ).rejects.toThrow();
  });
});
