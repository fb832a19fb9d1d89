export type { BuildOptions } from './index-build/build-index.ts';
export type { IndexOptions } from './index-build/index-options.ts';
export type { PostgresCollection } from './postgres-collection.ts';
export type {
  CollectionDescription,
  PostgresCollectionDefinition,
  PostgresStore,
} from './postgres-store.ts';
export { postgresStore } from './postgres-store.ts';
export { migrate } from './schema/migrate.ts';
export type { Storage } from './schema/names.ts';
export type { Tuning } from './search/tuning.ts';
