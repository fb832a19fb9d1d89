import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import type { EmbeddingSpace } from '../contract/embedder.ts';
import type { VectorRecord } from '../contract/records.ts';
import type { Generation } from '../contract/vector-store.ts';
import { dense, search } from '../search/search.ts';
import type { Check } from './check.ts';
import { randomRecords, randomVector, record, sampleSpace, seeded } from './sample-data.ts';
import type { StoreUnderTest } from './store-under-test.ts';
import { rejectsWith, withCollection } from './store-under-test.ts';

const next: EmbeddingSpace = { model: 'conformance/random@next', dimensions: 24, normalized: true };

const newVector = (id: string): Float32Array =>
  randomVector(next.dimensions, seeded(Number(id.slice(1)) + 1000));

const fill = async (generation: Generation, limit: number): Promise<string[]> => {
  const pending = await generation.pending({ limit });
  await generation.put(
    pending.map(({ id, contentHash }) => ({ id, contentHash, vector: newVector(id) })),
  );
  return pending.map(({ id }) => id);
};

/** What holds for embedding a collection anew. */
export const generationChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'takes a new model into use at once, and not before every record has its vector',
    run: (under) =>
      withCollection(under, async (collection, store) => {
        if (!store.capabilities.generations) return; // A check of claims has it refused.
        const records: VectorRecord[] = randomRecords(30, 21);
        await collection.upsert(records);
        const generation = await collection.generation(next);
        deepStrictEqual(
          await fill(generation, 20),
          records.slice(0, 20).map(({ id }) => id),
        );
        await rejectsWith('VECTOR_GENERATION_INCOMPLETE', generation.activate());
        strictEqual((await collection.info()).space.model, sampleSpace.model);
        const old = records[3]?.vector ?? new Float32Array();
        const before = await collection.search(search(dense(old), { limit: 1 }));
        strictEqual(before.hits[0]?.id, 'r00003');
        await fill(generation, 100);
        await generation.activate();
        deepStrictEqual((await collection.info()).space, next);
        strictEqual(await collection.count(), 30);
        const after = await collection.search(search(dense(newVector('r00017')), { limit: 1 }));
        strictEqual(after.hits[0]?.id, 'r00017');
        await rejectsWith('VECTOR_BAD_VECTOR', collection.search(search(dense(old))));
        await rejectsWith(
          'VECTOR_MODEL_MISMATCH',
          store.open({ name: 'sample', space: sampleSpace }),
        );
        strictEqual(await (await store.open({ name: 'sample', space: next })).count(), 30);
      }),
  },
  {
    name: 'goes on with a generation that was begun, and has only one at a time',
    run: (under) =>
      withCollection(under, async (collection, store) => {
        if (!store.capabilities.generations) return; // A check of claims has it refused.
        await collection.upsert(randomRecords(10, 22));
        await fill(await collection.generation(next), 4);
        const again = await collection.generation(next);
        deepStrictEqual(
          (await again.pending({ limit: 2 })).map(({ id }) => id),
          ['r00004', 'r00005'],
        );
        deepStrictEqual(
          (await again.pending({ limit: 2, after: 'r00007' })).map(({ id }) => id),
          ['r00008', 'r00009'],
        );
        const other = { ...next, model: 'conformance/random@third' };
        await rejectsWith('VECTOR_GENERATION_CONFLICT', collection.generation(other));
        await again.abandon();
        strictEqual((await (await collection.generation(other)).pending({ limit: 20 })).length, 10);
      }),
  },
  {
    name: 'asks again for records that change while a generation is filled',
    run: (under) =>
      withCollection(under, async (collection, store) => {
        if (!store.capabilities.generations) return; // A check of claims has it refused.
        const records = randomRecords(5, 23);
        await collection.upsert(records);
        const generation = await collection.generation(next);
        const [stale] = await generation.pending({ limit: 1 });
        await fill(generation, 10);
        const vector = randomVector(sampleSpace.dimensions, seeded(5));
        await collection.upsert([record('r00000', vector, { text: 'changed' })]);
        await collection.delete(['r00001']);
        deepStrictEqual(
          (await generation.pending({ limit: 10 })).map(({ id, text }) => [id, text]),
          [['r00000', 'changed']],
        );
        if (stale !== undefined) await generation.put([{ ...stale, vector: newVector('r00000') }]);
        await rejectsWith('VECTOR_GENERATION_INCOMPLETE', generation.activate());
        await fill(generation, 10);
        await generation.activate();
        strictEqual(await collection.count(), 4);
        await rejectsWith('VECTOR_GENERATION_CONFLICT', generation.activate());
      }),
  },
];
