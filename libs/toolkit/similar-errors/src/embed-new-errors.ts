import type { Document, Embedder, IngestProgress } from '@vector-toolkit/core';
import { ingest } from '@vector-toolkit/core';
import { localEmbedder } from '@vector-toolkit/embeddings-local';
import type { PostgresCollection } from '@vector-toolkit/stores-postgres';
import { migrate, postgresStore } from '@vector-toolkit/stores-postgres';
import type pg from 'pg';

/** The collection of the errors' embeddings; an id is a fingerprint, as the signal store prints it. */
export const collectionName = 'errors';

/** Options that all of this package's functions take. */
export interface SimilarErrorsOptions {
  /** @default the local embedder, which needs no network */
  readonly embedder?: Embedder;
}

/** Opens the collection of errors, and makes it where it is not there. */
export async function openErrors(
  pool: pg.Pool,
  { embedder = localEmbedder() }: SimilarErrorsOptions = {},
): Promise<{ readonly collection: PostgresCollection; readonly embedder: Embedder }> {
  await migrate(pool);
  const collection = await postgresStore({ pool }).open({
    name: collectionName,
    space: embedder.space,
    filterKeys: ['type'],
    // Messages are English, and `the` says nothing.
    textSearch: 'english',
  });
  return { collection, embedder };
}

interface Row {
  readonly id: string;
  readonly type: string;
  readonly template: string;
  readonly frames: readonly string[];
  readonly first_seen: Date;
}

const page = 500;
/** Frames of a stack that say where it went wrong; deeper ones say how it came there. */
const framesRead = 5;

/**
 * Embeds the fingerprints of the signal store that have no embedding yet. An embedding belongs to a fingerprint and not to its
 * occurrences, so it is made once, however often the error happens. Safe to run twice at once.
 *
 * @param since only fingerprints that were first seen from this time on are looked at
 */
export async function embedNewErrors(
  pool: pg.Pool,
  options: SimilarErrorsOptions & { readonly since?: Date; readonly signal?: AbortSignal } = {},
): Promise<IngestProgress> {
  const { collection, embedder } = await openErrors(pool, options);
  return ingest({
    source: fingerprintsOf(pool, options.since ?? new Date(0)),
    embedder,
    collection,
    signal: options.signal,
  });
}

async function* fingerprintsOf(pool: pg.Pool, since: Date): AsyncGenerator<Document> {
  let after = { time: since.toISOString(), id: String(-(2n ** 63n)) };
  for (;;) {
    const { rows } = await pool.query<Row & { readonly time: string }>(
      `select id::text as id, type, template, frames, first_seen, to_json(first_seen) #>> '{}' as time from signals.fingerprints
        where (first_seen, id) > ($1::timestamptz, $2::bigint) order by first_seen, id limit ${page}`,
      [after.time, after.id],
    );
    for (const row of rows) yield documentOf(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
    after = { time: last.time, id: last.id };
  }
}

/** What an error says, without the places of what was masked: they are the same in errors that have nothing else in common. */
function documentOf({ id, type, template, frames, first_seen }: Row): Document {
  const words = template.replaceAll(/<[a-z0-9_ -]{1,20}>/gi, ' ');
  return {
    id,
    text: [type, words, ...frames.slice(0, framesRead)].join('\n').trim(),
    metadata: { type, template, firstSeen: first_seen.toISOString() },
  };
}
