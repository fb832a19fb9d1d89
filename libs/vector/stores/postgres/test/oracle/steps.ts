import type { Filter, Metric, Search, VectorRecord } from '@vector-toolkit/core';
import { dense, hybrid, search } from '@vector-toolkit/core';
import fc from 'fast-check';
import { filter, metadata, text } from './hostile-values.ts';

/** One thing that is done to a collection. */
export type Step =
  | { readonly do: 'upsert'; readonly records: readonly VectorRecord[] }
  | { readonly do: 'delete'; readonly which: readonly string[] | Filter }
  | { readonly do: 'search'; readonly search: Search }
  | { readonly do: 'count'; readonly filter: Filter | undefined }
  | {
      readonly do: 'scan';
      readonly filter: Filter | undefined;
      readonly after: string | undefined;
    }
  | { readonly do: 'hashes'; readonly ids: readonly string[] };

export const dimensions = 3;

// Whole numbers, so that inner products and distances are the same in every arithmetic, and ties are ties.
const vector = fc
  .array(fc.integer({ min: -3, max: 3 }), { minLength: dimensions, maxLength: dimensions })
  .map((numbers) => Float32Array.from(numbers));

const id = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('a', 'b', 'B', 'c', 'd', 'é', `o'hara`, '\uffff', '\u{10000}'),
  },
  { weight: 1, arbitrary: text },
);

const record: fc.Arbitrary<VectorRecord> = fc.record({ id, vector, text, metadata }).map((one) => ({
  ...one,
  contentHash: JSON.stringify([one.text, one.metadata, [...one.vector]]),
}));

const some = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(arbitrary, { nil: undefined });

/** By cosine nothing depends on which of two equal scores comes first: no fusion, and no minimum that a score can be equal to. */
const searches = (metric: Metric): fc.Arbitrary<Search> =>
  fc
    .record({
      parts: fc.array(
        fc.record({ rank: vector.map(dense), weight: fc.integer({ min: 1, max: 3 }) }),
        {
          minLength: 1,
          maxLength: 2,
        },
      ),
      isHybrid: metric === 'cosine' ? fc.constant(false) : fc.boolean(),
      depth: fc.integer({ min: 6, max: 12 }),
      limit: fc.integer({ min: 1, max: 6 }),
      minScore: some(
        metric === 'cosine'
          ? fc.constantFrom(-0.51, 0.0123, 0.71)
          : fc.integer({ min: -4, max: 4 }),
      ),
      filter: some(filter),
    })
    .map(({ parts, isHybrid, depth, limit, minScore, filter: passing }) =>
      search(isHybrid ? hybrid(parts, { depth }) : (parts[0]?.rank ?? dense(new Float32Array())), {
        limit,
        filter: passing,
        minScore: isHybrid ? undefined : minScore,
        select: { vector: true },
      }),
    );

/** What is done one after the other; it begins with records, for an empty collection says little. */
export const steps = (metric: Metric): fc.Arbitrary<readonly Step[]> =>
  fc
    .tuple(
      fc.array(record, { maxLength: 8 }),
      fc.array(
        fc.oneof(
          {
            weight: 2,
            arbitrary: fc.record({
              do: fc.constant('upsert' as const),
              records: fc.array(record, { maxLength: 4 }),
            }),
          },
          {
            weight: 1,
            arbitrary: fc.record({
              do: fc.constant('delete' as const),
              which: fc.oneof(fc.array(id, { maxLength: 3 }), filter),
            }),
          },
          {
            weight: 4,
            arbitrary: fc.record({ do: fc.constant('search' as const), search: searches(metric) }),
          },
          {
            weight: 2,
            arbitrary: fc.record({ do: fc.constant('count' as const), filter: some(filter) }),
          },
          {
            weight: 1,
            arbitrary: fc.record({
              do: fc.constant('scan' as const),
              filter: some(filter),
              after: some(id),
            }),
          },
          {
            weight: 1,
            arbitrary: fc.record({
              do: fc.constant('hashes' as const),
              ids: fc.array(id, { maxLength: 3 }),
            }),
          },
        ),
        { minLength: 1, maxLength: 8 },
      ),
    )
    .map(([records, more]): readonly Step[] => [{ do: 'upsert', records }, ...more]);
