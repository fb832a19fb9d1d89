import type {
  Collection,
  CollectionInfo,
  EmbeddingSpace,
  Filter,
  Generation,
  ScannedRecord,
  ScanOptions,
  Search,
  SearchResult,
  UpsertResult,
  VectorRecord,
} from '@vector-toolkit/core';
import {
  checkRecord,
  checkSearch,
  parseFilter,
  storableText,
  VectorError,
} from '@vector-toolkit/core';
import type { Database, Session } from './database/database.ts';
import { sqlState } from './database/store-error.ts';
import type { Server } from './database/server.ts';
import { textsBytes } from './encoding/binary.ts';
import type { BuildOptions } from './index-build/build-index.ts';
import { buildIndex } from './index-build/build-index.ts';
import type { IndexOptions } from './index-build/index-options.ts';
import { capabilities } from './capabilities.ts';
import { beginGeneration } from './postgres-generation.ts';
import { checkComparable, checkHasWords, checkIndexable } from './records/check-storable.ts';
import { readRecords } from './records/scan.ts';
import { isOneStatement, writeRecords } from './records/upsert.ts';
import type { StoredCollection } from './schema/stored-collection.ts';
import { columnsOf, loadCollection } from './schema/stored-collection.ts';
import { carryOut, parseVector } from './search/carry-out.ts';
import { filterSql, Parameters } from './search/filter-sql.ts';
import { StatisticsCache } from './search/statistics.ts';
import type { Tuning } from './search/tuning.ts';

/** What is known of a collection is asked again after this long: another process may have built an index meanwhile. */
const knownMs = 60_000;

/** A collection of `postgresStore`. */
export class PostgresCollection implements Collection {
  readonly #database: Database;
  readonly #server: Server;
  readonly #statistics = new StatisticsCache();
  #state: StoredCollection;
  #loadedAt = performance.now();

  constructor(database: Database, server: Server, state: StoredCollection) {
    this.#database = database;
    this.#server = server;
    this.#state = state;
  }

  info(): Promise<CollectionInfo> {
    return this.#run(async ({ name, active, metric, filterKeys }) => ({
      name,
      space: active.space,
      metric,
      filterKeys,
      records: await this.#count(undefined),
    }));
  }

  async upsert(records: readonly VectorRecord[]): Promise<UpsertResult> {
    const result = await this.#run(async (state) => {
      for (const record of records) {
        checkRecord(record, { space: state.active.space, metric: state.metric });
        checkComparable(record.vector, state, `record "${record.id}"`);
        checkIndexable(record, state.filterKeys);
      }
      if (records.length === 0) return { inserted: 0, updated: 0, unchanged: 0 };
      const write = (copy: boolean): Promise<UpsertResult> => {
        const work = async (session: Session): Promise<UpsertResult> => {
          const written = await writeRecords(session, state, this.#server, records, { copy });
          if (written === undefined) throw new StoredMeanwhile();
          return written;
        };
        // One statement is all or nothing of itself; in a caller's transaction what it is refused for must not end that.
        return isOneStatement(records) && !this.#database.isLent
          ? this.#database.session(work)
          : this.#database.transaction(work);
      };
      // A caller's transaction is aborted by a refused COPY down to the savepoint, so there too it can be tried again.
      return write(true).catch((error: unknown) => {
        if (error instanceof StoredMeanwhile) return write(false);
        throw error;
      });
    });
    this.#statistics.changed(result.inserted + result.updated);
    return result;
  }

  hashes(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.#run(async (state) => {
      const rows = await this.#query<{ id: string; content_hash: string }>(
        `select id, content_hash from ${columnsOf(state).table} where id = any($1::text[])`,
        [idsBytes(ids)],
      );
      return new Map(rows.map(({ id, content_hash }) => [id, content_hash]));
    });
  }

  /** @param tuning how this search is carried out; what is left out, the store chooses */
  search(search: Search, tuning: Tuning = {}): Promise<SearchResult> {
    return this.#run((state) => {
      const { name, active, metric } = state;
      const checked = checkSearch(search, { name, metric, space: active.space }, capabilities);
      for (const rank of checked.rank.kind === 'hybrid'
        ? checked.rank.parts.map((part) => part.rank)
        : [checked.rank]) {
        if (rank.kind === 'dense')
          checkComparable(rank.vector, state, `the query against "${name}"`);
        else checkHasWords(state);
      }
      return carryOut(
        { database: this.#database, server: this.#server },
        state,
        checked,
        tuning,
        this.#statistics,
      );
    });
  }

  /** The vector of one record; undefined where there is none of this id. */
  async vectorOf(id: string): Promise<Float32Array | undefined> {
    const [row] = await this.#run((state) => {
      const { table, vector } = columnsOf(state);
      return this.#query<{ vector: string }>(
        `select ${vector}::text as vector from ${table} where id = any($1::text[])`,
        [idsBytes([id])],
      );
    });
    return row === undefined ? undefined : parseVector(row.vector);
  }

  async delete(which: readonly string[] | Filter): Promise<number> {
    const removed = await this.#run(async (state) => {
      const parameters = new Parameters();
      const condition =
        'op' in which
          ? filterSql(parseFilter(which), 'metadata', parameters)
          : `id = any(${parameters.add(idsBytes(which))}::text[])`;
      const [row] = await this.#query<{ removed: number }>(
        `with gone as (delete from ${columnsOf(state).table} where ${condition} returning 1) select count(*)::int as removed from gone`,
        parameters.values,
      );
      return row?.removed ?? 0;
    });
    this.#statistics.changed(removed);
    return removed;
  }

  async *scan(options: ScanOptions = {}): AsyncGenerator<ScannedRecord> {
    const filter = options.filter === undefined ? undefined : parseFilter(options.filter);
    let after = options.after === undefined ? undefined : storableText(options.after);
    for (;;) {
      const page = await this.#run((state) =>
        this.#database.session((session) =>
          readRecords(session, state, { filter, after, vectors: options.vectors ?? false }),
        ),
      );
      yield* page;
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.id;
    }
  }

  count(filter?: Filter): Promise<number> {
    return this.#run(() => this.#count(filter));
  }

  generation(space: EmbeddingSpace): Promise<Generation> {
    return this.#run((state) =>
      beginGeneration(
        { database: this.#database, server: this.#server, reload: () => this.#reload() },
        state,
        space,
      ),
    );
  }

  /**
   * Builds an index on the vectors, in the place of the one that is there. Without one every search compares all records that
   * pass its filter, which is exact, and fast enough for some ten thousand. Best built after the first load: putting vectors
   * into an index one by one is the slowest part of writing them.
   *
   * Throws `VECTOR_BAD_OPTION`, `VECTOR_NOT_SUPPORTED`.
   */
  async buildIndex(
    options: IndexOptions = { kind: 'hnsw' },
    build: BuildOptions = {},
  ): Promise<void> {
    await this.#run((state) =>
      buildIndex(this.#database, this.#server, state, state.active, options, build),
    );
    await this.#reload();
  }

  async #count(filter: Filter | undefined): Promise<number> {
    const parameters = new Parameters();
    const condition =
      filter === undefined ? 'true' : filterSql(parseFilter(filter), 'metadata', parameters);
    const [row] = await this.#query<{ records: number }>(
      `select count(*)::int as records from ${columnsOf(this.#state).table} where ${condition}`,
      parameters.values,
    );
    return row?.records ?? 0;
  }

  #query<Row>(text: string, values: readonly unknown[]): Promise<Row[]> {
    return this.#database.session((session: Session) => session.query<Row>({ text, values }));
  }

  /** Works with what is known of the collection; where the database says that it has changed, says what became of it. */
  async #run<Result>(work: (state: StoredCollection) => Promise<Result>): Promise<Result> {
    if (performance.now() - this.#loadedAt > knownMs && !this.#database.isLent)
      await this.#refresh();
    try {
      return await work(this.#state);
    } catch (error) {
      // Table or column are gone: the collection was dropped, or another generation is in use.
      const isGone = ['42P01', '42703'].includes(sqlState(error) ?? '');
      if (!isGone || this.#database.isLent) throw error;
      await this.#refresh();
      throw error;
    }
  }

  /** Throws `VECTOR_COLLECTION_MISSING` or `VECTOR_MODEL_MISMATCH` where this is not the collection any more that was opened. */
  async #refresh(): Promise<void> {
    const { name, id, active } = this.#state;
    const now = await this.#database.session((session) => loadCollection(session, name));
    if (now === undefined || now.id !== id)
      throw new VectorError(
        'VECTOR_COLLECTION_MISSING',
        `Collection "${name}" was dropped; open it again to make it anew.`,
      );
    if (now.active.id !== active.id)
      throw new VectorError(
        'VECTOR_MODEL_MISMATCH',
        `Collection "${name}" was embedded anew with ${now.active.space.model} since it was opened with ${active.space.model}; open it again with the new model.`,
      );
    this.#state = now;
    this.#loadedAt = performance.now();
  }

  /** Takes over what this process itself has changed. */
  async #reload(): Promise<void> {
    const now = await this.#database.session((session) =>
      loadCollection(session, this.#state.name),
    );
    if (now !== undefined) this.#state = now;
    this.#loadedAt = performance.now();
    this.#statistics.forget();
  }
}

/** Another writer stored one of the same new records between the look and the COPY. */
class StoredMeanwhile extends Error {
  /** As the server said it: its connection is as good as before. */
  readonly code = '23505';
}

const idsBytes = (ids: readonly string[]): Buffer =>
  // No record has such an id, and the server refuses the text.
  textsBytes(ids.filter((id) => id.isWellFormed() && !id.includes('\0')));
