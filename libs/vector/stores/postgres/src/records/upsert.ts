import type { UpsertResult, VectorRecord } from '@vector-toolkit/core';
import { storableMetadata, storableText } from '@vector-toolkit/core';
import type { Session } from '../database/database.ts';
import { sqlState } from '../database/store-error.ts';
import type { Server } from '../database/server.ts';
import {
  arrayBytes,
  copyFile,
  jsonbBytes,
  jsonbOid,
  textOid,
  vectorBytes,
} from '../encoding/binary.ts';
import type { StoredCollection } from '../schema/stored-collection.ts';
import { columnsOf } from '../schema/stored-collection.ts';

/** From so many records on it is asked what is there, so that what is unchanged is not sent and what is new comes by COPY: below, the question costs more than it saves. */
const lookFrom = 200;

interface Encoded {
  readonly id: string;
  readonly fields: readonly [
    id: Buffer,
    text: Buffer,
    metadata: Buffer,
    hash: Buffer,
    vector: Buffer,
  ];
}

function encode({ id, text, metadata, contentHash, vector }: VectorRecord): Encoded {
  return {
    id,
    fields: [
      Buffer.from(id),
      Buffer.from(storableText(text)),
      jsonbBytes(storableMetadata(metadata)),
      Buffer.from(contentHash),
      vectorBytes(vector),
    ],
  };
}

/**
 * Writes records in the transaction of the session. Vectors go in binary, for printing and parsing them is most of what an
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
  let fresh: Encoded[] = [];
  let rest: Encoded[];
  let same = 0;
  if (last.length < lookFrom) {
    rest = last.map(encode);
  } else {
    const there = new Map(
      (
        await session.query<{ id: string; hash: string }>({
          text: `select id, content_hash as hash from ${table} where id = any($1::text[])`,
          values: [
            arrayBytes(
              textOid,
              last.map(({ id }) => Buffer.from(id)),
            ),
          ],
        })
      ).map(({ id, hash }) => [id, hash]),
    );
    const differing = last.filter(({ id, contentHash }) => there.get(id) !== contentHash);
    same = last.length - differing.length;
    const isCopied = copy && server.copies && collection.storage === 'float32';
    fresh = differing.filter(({ id }) => isCopied && !there.has(id)).map(encode);
    rest = differing.filter(({ id }) => !isCopied || there.has(id)).map(encode);
    if (fresh.length > 0) {
      try {
        await session.copyIn(
          `copy ${table} (id, text, metadata, content_hash, ${vector}) from stdin (format binary)`,
          [copyFile(fresh.map(({ fields }) => fields))],
        );
      } catch (error) {
        if (sqlState(error) === '23505') return undefined;
        throw error;
      }
    }
  }
  const [{ inserted, updated } = { inserted: 0, updated: 0 }] =
    rest.length === 0
      ? []
      : await session.query<{ inserted: number; updated: number }>({
          ...(server.prepares
            ? { name: `vector-upsert-${collection.id}-${collection.active.id}` }
            : {}),
          // xmax is 0 in a row that this statement inserted, and the updating transaction in one that it replaced.
          text: `with written as (
            insert into ${table} as r (id, text, metadata, content_hash, ${vector})
            select * from unnest($1::text[], $2::text[], $3::jsonb[], $4::text[], $5::vector[])
            on conflict (id) do update set text = excluded.text, metadata = excluded.metadata,
              content_hash = excluded.content_hash, ${vector} = excluded.${vector}
            where r.content_hash is distinct from excluded.content_hash
            returning (r.xmax = 0) as inserted
          ) select count(*) filter (where inserted)::int as inserted, count(*) filter (where not inserted)::int as updated from written`,
          values: [
            arrayBytes(
              textOid,
              rest.map(({ fields }) => fields[0]),
            ),
            arrayBytes(
              textOid,
              rest.map(({ fields }) => fields[1]),
            ),
            arrayBytes(
              jsonbOid,
              rest.map(({ fields }) => fields[2]),
            ),
            arrayBytes(
              textOid,
              rest.map(({ fields }) => fields[3]),
            ),
            arrayBytes(
              server.vectorOid,
              rest.map(({ fields }) => fields[4]),
            ),
          ],
        });
  return {
    inserted: inserted + fresh.length,
    updated,
    unchanged: repeated + same + rest.length - inserted - updated,
  };
}
