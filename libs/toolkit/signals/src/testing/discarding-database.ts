import type { Database } from '../database/database.ts';

/**
 * A server that answers as PostgreSQL 17 would and keeps nothing, for benchmarks: what a row costs up to the socket,
 * without what it costs beyond.
 */
export function discardingDatabase(): Database {
  let batches = 0;
  const server = {
    version: 'PostgreSQL 17 (discarding)',
    ...{ number: '170000', licence: null, available: false },
  };
  return {
    session: (work) =>
      work({
        query: <Row>(text: string) => {
          const rows: unknown[] = text.includes('begin_batch')
            ? [{ id: String(++batches) }]
            : text.includes('server_version_num')
              ? [server]
              : [];
          return Promise.resolve({ rows: rows as Row[], rowCount: rows.length });
        },
        copyIn: () => Promise.resolve(),
      }),
    close: () => Promise.resolve(),
  };
}
