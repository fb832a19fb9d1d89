import type { Database, Session } from '../database/database.ts';

/** What the engines that run in this process have in common. */
export interface Engine {
  query(
    text: string,
    values?: unknown[],
    options?: { blob?: Blob; parsers?: Record<number, (text: string) => unknown> },
  ): Promise<{ rows: unknown[]; affectedRows?: number | undefined }>;
  exec(
    text: string,
    options?: { parsers?: Record<number, (text: string) => unknown> },
  ): Promise<{ rows: unknown[]; affectedRows?: number | undefined }[]>;
  close(): Promise<void>;
}

// As pg has it: what JavaScript's numbers can't hold stays text.
const parsers = { 20: (text: string) => text, 1700: (text: string) => text };

/**
 * An engine in this process (PGlite, or a build of it) as a database: one session at a time, for it has one connection.
 * COPY goes by the engine's own `/dev/blob`.
 */
export function inProcess(engine: Engine): Database {
  let last: Promise<unknown> = Promise.resolve();
  const session: Session = {
    query: async <Row>(text: string, values: readonly unknown[] = []) => {
      if (values.length > 0) {
        const { rows, affectedRows } = await engine.query(text, [...values], { parsers });
        return { rows: rows as Row[], rowCount: affectedRows ?? rows.length };
      }
      const results = await engine.exec(text, { parsers });
      const result = results.at(-1);
      return { rows: (result?.rows ?? []) as Row[], rowCount: result?.affectedRows ?? 0 };
    },
    copyIn: async (text, chunks) => {
      const blob = new Blob(chunks.map((chunk) => new Uint8Array(chunk)));
      await engine.query(text.replace('from stdin', "from '/dev/blob'"), [], { blob });
    },
  };
  return {
    session: (work, signal) => {
      const turn = last.then(() => {
        signal?.throwIfAborted();
        return work(session);
      });
      last = turn.catch(() => undefined);
      return turn;
    },
    close: () => engine.close(),
  };
}
