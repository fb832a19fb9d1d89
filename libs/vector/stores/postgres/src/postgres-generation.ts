import type { EmbeddingSpace, Generation } from '@vector-toolkit/core';
import { checkVector, VectorError } from '@vector-toolkit/core';
import type { Database } from './database/database.ts';
import type { Server } from './database/server.ts';
import { checkComparable } from './records/check-storable.ts';
import { textsBytes, vectorsBytes } from './encoding/binary.ts';
import { buildIndex } from './index-build/build-index.ts';
import { hashColumn, tableOf, vectorColumn } from './schema/names.ts';
import type { StoredCollection, StoredGeneration } from './schema/stored-collection.ts';
import { createGeneration, dropGeneration, loadCollection } from './schema/stored-collection.ts';

interface Surroundings {
  readonly database: Database;
  readonly server: Server;
  /** Makes the collection take over its new state. */
  readonly reload: () => Promise<void>;
}

/** Begins a generation of a space, or goes on with it. Throws `VECTOR_GENERATION_CONFLICT` where another space's is under way. */
export async function beginGeneration(
  around: Surroundings,
  collection: StoredCollection,
  space: EmbeddingSpace,
): Promise<Generation> {
  const { database } = around;
  const now = await database.transaction(async (session) => {
    // Whoever begins a generation of the same collection at once waits, and then finds it.
    await session.query({
      text: 'select 1 from vector.collections where id = $1 for update',
      values: [collection.id],
    });
    const before = await loadCollection(session, collection.name);
    if (before !== undefined && before.filling === undefined)
      await createGeneration(session, before, space);
    return loadCollection(session, collection.name);
  });
  const filling = now?.filling;
  if (now === undefined || filling === undefined)
    throw new VectorError(
      'VECTOR_COLLECTION_MISSING',
      `Collection "${collection.name}" was dropped; open it again to make it anew.`,
    );
  if (JSON.stringify(filling.space) !== JSON.stringify(sorted(space)))
    throw new VectorError(
      'VECTOR_GENERATION_CONFLICT',
      `Collection "${now.name}" is being embedded anew with ${filling.space.model}; activate or abandon that generation before one of ${space.model}.`,
    );
  return new PostgresGeneration(around, now, filling);
}

const sorted = ({ model, dimensions, normalized }: EmbeddingSpace): EmbeddingSpace => ({
  model,
  dimensions,
  normalized,
});

class PostgresGeneration implements Generation {
  readonly space: EmbeddingSpace;
  readonly #around: Surroundings;
  readonly #collection: StoredCollection;
  readonly #generation: StoredGeneration;
  #isOpen = true;

  constructor(around: Surroundings, collection: StoredCollection, generation: StoredGeneration) {
    this.space = generation.space;
    this.#around = around;
    this.#collection = collection;
    this.#generation = generation;
  }

  async pending({
    limit,
    after,
  }: {
    readonly limit: number;
    readonly after?: string | undefined;
  }): Promise<readonly { id: string; text: string; contentHash: string }[]> {
    this.#mustBeOpen();
    const { table, hash } = this.#names();
    return this.#around.database.session((session) =>
      session.query<{ id: string; text: string; contentHash: string }>({
        text: `select id, text, content_hash as "contentHash" from ${table}
          where ${hash} is distinct from content_hash and ($1::text is null or id > $1) order by id limit $2`,
        values: [after ?? null, limit],
      }),
    );
  }

  async put(
    vectors: readonly {
      readonly id: string;
      readonly contentHash: string;
      readonly vector: Float32Array;
    }[],
  ): Promise<void> {
    this.#mustBeOpen();
    for (const { id, vector } of vectors) {
      checkVector(vector, this.space.dimensions, `record "${id}"`, this.#collection.metric);
      checkComparable(vector, this.#collection, `record "${id}"`);
    }
    const { table, vector, hash } = this.#names();
    await this.#around.database.session((session) =>
      session.query({
        // Only where the record is still what the vector was made of.
        text: `update ${table} r set ${vector} = u.v, ${hash} = u.h
          from unnest($1::text[], $2::text[], $3::vector[]) u (id, h, v) where r.id = u.id and r.content_hash = u.h`,
        values: [
          textsBytes(vectors.map(({ id }) => id)),
          textsBytes(vectors.map(({ contentHash }) => contentHash)),
          vectorsBytes(
            this.#around.server.vectorOid,
            vectors.map(({ vector: one }) => one),
          ),
        ],
      }),
    );
  }

  async activate(): Promise<void> {
    this.#mustBeOpen();
    await this.#mustBeComplete();
    const { database, server } = this.#around;
    const { index } = this.#collection;
    // Before the switch, so that no search in the new space has to do without.
    if (index !== undefined)
      await buildIndex(
        database,
        server,
        this.#collection,
        this.#generation,
        index === 'ivfflat'
          ? { kind: 'ivfflat' }
          : { kind: 'hnsw', quantize: index === 'hnsw' ? 'none' : 'binary' },
        {},
      );
    const { table, vector, hash } = this.#names();
    await database.transaction(async (session) => {
      // No record may be written between the last look and the switch.
      await session.query({ text: `lock table ${table} in share row exclusive mode` });
      await this.#mustBeComplete((text) => session.query<{ pending: number }>({ text }));
      const old = this.#collection.active.id;
      await session.query({
        text: 'delete from vector.generations where id = $1 and active',
        values: [old],
      });
      await session.query({
        text: 'update vector.generations set active = true where id = $1',
        values: [this.#generation.id],
      });
      await session.query({
        text: `alter table ${table} alter column ${vector} set not null, drop column ${hash}, drop column ${vectorColumn(old)}`,
      });
    });
    this.#isOpen = false;
    await this.#around.reload();
  }

  async abandon(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#around.database.transaction((session) =>
      dropGeneration(session, this.#collection, this.#generation),
    );
  }

  #names(): { readonly table: string; readonly vector: string; readonly hash: string } {
    return {
      table: tableOf(this.#collection.id),
      vector: vectorColumn(this.#generation.id),
      hash: hashColumn(this.#generation.id),
    };
  }

  async #mustBeComplete(
    query: (text: string) => Promise<{ readonly pending: number }[]> = (text) =>
      this.#around.database.session((session) => session.query({ text })),
  ): Promise<void> {
    const { table, hash } = this.#names();
    const [{ pending } = { pending: 0 }] = await query(
      `select count(*)::int as pending from ${table} where ${hash} is distinct from content_hash`,
    );
    if (pending > 0)
      throw new VectorError(
        'VECTOR_GENERATION_INCOMPLETE',
        `${pending} records of "${this.#collection.name}" have no vector of ${this.space.model} yet; go on until \`pending\` gives none.`,
      );
  }

  #mustBeOpen(): void {
    if (this.#isOpen) return;
    throw new VectorError(
      'VECTOR_GENERATION_CONFLICT',
      `This generation of "${this.#collection.name}" was activated or abandoned; begin another.`,
    );
  }
}
