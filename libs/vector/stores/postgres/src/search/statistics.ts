import type { Filter, Metadata } from '@vector-toolkit/core';
import { matches } from '@vector-toolkit/core';
import type { Database } from '../database/database.ts';
import type { StoredCollection } from '../schema/stored-collection.ts';
import { tableOf } from '../schema/names.ts';

/** What is known of a collection's records without reading them all. */
export interface Statistics {
  /** Records, roughly; exact below the number up to which they are counted. */
  readonly rows: number;
  /** Metadata of records at random, from random pages of the table. */
  readonly sample: readonly Metadata[];
  /** Shares that were judged by this sample already, by filter. */
  readonly judged: Map<string, number>;
}

/** Up to so many records are counted; of more, the server's own estimate is taken. */
const counted = 20_000;
const sampleSize = 2000;
const keptMs = 60_000;
const mostJudged = 1000;
const longestKept = 1000;

/**
 * Statistics of a collection, taken anew after a minute. They decide by which plan a search is carried out, and never what it
 * answers.
 */
export class StatisticsCache {
  #changed = 0;
  #taken: { readonly at: number; readonly statistics: Promise<Statistics> } | undefined;

  of(database: Database, collection: StoredCollection): Promise<Statistics> {
    const now = performance.now();
    if (this.#taken === undefined || now - this.#taken.at > keptMs) {
      const statistics = take(database, collection);
      statistics.catch(() => this.forget());
      this.#taken = { at: now, statistics };
    }
    return this.#taken.statistics;
  }

  /** Records were written or removed: after many, what was known of them is taken anew. */
  changed(records: number): void {
    this.#changed += records;
    if (this.#changed > 1000) this.forget();
  }

  forget(): void {
    this.#taken = undefined;
    this.#changed = 0;
  }
}

async function take(database: Database, { id }: StoredCollection): Promise<Statistics> {
  const table = tableOf(id);
  return database.session(async (session) => {
    const [{ rows: few, estimate } = { rows: 0, estimate: 0 }] = await session.query<{
      rows: number;
      estimate: number;
    }>({
      text: `select (select count(*)::int from (select from ${table} limit ${counted + 1}) x) as rows,
        (select reltuples::float8 from pg_class where oid = to_regclass('${table}')) as estimate`,
    });
    const rows = few <= counted ? few : Math.max(few, estimate);
    const share = Math.min(100, (200 * sampleSize) / Math.max(1, rows));
    const sample = await session.query<{ metadata: Metadata }>({
      text: `select metadata from ${table} tablesample system ($1) limit ${sampleSize}`,
      values: [share],
    });
    return { rows, sample: sample.map(({ metadata }) => metadata), judged: new Map() };
  });
}

/** Share of the records that pass a filter, from above 0 to 1, judged by the sample. */
export function selectivity({ sample, judged }: Statistics, filter: Filter | undefined): number {
  if (filter === undefined || sample.length === 0) return 1;
  const key = JSON.stringify(filter);
  const known = judged.get(key);
  if (known !== undefined) return known;
  const passing = sample.filter((metadata) => matches(filter, metadata)).length;
  // One that no record of the sample passes is taken to be rarer than one in the sample.
  const share = Math.max(passing, 0.5) / sample.length;
  if (judged.size < mostJudged && key.length < longestKept) judged.set(key, share);
  return share;
}
