import { connect, databaseUrl } from '../database/connect.ts';
import type { Database } from '../database/database.ts';
import type { WriterOptions } from './options.ts';
import { SignalWriter } from './writer.ts';

/** A user's hold on a writer that it shares with the others of its process. */
export interface SharedWriter {
  readonly writer: SignalWriter;
  /** Flushes; the last one to let go closes the writer and its connections. Letting go twice is once. */
  release(timeoutMs?: number): Promise<void>;
}

interface Entry {
  readonly writer: SignalWriter;
  readonly database: Database;
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
    entry = { writer: new SignalWriter(database, writerOptions), database, users: 0 };
    shared.set(url, entry);
  }
  const held = entry;
  held.users++;
  let released: Promise<void> | undefined;
  return {
    writer: held.writer,
    release: (timeoutMs) => {
      released ??= letGo(url, held, timeoutMs);
      return released;
    },
  };
}

async function letGo(url: string, held: Entry, timeoutMs?: number): Promise<void> {
  held.users--;
  if (held.users > 0) {
    await held.writer.flush(timeoutMs);
    return;
  }
  if (entries().get(url) === held) entries().delete(url);
  await held.writer.close(timeoutMs);
  await held.database.close();
}
