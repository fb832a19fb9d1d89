import type { Metric } from '../contract/vector-store.ts';
import { dense, hybrid, lexical, search } from '../search/search.ts';
import type { Check } from './check.ts';
import { randomVector, sampleSpace, seeded } from './sample-data.ts';
import type { StoreUnderTest } from './store-under-test.ts';
import { rejectsWith, withCollection } from './store-under-test.ts';

const unclaimed = 'VECTOR_NOT_SUPPORTED';
const metrics: readonly Metric[] = ['cosine', 'dot', 'l2'];

/** What holds for that which a store's capabilities do not claim: it is refused, not done badly. */
export const claimChecks: readonly Check<StoreUnderTest>[] = [
  {
    name: 'refuses metrics and dimensions that it does not claim',
    run: (under) =>
      withCollection(under, async (_collection, store) => {
        const { capabilities } = store;
        for (const metric of metrics)
          if (!capabilities.metrics.includes(metric))
            await rejectsWith(unclaimed, store.open({ name: metric, space: sampleSpace, metric }));
        const dimensions = capabilities.maxDimensions + 1;
        await rejectsWith(
          unclaimed,
          store.open({ name: 'too-wide', space: { ...sampleSpace, dimensions } }),
        );
      }),
  },
  {
    name: 'refuses searches and generations that it does not claim',
    run: (under) =>
      withCollection(under, async (collection, { capabilities }) => {
        const vector = dense(randomVector(sampleSpace.dimensions, seeded(1)));
        if (!capabilities.lexical)
          await rejectsWith(unclaimed, collection.search(search(lexical('word'))));
        if (!capabilities.hybrid)
          await rejectsWith(unclaimed, collection.search(search(hybrid([vector]))));
        if (!capabilities.generations)
          await rejectsWith(
            unclaimed,
            collection.generation({ ...sampleSpace, model: 'conformance/random@next' }),
          );
      }),
  },
];
