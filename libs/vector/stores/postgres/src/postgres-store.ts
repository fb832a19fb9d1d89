import type {
  CollectionDefinition,
  CollectionInfo,
  EmbeddingSpace,
  VectorStore,
} from '@vector-toolkit/core';
import { checkDefinition, checkSameSpace, VectorError } from '@vector-toolkit/core';
import type pg from 'pg';
import { capabilities } from './capabilities.ts';
import type { Database, Session } from './database/database.ts';
import { clientDatabase, poolDatabase } from './database/database.ts';
import type { Server } from './database/server.ts';
import { askServer } from './database/server.ts';
import { sqlState } from './database/store-error.ts';
import { PostgresCollection } from './postgres-collection.ts';
import type { IndexKind, Storage } from './schema/names.ts';
import { tableOf } from './schema/names.ts';
import { createCollection, loadCollection, withoutSchema } from './schema/stored-collection.ts';

/** What a collection of this store is made of. */
export interface PostgresCollectionDefinition extends CollectionDefinition {
  /** How numbers are kept: as they are, or at half the size and half the precision. Chosen once. @default 'float32' */
  readonly storage?: Storage;
  /** PostgreSQL's text search configuration, such as `english`, which also cuts words to their stems; false leaves lexical and hybrid search out, and new records take half the time. Chosen once. @default 'simple' */
  readonly textSearch?: string | false;
}

/** What can be known of a collection without naming its model. */
export interface CollectionDescription extends CollectionInfo {
  readonly storage: Storage;
  readonly textSearch: string | false;
  /** Of its vectors; undefined where every search compares all records. */
  readonly index: IndexKind | undefined;
  /** Space that is being filled for a new model. */
  readonly filling: EmbeddingSpace | undefined;
  /** On disk, with its indexes. */
  readonly bytes: number;
}

/** Collections on PostgreSQL. */
export interface PostgresStore extends VectorStore {
  open(definition: PostgresCollectionDefinition): Promise<PostgresCollection>;
  /** All collections, in the order of their names. */
  describe(): Promise<readonly CollectionDescription[]>;
}

/**
 * A vector store on a pool of connections, or on one connection that a caller lends with its transaction: then everything is
 * part of that transaction. Neither is ended by the store. `migrate` must have been run.
 */
export function postgresStore(
  on: { readonly pool: pg.Pool } | { readonly client: pg.ClientBase },
): PostgresStore {
  const database = 'pool' in on ? poolDatabase(on.pool) : clientDatabase(on.client);
  let asked: Promise<Server> | undefined;
  const server = (): Promise<Server> => {
    asked ??= askServer(database).catch((error: unknown) => {
      // A server that was down is asked again.
      asked = undefined;
      throw error;
    });
    return asked;
  };
  return {
    capabilities,
    open: async (definition) => openCollection(database, await server(), definition),
    list: () => database.session(namesOf),
    describe: () => database.session(describeCollections),
    drop: (name) =>
      database.transaction(async (session) => {
        const [row] = await session
          .query<{ id: number }>({
            text: 'delete from vector.collections where name = $1 returning id',
            values: [name],
          })
          .catch(withoutSchema);
        if (row === undefined) return false;
        await session.query({ text: `drop table ${tableOf(row.id)}` });
        return true;
      }),
  };
}

async function namesOf(session: Session): Promise<string[]> {
  const rows = await session
    .query<{ name: string }>({ text: 'select name from vector.collections order by name' })
    .catch(withoutSchema);
  return rows.map(({ name }) => name);
}

async function describeCollections(session: Session): Promise<CollectionDescription[]> {
  const described: CollectionDescription[] = [];
  for (const name of await namesOf(session)) {
    const found = await loadCollection(session, name);
    if (found === undefined) continue;
    const { id, active, filling, metric, filterKeys, storage, textSearch, index } = found;
    const [size] = await session
      .query<{ records: number; bytes: number }>({
        text: `select count(*)::int as records, pg_total_relation_size('${tableOf(id)}')::float8 as bytes from ${tableOf(id)}`,
      })
      .catch((error: unknown) => {
        // It was dropped since its name was read.
        if (sqlState(error) !== '42P01') throw error;
        return [];
      });
    if (size === undefined) continue;
    described.push({
      ...{ name, space: active.space, metric, filterKeys, records: size.records },
      ...{ storage, textSearch, index, filling: filling?.space, bytes: size.bytes },
    });
  }
  return described;
}

async function openCollection(
  database: Database,
  server: Server,
  definition: PostgresCollectionDefinition,
): Promise<PostgresCollection> {
  checkDefinition(definition, capabilities);
  const { name, space, metric = 'cosine', filterKeys = [] } = definition;
  const { storage = 'float32', textSearch = 'simple' } = definition;
  const load = () => database.session((session) => loadCollection(session, name));
  let there = await load();
  if (there === undefined) {
    await database
      .transaction((session) =>
        createCollection(session, { name, space, metric, filterKeys, storage, textSearch }),
      )
      .catch((cause: unknown) => {
        // It is not there, or it is no name.
        if (sqlState(cause) !== '42704' && sqlState(cause) !== '42602') throw cause;
        throw new VectorError(
          'VECTOR_BAD_OPTION',
          `Collection "${name}" cannot be made: the database has no text search configuration "${textSearch}". \`select cfgname from pg_ts_config\` lists those it has.`,
          { cause },
        );
      });
    there = await load();
  }
  if (there === undefined)
    throw new VectorError(
      'VECTOR_COLLECTION_MISSING',
      `Collection "${name}" was dropped meanwhile.`,
    );
  checkSameSpace({ name, space: there.active.space, metric: there.metric }, definition);
  const differs =
    definition.storage !== undefined && definition.storage !== there.storage
      ? `its vectors are kept as ${there.storage}`
      : definition.textSearch !== undefined && definition.textSearch !== there.textSearch
        ? there.textSearch === false
          ? 'its texts are not searched by their words'
          : `its texts are searched by "${there.textSearch}"`
        : undefined;
  if (differs !== undefined)
    throw new VectorError(
      'VECTOR_BAD_OPTION',
      `Collection "${name}" cannot be opened so: ${differs}, which is chosen when it is made. Leave the option out, or take another name.`,
    );
  return new PostgresCollection(database, server, there);
}
