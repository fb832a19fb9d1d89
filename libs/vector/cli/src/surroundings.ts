import type { Embedder, EmbeddingSpace, Filter } from '@vector-toolkit/core';
import { and, eq, parseFilter, VectorError } from '@vector-toolkit/core';
import type {
  CollectionDescription,
  PostgresCollection,
  PostgresStore,
} from '@vector-toolkit/stores-postgres';
import { migrate, postgresStore } from '@vector-toolkit/stores-postgres';
import pg from 'pg';
import type { Output } from './output.ts';

/** What a command needs besides its own options. */
export interface Surroundings {
  readonly output: Output;
  readonly url: () => string;
  readonly embedder: (name: string) => Promise<Embedder>;
  /** Runs work on the store of the database, migrated, and closes it. */
  readonly withStore: <Result>(work: (store: PostgresStore) => Promise<Result>) => Promise<Result>;
  /** Writes the value as JSON where `--json` was given, and as text otherwise. */
  readonly show: (value: unknown, text: () => string) => void;
}

/** The address of the database. Throws `VECTOR_BAD_OPTION`. */
export function databaseUrl(given: string | undefined): string {
  const url = given ?? process.env.DATABASE_URL;
  if (url === undefined || url === '')
    throw new VectorError(
      'VECTOR_BAD_OPTION',
      'No database is named. Set DATABASE_URL to postgres://user:password@host:5432/database, or give --database-url.',
    );
  if (!/^postgres(?:ql)?:\/\//.test(url))
    throw new VectorError(
      'VECTOR_BAD_OPTION',
      // The value may hold a password, so it is not repeated.
      'The address of the database must look like postgres://user:password@host:5432/database.',
    );
  return url;
}

export async function withStore<Result>(
  url: string,
  work: (store: PostgresStore) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({ connectionString: url, max: 6, application_name: 'vector' });
  pool.on('error', () => undefined);
  try {
    await migrate(pool);
    return await work(postgresStore({ pool }));
  } finally {
    await pool.end();
  }
}

/** What is known of a collection. Throws `VECTOR_COLLECTION_MISSING` with the names of those that there are. */
export async function describedCollection(
  store: PostgresStore,
  name: string,
): Promise<CollectionDescription> {
  const all = await store.describe();
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  const names = all.map((one) => one.name).join(', ');
  throw new VectorError(
    'VECTOR_COLLECTION_MISSING',
    `There is no collection "${name}". There are: ${names || 'none yet; `vector ingest` makes one'}.`,
  );
}

/** A collection that is there, for vectors of a space; a name that was mistyped makes none. */
export async function existingCollection(
  store: PostgresStore,
  name: string,
  space: EmbeddingSpace,
): Promise<PostgresCollection> {
  const { metric } = await describedCollection(store, name);
  return store.open({ name, space, metric });
}

/** The filter of `--where key=value` and `--filter JSON`, all of which must hold. */
export function filterOf({
  where = [],
  filter,
}: {
  readonly where?: readonly string[];
  readonly filter?: string;
}): Filter | undefined {
  const filters = where.map((one) => {
    const at = one.indexOf('=');
    if (at < 1) throw new VectorError('VECTOR_BAD_OPTION', `--where ${one} is not key=value.`);
    return eq(one.slice(0, at), valueOf(one.slice(at + 1)));
  });
  if (filter !== undefined) {
    let parsed: unknown;
    try {
      parsed = JSON.parse(filter);
    } catch (cause) {
      throw new VectorError('VECTOR_BAD_FILTER', `--filter is no JSON: ${filter}`, { cause });
    }
    filters.push(parseFilter(parsed));
  }
  return filters.length === 0 ? undefined : filters.length === 1 ? filters[0] : and(...filters);
}

/** `true`, `false` and numbers are what they look like; in quotes they are texts. */
function valueOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return Number(text);
  return /^".*"$/.test(text) ? text.slice(1, -1) : text;
}
