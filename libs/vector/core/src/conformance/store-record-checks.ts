import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import type { Collection, ScannedRecord, ScanOptions } from '../contract/vector-store.ts';
import { eq } from '../filter/filter.ts';
import type { Check } from './check.ts';
import { randomRecords, record, sampleSpace } from './sample-data.ts';
import type { StoreUnderTest } from './store-under-test.ts';
import { rejectsWith, withCollection } from './store-under-test.ts';

const axis = (at: number): Float32Array =>
  Float32Array.from({ length: sampleSpace.dimensions }, (_, i) => (i === at ? 1 : 0));

const scanned = async (collection: Collection, options?: ScanOptions): Promise<ScannedRecord[]> => {
  const all: ScannedRecord[] = [];
  for await (const one of collection.scan(options)) all.push(one);
  return all;
};

/** What holds for collections and their records. */
export const recordChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'opens a collection, lists it and drops it',
    run: (under) =>
      withCollection(under, async (collection, store) => {
        await collection.upsert([record('a', axis(0))]);
        const again = await store.open({ name: 'sample', space: sampleSpace });
        strictEqual(await again.count(), 1);
        await store.open({ name: 'other', space: sampleSpace });
        deepStrictEqual(await store.list(), ['other', 'sample']);
        strictEqual(await store.drop('sample'), true);
        strictEqual(await store.drop('sample'), false);
        deepStrictEqual(await store.list(), ['other']);
        await rejectsWith('VECTOR_COLLECTION_MISSING', collection.count());
        strictEqual(await (await store.open({ name: 'sample', space: sampleSpace })).count(), 0);
      }),
  },
  {
    name: 'refuses another model, other dimensions and another metric',
    run: (under) =>
      withCollection(under, async (collection, store) => {
        await collection.upsert([record('a', axis(0))]);
        const others = [
          { ...sampleSpace, model: 'conformance/random@2' },
          { ...sampleSpace, dimensions: 8 },
          { ...sampleSpace, normalized: false },
        ];
        for (const space of others)
          await rejectsWith('VECTOR_MODEL_MISMATCH', store.open({ name: 'sample', space }));
        for (const metric of store.capabilities.metrics)
          if (metric !== 'cosine')
            await rejectsWith(
              'VECTOR_MODEL_MISMATCH',
              store.open({ name: 'sample', space: sampleSpace, metric }),
            );
        strictEqual(await collection.count(), 1);
      }),
  },
  {
    name: 'refuses names that cannot be kept',
    run: (under) =>
      withCollection(under, async (_collection, store) => {
        for (const name of ['', 'Upper', '1st', 'a b', `a'; drop table x; --`, 'a'.repeat(49)])
          await rejectsWith('VECTOR_BAD_OPTION', store.open({ name, space: sampleSpace }));
      }),
  },
  {
    name: 'counts what an upsert inserts, updates and leaves alone',
    run: (under) =>
      withCollection(under, async (collection) => {
        const [a, b] = [record('a', axis(0)), record('b', axis(1))];
        deepStrictEqual(await collection.upsert([a, b]), { inserted: 2, updated: 0, unchanged: 0 });
        const changed = record('b', axis(2), { text: 'new', metadata: { x: 1 } });
        deepStrictEqual(await collection.upsert([a, changed, record('c', axis(3))]), {
          inserted: 1,
          updated: 1,
          unchanged: 1,
        });
        deepStrictEqual(await collection.upsert([]), { inserted: 0, updated: 0, unchanged: 0 });
        const [, second] = await scanned(collection, { vectors: true });
        strictEqual(second?.text, 'new');
        deepStrictEqual(second.metadata, { x: 1 });
        strictEqual(second.vector?.[2], 1);
      }),
  },
  {
    name: 'keeps the last of two records of one id in an upsert',
    run: (under) =>
      withCollection(under, async (collection) => {
        const result = await collection.upsert([
          record('a', axis(0), { text: 'first' }),
          record('a', axis(1), { text: 'last' }),
        ]);
        deepStrictEqual(result, { inserted: 1, updated: 0, unchanged: 1 });
        deepStrictEqual(
          (await scanned(collection)).map(({ text }) => text),
          ['last'],
        );
      }),
  },
  {
    name: 'writes all records of an upsert or none',
    run: (under) =>
      withCollection(under, async (collection) => {
        const good = record('good', axis(0));
        await rejectsWith(
          'VECTOR_BAD_VECTOR',
          collection.upsert([good, record('short', new Float32Array(3).fill(1))]),
        );
        await rejectsWith(
          'VECTOR_BAD_VECTOR',
          collection.upsert([good, record('nan', axis(0).fill(Number.NaN))]),
        );
        await rejectsWith(
          'VECTOR_BAD_VECTOR',
          collection.upsert([good, record('zero', new Float32Array(sampleSpace.dimensions))]),
        );
        await rejectsWith('VECTOR_BAD_RECORD', collection.upsert([good, record('', axis(0))]));
        await rejectsWith(
          'VECTOR_BAD_RECORD',
          collection.upsert([good, record('x', axis(0), { metadata: { bad: Number.NaN } })]),
        );
        strictEqual(await collection.count(), 0);
      }),
  },
  {
    name: 'gives back what it was given',
    run: (under) =>
      withCollection(under, async (collection) => {
        const tolerance = under.tolerance ?? 1e-5;
        const given = randomRecords(50, 7);
        await collection.upsert(given);
        const found = await scanned(collection, { vectors: true });
        strictEqual(found.length, 50);
        found.forEach((one, at) => {
          const { vector = new Float32Array(), ...rest } = one;
          const { vector: original, ...expected } = given[at] ?? record('', axis(0));
          deepStrictEqual(rest, expected);
          ok(
            vector.every((value, i) => Math.abs(value - (original[i] ?? 0)) <= tolerance),
            `vector of ${one.id} is what was stored`,
          );
        });
      }),
  },
  {
    name: 'keeps every kind of text',
    run: (under) =>
      withCollection(under, async (collection) => {
        const texts = [
          '',
          '   ',
          `'; drop table records; -- "\\ $1 %s`,
          '日本語 emoji 👩‍👩‍👧 ﷽ \u202e',
          'x'.repeat(1_000_000),
          'lone \ud800 surrogate',
          'NUL \0 inside',
        ];
        await collection.upsert(
          texts.map((text, at) => record(`t${at}`, axis(0), { text, metadata: { text } })),
        );
        const expected = [...texts.slice(0, 5), 'lone \ufffd surrogate', 'NUL \ufffd inside'];
        const found = await scanned(collection);
        deepStrictEqual(
          found.map(({ text }) => text),
          expected,
        );
        deepStrictEqual(
          found.map(({ metadata }) => metadata.text),
          expected,
        );
        for (const text of texts)
          strictEqual(
            await collection.count(eq('text', text)),
            1,
            `"${text.slice(0, 20)}" is found`,
          );
      }),
  },
  {
    name: 'knows the content hashes of what is there',
    run: (under) =>
      withCollection(under, async (collection) => {
        const [a, b] = [record('a', axis(0)), record('b', axis(1))];
        await collection.upsert([a, b]);
        deepStrictEqual(
          new Map(await collection.hashes(['b', 'missing'])),
          new Map([['b', b.contentHash]]),
        );
        strictEqual((await collection.hashes([])).size, 0);
      }),
  },
  {
    name: 'deletes by ids and by filter',
    run: (under) =>
      withCollection(under, async (collection) => {
        await collection.upsert(randomRecords(30, 1));
        strictEqual(await collection.delete(['r00000', 'r00001', 'r00001', 'missing']), 2);
        strictEqual(await collection.delete(eq('group', 'g2')), 3);
        strictEqual(await collection.delete([]), 0);
        strictEqual(await collection.count(), 25);
        strictEqual(await collection.count(eq('group', 'g2')), 0);
      }),
  },
  {
    name: 'scans in the order of ids, from where it is told to',
    run: (under) =>
      withCollection(under, async (collection) => {
        const ids = ['Z', 'a', 'a!', 'aa', 'é', '\uffee', '😀'];
        await collection.upsert(ids.toReversed().map((id) => record(id, axis(0))));
        deepStrictEqual(
          (await scanned(collection)).map(({ id }) => id),
          ids,
        );
        const rest = await scanned(collection, { after: 'aa' });
        deepStrictEqual(
          rest.map(({ id }) => id),
          ids.slice(4),
        );
        ok(!('vector' in (rest[0] ?? {})), 'vectors come only when asked for');
      }),
  },
  {
    name: 'scans more records than a store reads at once, each once',
    run: (under) =>
      withCollection(under, async (collection) => {
        const ids = randomRecords(2500, 17).map(({ id }) => id);
        await collection.upsert(ids.toReversed().map((id) => record(id, axis(0))));
        deepStrictEqual(
          (await scanned(collection)).map(({ id }) => id),
          ids,
        );
        const rest = await scanned(collection, { after: 'r00999' });
        deepStrictEqual(
          rest.map(({ id }) => id),
          ids.slice(1000),
        );
      }),
  },
  {
    name: 'holds one record an id under upserts at the same time',
    run: (under) =>
      withCollection(under, async (collection) => {
        const forms = Array.from({ length: 8 }, (_, form) =>
          Array.from({ length: 40 }, (_unused, n) =>
            record(`r${n}`, axis(form), { text: `form ${form}` }),
          ),
        );
        await Promise.all(
          forms.map((records, form) =>
            collection.upsert(form % 2 === 0 ? records : records.toReversed()),
          ),
        );
        const found = await scanned(collection, { vectors: true });
        strictEqual(found.length, 40);
        for (const { text, vector } of found)
          strictEqual(vector?.[Number(text.slice(-1))], 1, 'text and vector are of one form');
      }),
  },
];
