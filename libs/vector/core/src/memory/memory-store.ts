import { checkDefinition, checkSameSpace } from '../contract/check-record.ts';
import type { Collection, CollectionDefinition, VectorStore } from '../contract/vector-store.ts';
import { memoryCapabilities } from './capabilities.ts';
import { MemoryCollection } from './memory-collection.ts';

/**
 * A store in this process that compares every record: always exact, nothing kept. For small sets, and as the oracle that
 * other stores are compared with.
 */
export function memoryStore(): VectorStore {
  const collections = new Map<string, MemoryCollection>();
  return {
    capabilities: memoryCapabilities,
    open: async (definition: CollectionDefinition): Promise<Collection> => {
      checkDefinition(definition, memoryCapabilities);
      const there = collections.get(definition.name);
      if (there !== undefined) {
        checkSameSpace(await there.info(), definition);
        return there;
      }
      const made = new MemoryCollection(definition);
      collections.set(definition.name, made);
      return made;
    },
    list: () => Promise.resolve([...collections.keys()].sort()),
    drop: (name) => {
      const there = collections.get(name);
      there?.close();
      return Promise.resolve(collections.delete(name));
    },
  };
}
