import type { Metadata, UpsertResult, VectorRecord } from '@vector-toolkit/core';
import { storableMetadata, storableText } from '@vector-toolkit/core';
import type { Session } from '../database/database.ts';
import { sqlState } from '../database/store-error.ts';
import type { Server } from '../database/server.ts';
import type { BinaryWriter } from '../encoding/binary-writer.ts';
import { arrayBytes, copyChunks, jsonbOid, textsBytes, vectorsBytes } from '../encoding/binary.ts';
import type { StoredCollection } from '../schema/stored-collection.ts';
import { columnsOf } from '../schema/stored-collection.ts';

/** From so many records on it is asked what is there, so that what is unchanged is not sent and what is new comes by COPY: below, the question costs more than it saves. */
const lookFrom = 200;

/** Whether these are written by one statement, which needs no transaction around it. */
export const isOneStatement = (records: readonly VectorRecord[]): boolean =>
  records.length < lookFrom;

/** Metadata as it is stored. Most is fine as it is: what JSON had to escape by number may hold what no text can. */
function metadataJson(metadata: Metadata): string {
  const json = JSON.stringify(metadata);
  return json.includes('\\u') ? JSON.stringify(storableMetadata(metadata)) : json;
}

function writeRow(
  writer: BinaryWriter,
  { id, text, metadata, contentHash, vector }: VectorRecord,
): void {
  writer.text(id);
  writer.text(storableText(text));
  writer.jsonb(metadataJson(metadata));
  writer.text(contentHash);
  writer.vector(vector);
}

/**
 * Writes records in the session's transaction, or by one statement (`isOneStatement`). Vectors go in binary, for printing and parsing them is most of what an
 * insert costs otherwise. A record whose content hash is the same is not written, which keeps the indexes untouched.
 *
 * @returns undefined where another writer stored one of the new records meanwhile: the transaction must be tried again without COPY
 */
export async function writeRecords(
  session: Session,
  collection: StoredCollection,
  server: Server,
  records: readonly VectorRecord[],
  { copy }: { readonly copy: boolean },
): Promise<UpsertResult | undefined> {
  // Sorted, so that two writers of the same records never wait for each other in a circle.
  const last = [...new Map(records.map((record) => [record.id, record])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const repeated = records.length - last.length;
  const { table, vector } = columnsOf(collection);
  let fresh: VectorRecord[] = [];
  let rest = last;
  let same = 0;
  if (last.length >= lookFrom) {
    const there = new Map(
      (
        await session.query<{ id: string; hash: string }>({
          text: `select id, content_hash as hash from ${table} where id = any($1::text[])`,
          values: [textsBytes(last.map(({ id }) => id))],
        })
      ).map(({ id, hash }) => [id, hash]),
    );
    const differing = last.filter(({ id, contentHash }) => there.get(id) !== contentHash);
    same = last.length - differing.length;
    const isCopied = copy && server.copies && collection.storage === 'float32';
    fresh = differing.filter(({ id }) => isCopied && !there.has(id));
    rest = differing.filter(({ id }) => !isCopied || there.has(id));
    if (fresh.length > 0) {
      try {
        await session.copyIn(
          `copy ${table} (id, text, metadata, content_hash, ${vector}) from stdin (format binary)`,
          copyChunks(fresh, 5, writeRow),
        );
      } catch (error) {
        if (sqlState(error) === '23505') return undefined;
        throw error;
      }
    }
  }
  const { inserted, updated } = await insertOrReplace(session, collection, server, rest);
  return {
    inserted: inserted + fresh.length,
    updated,
    unchanged: repeated + same + rest.length - inserted - updated,
  };
}

/** Records of a statement: while the server writes these, the next are encoded. */
const atOnce = 500;

interface Written {
  readonly inserted: number;
  readonly updated: number;
}

async function insertOrReplace(
  session: Session,
  collection: StoredCollection,
  server: Server,
  records: readonly VectorRecord[],
): Promise<Written> {
  const { table, vector } = columnsOf(collection);
  // xmax is 0 in a row that this statement inserted, and the updating transaction in one that it replaced.
  const text = `with written as (
      insert into ${table} as r (id, text, metadata, content_hash, ${vector})
      select * from unnest($1::text[], $2::text[], $3::jsonb[], $4::text[], $5::vector[])
      on conflict (id) do update set text = excluded.text, metadata = excluded.metadata,
        content_hash = excluded.content_hash, ${vector} = excluded.${vector}
      where r.content_hash is distinct from excluded.content_hash
      returning (r.xmax = 0) as inserted
    ) select count(*) filter (where inserted)::int as inserted, count(*) filter (where not inserted)::int as updated from written`;
  const name = server.prepares
    ? { name: `vector-upsert-${collection.id}-${collection.active.id}` }
    : {};
  let [inserted, updated] = [0, 0];
  let writing: Promise<Written[]> = Promise.resolve([]);
  const written = async (): Promise<void> => {
    for (const one of await writing) {
      inserted += one.inserted;
      updated += one.updated;
    }
  };
  for (let from = 0; from < records.length; from += atOnce) {
    const values = parametersOf(records.slice(from, from + atOnce), server.vectorOid);
    await written();
    writing = session.query<Written>({ ...name, text, values });
    // It is waited for below; should encoding fail meanwhile, its error is not the one to tell.
    writing.catch(() => undefined);
  }
  await written();
  return { inserted, updated };
}

/** An array for each column. */
const parametersOf = (records: readonly VectorRecord[], vectorOid: number): readonly Buffer[] => [
  textsBytes(records.map(({ id }) => id)),
  textsBytes(records.map(({ text }) => storableText(text))),
  arrayBytes(jsonbOid, records, (writer, { metadata }) => writer.jsonb(metadataJson(metadata))),
  textsBytes(records.map(({ contentHash }) => contentHash)),
  vectorsBytes(
    vectorOid,
    records.map(({ vector }) => vector),
  ),
];
