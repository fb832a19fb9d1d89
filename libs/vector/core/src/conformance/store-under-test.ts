import type { Collection, VectorStore } from '../contract/vector-store.ts';
import { sampleSpace } from './sample-data.ts';

/** A kind of store, as its suite drives it. */
export interface StoreUnderTest {
  /** An empty store that nothing else uses. */
  create(): Promise<{ readonly store: VectorStore; close(): Promise<void> }>;
  /** Share of the true best that an approximate search must find, from 0 to 1. @default 1 */
  readonly recall?: number;
  /** By how much a number of a vector, or a score, may differ from what was stored. @default 1e-5 */
  readonly tolerance?: number;
}

/** Runs a scene in a collection of a store of its own. */
export async function withCollection(
  under: StoreUnderTest,
  scene: (collection: Collection, store: VectorStore) => Promise<void>,
): Promise<void> {
  const { store, close } = await under.create();
  try {
    await scene(
      await store.open({
        name: 'sample',
        space: sampleSpace,
        filterKeys: ['group', 'n'],
      }),
      store,
    );
  } finally {
    await close();
  }
}

/** A code of `VectorError` that a promise must reject with. */
export async function rejectsWith(code: string, promise: Promise<unknown>): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  const found =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (found !== code)
    throw new Error(
      `expected an error with code ${code}, got ${error === undefined ? 'none' : String(error)}`,
    );
}
