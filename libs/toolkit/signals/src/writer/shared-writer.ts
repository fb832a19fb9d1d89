import { flushAtEnd } from './end-of-process.ts';
import { connect, databaseUrl } from '../database/connect.ts';
import type { Database } from '../database/database.ts';
import type { WriterOptions } from './options.ts';
import { SignalWriter } from './writer.ts';

/** A user's hold on a writer that it shares with the others of its process. */
export interface SharedWriter {
  readonly writer: SignalWriter;
  /**
   * Asks everybody who shares the writer for what they still hold, then flushes. So it goes by itself when the process has
   * nothing left to do, or is told to end by SIGTERM, SIGINT or SIGHUP.
   *
   * @returns whether all was stored or dropped within the milliseconds given
   */
  flush(timeoutMs?: number): Promise<boolean>;
  /** Called before each such flush: hand over what you hold. What it throws is ignored. */
  beforeFlush(handOver: () => Promise<unknown>): void;
  /** Flushes; the last one to let go closes the writer and its connections. Letting go twice is once. */
  release(timeoutMs?: number): Promise<void>;
}

interface Entry {
  readonly writer: SignalWriter;
  readonly database: Database;
  readonly holders: Set<() => Promise<unknown>>;
  readonly stop: () => void;
  users: number;
}

// On the process, not on this module: two copies of the package still share one budget and one connection.
const key = Symbol.for('@h-j-petroleum/toolkit-signals/shared-writers');

function entries(): Map<string, Entry> {
  // The symbol is this package's own, so nobody else puts anything else there.
  const holder = globalThis as { [key]?: Map<string, Entry> };
  holder[key] ??= new Map<string, Entry>();
  return holder[key];
}

/**
 * The process's one writer to a database: logger, telemetry and metrics share its memory, order and connection.
 *
 * The first to ask decides the options. Throws `SIGNALS_NO_DATABASE_URL`, `SIGNALS_BAD_DATABASE_URL`, `SIGNALS_BAD_OPTION`.
 *
 * @param options.url the variable `DATABASE_URL` unless given
 */
export function sharedWriter(
  options: WriterOptions & { readonly url?: string | undefined } = {},
): SharedWriter {
  const { url: given, ...writerOptions } = options;
  const url = databaseUrl(given);
  const shared = entries();
  let entry = shared.get(url);
  if (entry === undefined) {
    const database = connect({ url, maxConnections: 1, applicationName: 'signals-writer' });
    const writer = new SignalWriter(database, writerOptions);
    const holders = new Set<() => Promise<unknown>>();
    const stop = flushAtEnd(
      () => flushAll(writer, holders),
      () => isSettled(writer),
    );
    entry = { writer, database, holders, stop, users: 0 };
    shared.set(url, entry);
  }
  const held = entry;
  held.users++;
  const own = new Set<() => Promise<unknown>>();
  let released: Promise<void> | undefined;
  return {
    writer: held.writer,
    flush: (timeoutMs) => flushAll(held.writer, held.holders, timeoutMs),
    beforeFlush: (handOver) => {
      own.add(handOver);
      held.holders.add(handOver);
    },
    release: (timeoutMs) => {
      for (const handOver of own) held.holders.delete(handOver);
      released ??= letGo(url, held, timeoutMs);
      return released;
    },
  };
}

async function flushAll(
  writer: SignalWriter,
  holders: ReadonlySet<() => Promise<unknown>>,
  timeoutMs?: number,
): Promise<boolean> {
  await Promise.allSettled([...holders].map((handOver) => handOver()));
  return writer.flush(timeoutMs);
}

function isSettled(writer: SignalWriter): boolean {
  return Object.values(writer.stats().signals).every(({ pending }) => pending === 0);
}

async function letGo(url: string, held: Entry, timeoutMs?: number): Promise<void> {
  held.users--;
  if (held.users > 0) {
    await held.writer.flush(timeoutMs);
    return;
  }
  if (entries().get(url) === held) entries().delete(url);
  held.stop();
  await held.writer.close(timeoutMs);
  await held.database.close();
}
