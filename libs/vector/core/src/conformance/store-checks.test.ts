import { describe, expect, it } from 'vitest';
import type { VectorRecord } from '../contract/records.ts';
import type {
  Collection,
  ScannedRecord,
  SearchResult,
  StoreCapabilities,
  VectorStore,
} from '../contract/vector-store.ts';
import { checkDefinition } from '../contract/check-record.ts';
import { VectorError } from '../errors.ts';
import { memoryStore } from '../memory/memory-store.ts';
import { checkSearch } from '../search/check-search.ts';
import { storeChecks } from './index.ts';

type Wrap = (collection: Collection, store: VectorStore) => Partial<Collection>;

/** The store in memory with something wrong in its collections. */
function broken(wrap: Wrap, wrapStore: (store: VectorStore) => Partial<VectorStore> = () => ({})) {
  const store = memoryStore();
  const methods = (collection: Collection): Collection => ({
    info: () => collection.info(),
    upsert: (records) => collection.upsert(records),
    hashes: (ids) => collection.hashes(ids),
    search: (one) => collection.search(one),
    delete: (which) => collection.delete(which),
    scan: (options) => collection.scan(options),
    count: (filter) => collection.count(filter),
    generation: (space) => collection.generation(space),
  });
  const sabotaged: VectorStore = {
    ...store,
    open: async (definition) => {
      const collection = methods(await store.open(definition));
      return { ...collection, ...wrap(collection, store) };
    },
  };
  return { ...sabotaged, ...wrapStore(sabotaged) };
}

const searching =
  (change: (result: SearchResult) => SearchResult): Wrap =>
  (collection) => ({
    search: async (one) => change(await collection.search(one)),
  });
const upserting =
  (change: (record: VectorRecord) => VectorRecord): Wrap =>
  (collection) => ({
    upsert: (records) => collection.upsert(records.map(change)),
  });

/** For each check a store that is wrong in just what the check is about. */
const sabotage: Record<string, () => VectorStore> = {
  'opens a collection, lists it and drops it': () =>
    broken(
      () => ({}),
      (store) => ({ list: async () => [...(await store.list())].reverse() }),
    ),
  'refuses another model, other dimensions and another metric': () => {
    const spaces = new Map<string, Collection>();
    return broken(
      () => ({}),
      (store) => ({
        open: async (definition) => {
          const there = spaces.get(definition.name) ?? (await store.open(definition));
          spaces.set(definition.name, there);
          return there;
        },
      }),
    );
  },
  'refuses names that cannot be kept': () =>
    broken(
      () => ({}),
      (store) => ({ open: (definition) => store.open({ ...definition, name: 'fine' }) }),
    ),
  'counts what an upsert inserts, updates and leaves alone': () =>
    broken((collection) => ({
      upsert: async (records) => {
        const { inserted, updated, unchanged } = await collection.upsert(records);
        return { inserted: inserted + updated, updated: 0, unchanged };
      },
    })),
  'keeps the last of two records of one id in an upsert': () =>
    broken((collection) => ({ upsert: (records) => collection.upsert(records.toReversed()) })),
  'writes all records of an upsert or none': () =>
    broken((collection) => ({
      upsert: async (records) => {
        const sum = { inserted: 0, updated: 0, unchanged: 0 };
        for (const record of records) sum.inserted += (await collection.upsert([record])).inserted;
        return sum;
      },
    })),
  'gives back what it was given': () =>
    broken(upserting((record) => ({ ...record, vector: record.vector.map((value) => value / 2) }))),
  'keeps every kind of text': () =>
    broken(upserting((record) => ({ ...record, text: record.text.trim() }))),
  'knows the content hashes of what is there': () =>
    broken(() => ({ hashes: (ids) => Promise.resolve(new Map(ids.map((id) => [id, 'x']))) })),
  'deletes by ids and by filter': () =>
    broken((collection) => ({
      delete: async (which) =>
        'op' in which ? collection.delete(which) : (await collection.delete(which)) && which.length,
    })),
  'scans in the order of ids, from where it is told to': () =>
    broken((collection) => ({
      scan: async function* (options) {
        const all: ScannedRecord[] = [];
        for await (const one of collection.scan(options)) all.push(one);
        yield* all.sort((a, b) => (a.id < b.id ? -1 : 1));
      },
    })),
  'scans more records than a store reads at once, each once': () =>
    // As pages do that begin with the last record of the one before.
    broken((collection) => ({
      scan: async function* (options) {
        let at = 0;
        for await (const one of collection.scan(options)) {
          yield one;
          if (++at % 1000 === 0) yield one;
        }
      },
    })),
  'holds one record an id under upserts at the same time': () =>
    broken((collection) => ({
      upsert: async (records) => {
        const result = await collection.upsert(records);
        // Writes texts a turn later than vectors.
        await Promise.resolve();
        await collection.upsert(
          records.map((record, at) => ({
            ...record,
            text: records[0]?.text ?? '',
            vector: record.vector.map((_, i) => (at % 7 === i ? 1 : 0)),
            contentHash: `${record.contentHash}!`,
          })),
        );
        return result;
      },
    })),
  'finds the nearest by cosine, best first, with true scores': () =>
    broken(searching((result) => ({ ...result, hits: result.hits.toReversed() }))),
  'finds the nearest by dot, best first, with true scores': () =>
    broken(
      searching(({ hits, ...rest }) => ({
        ...rest,
        hits: hits.map((hit) => ({ ...hit, score: -hit.score })),
      })),
    ),
  'finds the nearest by l2, best first, with true scores': () =>
    broken(
      searching(({ hits, ...rest }) => ({
        ...rest,
        hits: hits.map((hit) => ({ ...hit, score: hit.score ** 2 })),
      })),
    ),
  'orders equal scores by id': () =>
    broken(
      searching(({ hits, ...rest }) => ({
        ...rest,
        hits: hits.toSorted((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1)),
      })),
    ),
  'filters as the words of each filter say': () =>
    broken((collection) => ({
      count: (filter) => (filter?.op === 'not' ? Promise.resolve(0) : collection.count(filter)),
    })),
  'never returns fewer than were asked for while more match a filter': () =>
    // What an index does that filters after the fact: the best few of all, then those that pass.
    broken((collection) => ({
      search: async (one) => {
        const { filter, ...unfiltered } = one;
        const all = await collection.search({ ...unfiltered, limit: one.limit * 4 });
        const passing = await collection.search({ ...one, limit: 10_000 });
        const passes = new Set(passing.hits.map(({ id }) => id));
        return {
          ...all,
          hits: all.hits
            .filter(({ id }) => filter === undefined || passes.has(id))
            .slice(0, one.limit),
        };
      },
    })),
  'leaves out what scores too little, and says when that was all': () =>
    broken(searching((result) => ({ ...result, exhausted: false }))),
  'gives the fields that a search selects': () =>
    broken(
      searching(({ hits, ...rest }) => ({
        ...rest,
        hits: hits.map((hit) => ({ text: 'always', ...hit })),
      })),
    ),
  'finds texts by their words': () =>
    broken((collection) => ({
      search: (one) =>
        one.rank.kind === 'lexical' && one.rank.text.includes(' ')
          ? // As a query that wants every word does.
            collection.search({ ...one, minScore: 2 })
          : collection.search(one),
    })),
  'fuses rankings by reciprocal rank': () =>
    broken((collection) => ({
      search: (one) =>
        collection.search(
          one.rank.kind === 'hybrid'
            ? {
                ...one,
                rank: {
                  ...one.rank,
                  parts: one.rank.parts.map((part) => ({ ...part, weight: 1 })),
                },
              }
            : one,
        ),
    })),
  'refuses searches that mean nothing': () =>
    broken((collection) => ({
      search: (one) => collection.search({ ...one, limit: Math.max(1, one.limit || 1) }),
    })),
  'answers while records are deleted': () =>
    broken((collection) => ({
      delete: (which) => ('op' in which ? collection.delete(which) : Promise.resolve(0)),
    })),
  'takes a new model into use at once, and not before every record has its vector': () =>
    broken((collection) => ({
      generation: async (space) => {
        const generation = await collection.generation(space);
        return {
          space,
          pending: (options) => generation.pending(options),
          put: (vectors) => generation.put(vectors),
          abandon: () => generation.abandon(),
          activate: () => generation.activate().catch(() => undefined),
        };
      },
    })),
  'goes on with a generation that was begun, and has only one at a time': () =>
    broken((collection) => ({
      generation: async (space) => {
        await (await collection.generation(space)).abandon();
        return collection.generation(space);
      },
    })),
  'asks again for records that change while a generation is filled': () =>
    broken((collection) => ({
      generation: async (space) => {
        const generation = await collection.generation(space);
        return {
          space,
          pending: async (options) =>
            (await generation.pending(options)).filter(({ text }) => text !== 'changed'),
          put: (vectors) => generation.put(vectors),
          abandon: () => generation.abandon(),
          activate: () => generation.activate(),
        };
      },
    })),
  'refuses metrics and dimensions that it does not claim': () =>
    broken(
      () => ({}),
      (store) => ({ capabilities: { ...store.capabilities, maxDimensions: 64 } }),
    ),
  'refuses searches and generations that it does not claim': () => lesser({ generations: false }),
};

/** The store in memory that claims less than it does, and refuses nothing of it. */
function lesser(claims: Partial<StoreCapabilities>): VectorStore {
  return broken(
    () => ({}),
    ({ capabilities }) => ({ capabilities: { ...capabilities, ...claims } }),
  );
}

/** The store in memory that claims the least that a store can, and refuses the rest. */
function least(): VectorStore {
  const capabilities: StoreCapabilities = {
    metrics: ['cosine'],
    lexical: false,
    hybrid: false,
    generations: false,
    approximate: false,
    maxDimensions: 64,
  };
  const refuse = (): never => {
    throw new VectorError('VECTOR_NOT_SUPPORTED', 'This store has none.');
  };
  return broken(
    (collection) => ({
      search: async (one) =>
        collection.search(checkSearch(one, await collection.info(), capabilities)),
      generation: async () => refuse(),
    }),
    (store) => ({
      capabilities,
      open: async (definition) => {
        checkDefinition(definition, capabilities);
        return store.open(definition);
      },
    }),
  );
}

describe('the conformance suite of stores', () => {
  it('has a saboteur for each check', () => {
    expect(Object.keys(sabotage).sort()).toEqual(storeChecks.map(({ name }) => name).sort());
  });

  it.each(storeChecks)('notices the store that fails in: $name', async (check) => {
    const create = () => {
      const store = sabotage[check.name]?.() ?? memoryStore();
      return Promise.resolve({ store, close: () => Promise.resolve() });
    };
    await expect(check.run({ create })).rejects.toThrow();
  });

  it.each(storeChecks)(
    'lets a store pass that claims the least and refuses the rest: $name',
    (check) =>
      check.run({
        create: () => Promise.resolve({ store: least(), close: () => Promise.resolve() }),
      }),
  );

  it.each<readonly [Partial<StoreCapabilities>, string]>([
    [{ metrics: ['cosine', 'dot'] }, 'refuses metrics and dimensions that it does not claim'],
    [{ lexical: false }, 'refuses searches and generations that it does not claim'],
    [{ hybrid: false }, 'refuses searches and generations that it does not claim'],
  ])('notices the store that does what it does not claim: %o', async (claims, name) => {
    const check = storeChecks.find((one) => one.name === name);
    const create = () => Promise.resolve({ store: lesser(claims), close: () => Promise.resolve() });
    await expect(check?.run({ create })).rejects.toThrow(
      'expected an error with code VECTOR_NOT_SUPPORTED, got none',
    );
  });
});
