import type { EmbeddingSpace, Metric } from '@vector-toolkit/core';
import { VectorError } from '@vector-toolkit/core';
import type { Session } from '../database/database.ts';
import { sqlState } from '../database/store-error.ts';
import type { IndexKind, Storage } from './names.ts';
import { hashColumn, indexName, tableOf, typeOf, vectorColumn } from './names.ts';

/** Vectors of a collection in one space. */
export interface StoredGeneration {
  readonly id: number;
  readonly space: EmbeddingSpace;
}

/** A collection as the database has it. */
export interface StoredCollection {
  readonly id: number;
  readonly name: string;
  readonly metric: Metric;
  readonly filterKeys: readonly string[];
  readonly storage: Storage;
  /** False where texts are not searched by their words. */
  readonly textSearch: string | false;
  readonly active: StoredGeneration;
  readonly filling: StoredGeneration | undefined;
  /** Of the active generation; a valid one. */
  readonly index: IndexKind | undefined;
  /** Lists of an IVFFlat index. */
  readonly lists: number | undefined;
}

interface Row {
  readonly id: number;
  readonly name: string;
  readonly metric: Metric;
  readonly filter_keys: string[];
  readonly storage: Storage;
  readonly text_search: string | null;
  readonly generations: readonly {
    readonly id: number;
    readonly model: string;
    readonly dimensions: number;
    readonly normalized: boolean;
    readonly active: boolean;
  }[];
  readonly indexes: readonly { readonly name: string; readonly lists: number | null }[] | null;
}

/** Says of a statement on `vector.collections` that failed for want of it what is to be done; throws anything else as it is. */
export function withoutSchema(cause: unknown): never {
  if (sqlState(cause) !== '42P01' && sqlState(cause) !== '3F000') throw cause;
  throw new VectorError(
    'VECTOR_STORE_NOT_READY',
    'The database has no schema of the vector store. Run `migrate` of @vector-toolkit/stores-postgres first.',
    { cause },
  );
}

/** The collection of a name; undefined where there is none. Throws `VECTOR_STORE_NOT_READY` where the schema is missing. */
export async function loadCollection(
  session: Session,
  name: string,
): Promise<StoredCollection | undefined> {
  const [row] = await session
    .query<Row>({
      text: `select c.id, c.name, c.metric, c.filter_keys, c.storage, c.text_search::text as text_search,
          (select jsonb_agg(to_jsonb(g) order by g.id) from vector.generations g where g.collection_id = c.id) as generations,
          (select jsonb_agg(jsonb_build_object('name', i.relname,
              'lists', (select option_value::int from pg_options_to_table(i.reloptions) where option_name = 'lists')))
            from pg_index x join pg_class i on i.oid = x.indexrelid
            where x.indrelid = to_regclass('vector.records_' || c.id) and x.indisvalid) as indexes
        from vector.collections c where c.name = $1`,
      values: [name],
    })
    .catch(withoutSchema);
  if (row === undefined) return undefined;
  const generationOf = (active: boolean): StoredGeneration | undefined => {
    const found = row.generations.find((one) => one.active === active);
    if (found === undefined) return undefined;
    const { id, model, dimensions, normalized } = found;
    return { id, space: { model, dimensions, normalized } };
  };
  const active = generationOf(true);
  if (active === undefined) return undefined;
  const kinds = (['hnsw', 'hnsw-bits', 'ivfflat'] as const).flatMap((kind) => {
    const name = indexName(row.id, active.id, kind);
    const found = row.indexes?.find((one) => one.name === name);
    return found === undefined ? [] : [{ kind, lists: found.lists ?? undefined }];
  });
  return {
    id: row.id,
    name: row.name,
    metric: row.metric,
    filterKeys: row.filter_keys,
    storage: row.storage,
    textSearch: row.text_search ?? false,
    active,
    filling: generationOf(false),
    index: kinds[0]?.kind,
    lists: kinds[0]?.lists,
  };
}

/** What a new collection is made of. */
export interface NewCollection {
  readonly name: string;
  readonly space: EmbeddingSpace;
  readonly metric: Metric;
  readonly filterKeys: readonly string[];
  readonly storage: Storage;
  readonly textSearch: string | false;
}

/** Characters of a text that full-text search reads: a tsvector holds at most one mebibyte, and a character takes up to eight bytes of it, for words with hyphens stand in it whole and in parts. */
const searchedCharacters = 100_000;

/** Makes a collection and its table, where it is not there. Runs in a transaction. */
export async function createCollection(session: Session, made: NewCollection): Promise<void> {
  // Must come first, so that whoever makes the same collection at once waits, and then finds it.
  await session.query({
    text: `select pg_advisory_xact_lock(hashtextextended('vector.collections', 0))`,
  });
  const [collection] = await session.query<{ id: number; text_search: string | null }>({
    text: `insert into vector.collections (name, metric, filter_keys, storage, text_search)
      values ($1, $2, $3, $4, $5::regconfig) on conflict (name) do nothing
      returning id, quote_literal(text_search::text) as text_search`,
    values: [
      made.name,
      made.metric,
      made.filterKeys,
      made.storage,
      made.textSearch === false ? null : made.textSearch,
    ],
  });
  if (collection === undefined) return;
  const generation = await insertGeneration(session, collection.id, made.space, true);
  const table = tableOf(collection.id);
  const words =
    collection.text_search === null
      ? ''
      : `words tsvector generated always as (to_tsvector(${collection.text_search}::regconfig, left(text, ${searchedCharacters}))) stored,`;
  await session.query({
    text: `create table ${table} (
      id text collate "C" primary key,
      text text not null,
      metadata jsonb not null,
      content_hash text not null,
      ${words}
      ${vectorColumn(generation)} ${typeOf(made.storage)}(${made.space.dimensions}) not null
    )`,
  });
  if (words !== '') await session.query({ text: `create index on ${table} using gin (words)` });
  for (const [at, key] of made.filterKeys.entries()) {
    const [{ literal } = { literal: '' }] = await session.query<{ literal: string }>({
      text: 'select quote_literal($1::text) as literal',
      values: [key],
    });
    await session.query({
      text: `create index records_${collection.id}_key_${at} on ${table} ((metadata -> ${literal}::text))`,
    });
  }
}

/** Adds a generation's row, and gives back its id. */
async function insertGeneration(
  session: Session,
  collection: number,
  { model, dimensions, normalized }: EmbeddingSpace,
  active: boolean,
): Promise<number> {
  const [row] = await session.query<{ id: number }>({
    text: `insert into vector.generations (collection_id, model, dimensions, normalized, active)
      values ($1, $2, $3, $4, $5) returning id`,
    values: [collection, model, dimensions, normalized, active],
  });
  return row?.id ?? 0;
}

/** Begins to fill a generation. Runs in a transaction. */
export async function createGeneration(
  session: Session,
  { id, storage }: StoredCollection,
  space: EmbeddingSpace,
): Promise<void> {
  const generation = await insertGeneration(session, id, space, false);
  await session.query({
    text: `alter table ${tableOf(id)} add column ${vectorColumn(generation)} ${typeOf(storage)}(${space.dimensions}),
      add column ${hashColumn(generation)} text`,
  });
}

/** Gives up a generation that is being filled. Runs in a transaction. */
export async function dropGeneration(
  session: Session,
  { id }: StoredCollection,
  generation: StoredGeneration,
): Promise<void> {
  await session.query({
    text: 'delete from vector.generations where id = $1 and not active',
    values: [generation.id],
  });
  await session.query({
    text: `alter table ${tableOf(id)} drop column if exists ${vectorColumn(generation.id)}, drop column if exists ${hashColumn(generation.id)}`,
  });
}

/** The table of a collection, and the column of the vectors that are searched. */
export function columnsOf({ id, active }: StoredCollection): {
  readonly table: string;
  readonly vector: string;
} {
  return { table: tableOf(id), vector: vectorColumn(active.id) };
}
