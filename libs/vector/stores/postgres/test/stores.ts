import type { StoreUnderTest } from '@vector-toolkit/core/conformance';
import type { IndexOptions, PostgresCollection, PostgresStore } from '../src/index.ts';
import { postgresStore } from '../src/index.ts';
import type { TestDatabase } from './servers.ts';

/** A kind of store under test: on one database for the whole suite, emptied for each check. */
export function storeOn(
  database: () => TestDatabase,
  options: {
    /** Every collection has this index from its beginning, and every search goes by it. */
    readonly index?: IndexOptions;
    readonly recall?: number;
    readonly storage?: 'float32' | 'float16';
    readonly tolerance?: number;
  } = {},
): StoreUnderTest {
  const { index, storage = 'float32' } = options;
  return {
    recall: options.recall ?? 1,
    tolerance: options.tolerance ?? 1e-5,
    create: async () => {
      const { pool } = database();
      const plain = postgresStore({ pool });
      for (const name of await plain.list()) await plain.drop(name);
      const store: PostgresStore = {
        ...plain,
        open: async (definition) => {
          const collection = await plain.open({ ...definition, storage });
          return index === undefined ? collection : indexed(collection, index);
        },
      };
      return { store, close: () => Promise.resolve() };
    },
  };
}

async function indexed(
  collection: PostgresCollection,
  index: IndexOptions,
): Promise<PostgresCollection> {
  await collection.buildIndex(index);
  const search = collection.search.bind(collection);
  collection.search = (one) =>
    search(one, { plan: 'index', efSearch: 200, probes: 100, oversample: 40 });
  return collection;
}
