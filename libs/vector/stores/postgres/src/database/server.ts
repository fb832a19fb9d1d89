import { VectorError } from '@vector-toolkit/core';
import type { Database } from './database.ts';

/** What a server said of itself. */
export interface Server {
  /** Version of pgvector, as numbers. */
  readonly pgvector: readonly [number, number, number];
  /** Whether rows can come by COPY. The embedded database loses its protocol over it. */
  readonly copies: boolean;
  /** Whether a connection has prepared statements of its own. All connections of the embedded database share theirs, so names would meet. */
  readonly prepares: boolean;
  /** Type ids that the binary form of an array names. */
  readonly vectorOid: number;
}

const oldest = [0, 8, 0] as const;

/** Asks the server what it is. Throws `VECTOR_STORE_NOT_READY` where pgvector is missing or older than 0.8.0, which first had iterative scans. */
export async function askServer(database: Database): Promise<Server> {
  const [row] = await database.session((session) =>
    session.query<{ version: string; pgvector: string | null; oid: number | null }>({
      text: `select version() as version,
        (select extversion from pg_extension where extname = 'vector') as pgvector,
        to_regtype('vector')::oid::int as oid`,
    }),
  );
  const [major = 0, minor = 0, patch = 0] = (row?.pgvector ?? '').split('.').map(Number);
  if (row?.pgvector == null || row.oid === null)
    throw new VectorError(
      'VECTOR_STORE_NOT_READY',
      'The database has no pgvector. Run `migrate`, or `create extension vector` as an owner of the database.',
    );
  const pgvector = [major, minor, patch] as const;
  if (isOlder(pgvector, oldest))
    throw new VectorError(
      'VECTOR_STORE_NOT_READY',
      `The database has pgvector ${row.pgvector}; ${oldest.join('.')} or newer is needed, for filtered searches return too few rows before. Run \`alter extension vector update\`.`,
    );
  const isEmbedded = /pglite/i.test(row.version);
  return { pgvector, copies: !isEmbedded, prepares: !isEmbedded, vectorOid: row.oid };
}

/** Whether a version comes before another. */
export function isOlder(
  a: readonly [number, number, number],
  b: readonly [number, number, number],
): boolean {
  for (let i = 0; i < 3; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
