import type { Dense, Filter, Lexical } from '@vector-toolkit/core';
import { storableText } from '@vector-toolkit/core';
import { vectorBytes } from '../encoding/binary.ts';
import type { IndexKind } from '../schema/names.ts';
import { operators } from '../schema/names.ts';
import type { StoredCollection } from '../schema/stored-collection.ts';
import { columnsOf } from '../schema/stored-collection.ts';
import type { Parameters } from './filter-sql.ts';
import { filterSql } from './filter-sql.ts';
import type { Settings } from './tuning.ts';

// Each of these gives a query of the columns id, d (smaller is better) and examined, of at most `limit` rows.

interface Wanted {
  readonly filter: Filter | undefined;
  readonly limit: number;
}

/** What an index gives may carry further columns of the table, for the records are read anyway. */
interface Carried extends Wanted {
  readonly columns: readonly string[];
}

/** The query's vector in the type of the column, worked out once a statement. */
function queryVector(
  { storage, active }: StoredCollection,
  vector: Float32Array,
  parameters: Parameters,
): string {
  const place = `${parameters.add(vectorBytes(vector))}::vector`;
  return storage === 'float32' ? place : `(select ${place}::halfvec(${active.space.dimensions}))`;
}

const where = (filter: Filter | undefined, column: string, parameters: Parameters): string =>
  filter === undefined ? 'true' : filterSql(filter, column, parameters);

/** Compares every record that passes the filter. Materialized, so that no index on vectors leads, and that they can be counted. */
export function denseExact(
  collection: StoredCollection,
  { vector }: Dense,
  { filter, limit }: Wanted,
  parameters: Parameters,
): string {
  const { table, vector: column } = columnsOf(collection);
  const query = queryVector(collection, vector, parameters);
  return `with compared as materialized (
      select id, ${column} ${operators[collection.metric]} ${query} as d from ${table} where ${where(filter, 'metadata', parameters)}
    ) select id, d, (select count(*) from compared) as examined from compared order by d, id limit ${limit}`;
}

/**
 * Reads the index on vectors until enough records pass the filter.
 *
 * The settings are made in the statement itself, by a subquery that the scan depends on: so they hold for this statement
 * alone and take no round trip. The filter stands above a window function, which counts what the index gave; as a `case` it is
 * taken to hold for every other record, so the planner never prefers to sort the whole table. Where nothing is left out,
 * nothing is counted, and `examined` is null: the records found are all that were examined.
 */
export function denseIndexed(
  collection: StoredCollection,
  { vector }: Dense,
  { filter, limit, columns }: Carried,
  parameters: Parameters,
  index: { readonly kind: IndexKind; readonly settings: Settings; readonly oversample: number },
): string {
  const { table, vector: column } = columnsOf(collection);
  const query = queryVector(collection, vector, parameters);
  const { dimensions } = collection.active.space;
  const distance = `${column} ${operators[collection.metric]} ${query}`;
  const made = index.settings.map(
    ([name, value], at) => `set_config('${name}', '${value}', true) as s${at}`,
  );
  const areMade = `${index.settings.map((_, at) => `s.s${at}`).join(' || ')} is not null`;
  const carried = ['id', ...columns].join(', ');
  const walk = (lead: string, also: readonly string[], counts: boolean): string =>
    `select ${[...new Set(['id', ...columns, ...also])].join(', ')}, ${distance} as d${counts ? ', row_number() over () as n' : ''}
        from ${table} where ${areMade} order by ${lead}`;
  const scan = (found: string, examined: string): string =>
    `select ${carried}, d, ${examined} as examined from (select ${made.join(', ')}) s cross join lateral (${found}) found`;
  if (index.kind === 'hnsw-bits') {
    const lead = `binary_quantize(${column})::bit(${dimensions}) <~> binary_quantize(${query})`;
    const found = passing(walk(lead, ['metadata'], true), carried, filter, parameters);
    return `${scan(`${found} limit ${limit * index.oversample}`, 'max(n) over ()')} order by d, id limit ${limit}`;
  }
  if (filter === undefined)
    return scan(`${walk(distance, [], false)} limit ${limit}`, 'null::bigint');
  const found = passing(walk(distance, ['metadata'], true), carried, filter, parameters);
  return scan(`${found} limit ${limit}`, 'n');
}

/** What of a counted walk passes the filter. */
function passing(
  walk: string,
  carried: string,
  filter: Filter | undefined,
  parameters: Parameters,
): string {
  const condition =
    filter === undefined
      ? ''
      : `where case when ${filterSql(filter, 'walked.metadata', parameters)} then true else false end`;
  return `select ${carried}, d, n from (
        ${walk}
      ) walked ${condition}`;
}

/** Characters of a query that full-text search reads: the server takes no more words than its stack and its limit of a query hold. */
const readCharacters = 10_000;

/** Texts with any of the words, by how often and how close together; normalized by the length of the text. */
export function lexical(
  collection: StoredCollection,
  { text }: Lexical,
  { filter, limit }: Wanted,
  parameters: Parameters,
): string {
  const { table } = columnsOf(collection);
  const configuration = `${parameters.add(collection.textSearch)}::regconfig`;
  // A query that wants every word, with its ands made into ors: words come quoted, and none holds a space.
  const query = `replace(plainto_tsquery(${configuration}, ${parameters.add(storableText(text.slice(0, readCharacters)))}::text)::text, ' & ', ' | ')::tsquery`;
  return `select id, -ts_rank(words, q, 1)::float8 as d, null::bigint as examined
    from ${table} cross join (select ${query} as q) wanted
    where words @@ q and ${where(filter, 'metadata', parameters)} order by d, id limit ${limit}`;
}
