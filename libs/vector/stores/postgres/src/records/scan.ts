import type { Filter, Metadata, ScannedRecord } from '@vector-toolkit/core';
import type { Session } from '../database/database.ts';
import type { StoredCollection } from '../schema/stored-collection.ts';
import { columnsOf } from '../schema/stored-collection.ts';
import { parseVector } from '../search/carry-out.ts';
import { filterSql, Parameters } from '../search/filter-sql.ts';

const page = 500;

/** The next page of records after an id, in the order of ids. */
export async function readRecords(
  session: Session,
  collection: StoredCollection,
  {
    filter,
    after,
    vectors,
  }: {
    readonly filter: Filter | undefined;
    readonly after: string | undefined;
    readonly vectors: boolean;
  },
): Promise<ScannedRecord[]> {
  const { table, vector } = columnsOf(collection);
  const parameters = new Parameters();
  const conditions = [
    ...(after === undefined ? [] : [`id > ${parameters.add(after)}::text`]),
    ...(filter === undefined ? [] : [filterSql(filter, 'metadata', parameters)]),
  ];
  const rows = await session.query<{
    id: string;
    text: string;
    metadata: Metadata;
    content_hash: string;
    vector?: string;
  }>({
    text: `select id, text, metadata, content_hash${vectors ? `, ${vector}::text as vector` : ''}
      from ${table} where ${conditions.join(' and ') || 'true'} order by id limit ${page}`,
    values: parameters.values,
  });
  return rows.map(({ id, text, metadata, content_hash, vector: numbers }) => ({
    id,
    text,
    metadata,
    contentHash: content_hash,
    ...(numbers === undefined ? {} : { vector: parseVector(numbers) }),
  }));
}
