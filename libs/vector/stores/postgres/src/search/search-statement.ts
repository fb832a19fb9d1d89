import type { Dense, Lexical, Search } from '@vector-toolkit/core';
import { createHash } from 'node:crypto';
import type { Statement } from '../database/database.ts';
import { scoreSql } from '../schema/names.ts';
import type { StoredCollection } from '../schema/stored-collection.ts';
import { columnsOf } from '../schema/stored-collection.ts';
import { Parameters } from './filter-sql.ts';
import { denseExact, denseIndexed, lexical } from './rank-sql.ts';
import type { Settings } from './tuning.ts';

/** How dense parts of a search find their records. */
export type Way =
  | { readonly name: 'exact' }
  | {
      readonly name: 'index';
      readonly kind: 'hnsw' | 'hnsw-bits' | 'ivfflat';
      readonly settings: Settings;
      readonly oversample: number;
    };

/** A row of a search's answer. */
export interface FoundRow {
  readonly id: string;
  readonly score: number;
  /** Records that were examined up to this one, or in all; absent where they are those that were found, null where nobody knows. */
  readonly examined?: string | null;
  /** Hybrid: how many records each part found, in every row. */
  readonly found?: readonly number[];
  readonly text?: string;
  readonly metadata?: Readonly<
    Record<string, string | number | boolean | (string | number | boolean)[]>
  >;
  readonly vector?: string;
}

/** Statements that are prepared at most, a connection. */
const mostNames = 200;
const names = new Map<string, string>();

/** The name that a statement is prepared under; undefined where there are too many already. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = `vector-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
  names.set(text, name);
  return name;
}

/** One more than the limit is asked for, and than the depth of a fusion: whether it comes says whether there is more. */
export function searchStatement(
  collection: StoredCollection,
  { rank, filter, limit, select }: Search,
  way: Way,
  { prepares }: { readonly prepares: boolean },
): Statement {
  const parameters = new Parameters(collection.filterKeys);
  const { table, vector } = columnsOf(collection);
  // A column of the table, and how it is selected.
  const fields: readonly { readonly column: string; readonly as: string }[] = [
    ...(select.text ? [{ column: 'text', as: 'text' }] : []),
    ...(select.metadata ? [{ column: 'metadata', as: 'metadata' }] : []),
    ...(select.vector ? [{ column: vector, as: `${vector}::text as vector` }] : []),
  ];
  const part = (one: Dense | Lexical, most: number, columns: readonly string[]): string => {
    const wanted = { filter, limit: most };
    if (one.kind === 'lexical') return lexical(collection, one, wanted, parameters);
    return way.name === 'exact'
      ? denseExact(collection, one, wanted, parameters)
      : denseIndexed(collection, one, { ...wanted, columns }, parameters, way);
  };
  const selected = fields.map(({ as }) => `, r.${as}`).join('');
  const join = selected === '' ? '' : `join ${table} r on r.id = f.id`;
  let text: string;
  if (rank.kind === 'hybrid') {
    const parts = rank.parts.map(
      ({ rank: one }, at) =>
        `p${at} as materialized (select id, row_number() over (order by d, id) as place, examined from (${part(one, rank.depth + 1, [])}) x)`,
    );
    const votes = rank.parts.map(
      ({ weight }, at) =>
        `select id, ${parameters.add(weight)}::float8 / (${parameters.add(rank.k)}::float8 + place) as vote from p${at} where place <= ${rank.depth}`,
    );
    const counts = rank.parts.map((_, at) => `(select count(*)::int from p${at})`);
    const examined = rank.parts.map(({ rank: one }, at) =>
      one.kind === 'lexical'
        ? 'null::bigint'
        : `(select coalesce(max(examined), count(*)) from p${at})`,
    );
    text = `with ${parts.join(', ')}
      select f.id, f.score, greatest(${examined.join(', ')}) as examined, array[${counts.join(', ')}] as found${selected}
      from (select id, sum(vote) as score from (${votes.join(' union all ')}) v group by id order by score desc, id limit ${limit + 1}) f ${join}
      order by f.score desc, f.id`;
  } else if (rank.kind === 'dense' && way.name === 'index') {
    const score = scoreSql(collection.metric, 'd');
    const columns = fields.map(({ column }) => column);
    // What is not counted need not be sent.
    const examined = filter === undefined && way.kind !== 'hnsw-bits' ? '' : ', examined';
    text = `select id, ${score} as score${examined}${fields.map(({ as }) => `, ${as}`).join('')}
      from (${part(rank, limit + 1, columns)}) f order by d, id`;
  } else {
    const score = rank.kind === 'dense' ? scoreSql(collection.metric, 'f.d') : '-f.d';
    text = `select f.id, ${score} as score, f.examined${selected}
      from (${part(rank, limit + 1, [])}) f ${join} order by f.d, f.id`;
  }
  // Prepared once a connection. A filter has so many shapes that not all of them can be kept.
  const name = prepares ? nameOf(text) : undefined;
  return { text, values: parameters.values, ...(name === undefined ? {} : { name }) };
}
