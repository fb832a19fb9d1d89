import type { Document, Metadata, MetadataScalar } from '@vector-toolkit/core';
import { VectorError } from '@vector-toolkit/core';
import pg from 'pg';

const page = 500;

/**
 * Documents that are the rows of a query: columns `id` and `text`, the others metadata, nulls left out. Read by a cursor in a
 * transaction that may only read, so a large table is not held in memory, and a query cannot change anything.
 *
 * Throws `VECTOR_BAD_OPTION` where a column is missing or the server refuses the query.
 */
export async function* documentsOfQuery(url: string, query: string): AsyncGenerator<Document> {
  const client = new pg.Client({ connectionString: url, application_name: 'vector-ingest' });
  await client.connect();
  try {
    if (await isEmbedded(client)) {
      // All connections of the embedded database take turns by the transaction: nobody could write while this one reads.
      const documents: Document[] = [];
      for await (const document of rowsOf(client, query)) documents.push(document);
      await client.query('commit');
      yield* documents;
    } else {
      yield* rowsOf(client, query);
    }
  } finally {
    await client.query('rollback').catch(() => undefined);
    await client.end();
  }
}

async function isEmbedded(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ version: string }>('select version() as version');
  return /pglite/i.test(rows[0]?.version ?? '');
}

async function* rowsOf(client: pg.Client, query: string): AsyncGenerator<Document> {
  await client.query('begin transaction isolation level repeatable read read only');
  try {
    await client.query(`declare documents no scroll cursor for ${query.replace(/;\s*$/, '')}`);
  } catch (cause) {
    await client.query('rollback');
    throw new VectorError(
      'VECTOR_BAD_OPTION',
      `The server refuses the query of --sql: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  for (;;) {
    const { rows } = await client.query<Record<string, unknown>>(`fetch ${page} from documents`);
    for (const row of rows) yield documentOf(row);
    if (rows.length < page) return;
  }
}

function documentOf({ id, text, ...rest }: Record<string, unknown>): Document {
  if ((typeof id !== 'string' && typeof id !== 'number') || typeof text !== 'string')
    throw new VectorError(
      'VECTOR_BAD_OPTION',
      'The query of --sql must give the columns id and text, neither of them null. Name them by `as`.',
    );
  const metadata: Record<string, Metadata[string]> = {};
  for (const [key, value] of Object.entries(rest)) {
    if (value === null || value === undefined) continue;
    metadata[key] = Array.isArray(value) ? value.map(scalarOf) : scalarOf(value);
  }
  return { id: String(id), text, metadata };
}

function scalarOf(value: unknown): MetadataScalar {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value);
}
