import type { Hit, Search, SearchResult } from '@vector-toolkit/core';
import type { Database } from '../database/database.ts';
import type { Server } from '../database/server.ts';
import type { StoredCollection } from '../schema/stored-collection.ts';
import { choosePlan, isIndexed } from './plan.ts';
import type { FoundRow, Way } from './search-statement.ts';
import { searchStatement } from './search-statement.ts';
import type { StatisticsCache } from './statistics.ts';
import { selectivity } from './statistics.ts';
import type { Tuning } from './tuning.ts';
import { settingsFor } from './tuning.ts';

interface Chosen {
  readonly way: Way;
  readonly reason: string;
  /** Records of the collection, roughly. */
  readonly rows: number;
}

/**
 * Carries a search out by the way that is likely to be the cheaper one. Where an index gives fewer records than were asked
 * for, everything that passes the filter is compared instead: so the answer is short only where no more records match.
 */
export async function carryOut(
  { database, server }: { readonly database: Database; readonly server: Server },
  collection: StoredCollection,
  search: Search,
  tuning: Tuning,
  statistics: StatisticsCache,
): Promise<SearchResult> {
  const run = (way: Way): Promise<FoundRow[]> =>
    database.session((session) =>
      session.query<FoundRow>(searchStatement(collection, search, way, server)),
    );
  if (search.rank.kind === 'lexical') {
    const rows = await run({ name: 'exact' });
    return answer(rows, search, {
      name: 'exact',
      exact: true,
      reason: 'full-text search ranks every text with one of the words',
    });
  }
  const { way, reason } = await choose(database, collection, search, tuning, statistics);
  const rows = await run(way);
  if (way.name === 'exact')
    return answer(rows, search, { name: 'exact', exact: true, reason, ...examinedOf(rows) });
  const short = shortfall(rows, search);
  if (short === undefined)
    return answer(rows, search, {
      name: 'index',
      exact: false,
      reason,
      ...examinedOf(rows),
    });
  const all = await run({ name: 'exact' });
  return answer(all, search, {
    name: 'exact',
    exact: true,
    reason: `${short}, so every record that passes was compared`,
    ...examinedOf(all),
  });
}

async function choose(
  database: Database,
  collection: StoredCollection,
  { filter, limit, rank }: Search,
  tuning: Tuning,
  statistics: StatisticsCache,
): Promise<Chosen> {
  const { index: kind, lists, filterKeys, active } = collection;
  const exact = { name: 'exact' } as const;
  if (kind === undefined || tuning.plan === 'exact')
    return {
      way: exact,
      rows: 0,
      reason:
        kind === undefined
          ? 'the collection has no index on its vectors'
          : 'the caller asked for it',
    };
  const known = await statistics.of(database, collection);
  const share = selectivity(known, filter);
  const wanted = (rank.kind === 'hybrid' ? rank.depth : limit) + 1;
  const chosen =
    tuning.plan === 'index'
      ? { name: 'index' as const, reason: 'the caller asked for it' }
      : choosePlan({
          rows: known.rows,
          share,
          dimensions: active.space.dimensions,
          limit: wanted,
          hasIndex: true,
          isFilterIndexed: isIndexed(filter, filterKeys),
          hasFilter: filter !== undefined,
        });
  return {
    reason: chosen.reason,
    rows: known.rows,
    way:
      chosen.name === 'exact'
        ? exact
        : {
            name: 'index',
            kind,
            settings: settingsFor(kind, tuning, { wanted, share, lists }),
            oversample: tuning.oversample ?? 8,
          },
  };
}

/** What an index left short, in words. */
function shortfall(rows: readonly FoundRow[], { rank, limit }: Search): string | undefined {
  if (rank.kind !== 'hybrid')
    return rows.length > limit ? undefined : `the index gave ${rows.length} of ${limit + 1}`;
  const [first] = rows;
  const short = rank.parts.findIndex(
    ({ rank: part }, at) => part.kind === 'dense' && (first?.found?.[at] ?? 0) <= rank.depth,
  );
  return short < 0
    ? undefined
    : `the index gave ${first?.found?.[short] ?? 0} of ${rank.depth + 1}`;
}

function examinedOf(rows: readonly FoundRow[]): { readonly examined?: number } {
  if (rows[0]?.examined === null) return {};
  return {
    examined: rows.reduce(
      (most, { examined }) => Math.max(most, Number(examined ?? 0)),
      rows.length,
    ),
  };
}

function answer(
  rows: readonly FoundRow[],
  { limit, minScore = -Infinity, select, rank }: Search,
  plan: SearchResult['plan'],
): SearchResult {
  const found = rows.filter(({ score }) => score >= minScore);
  const isCut =
    rank.kind === 'hybrid' && (rows[0]?.found ?? []).some((count) => count > rank.depth);
  return {
    hits: found.slice(0, limit).map(({ id, score, text, metadata, vector }): Hit => ({
      id,
      score,
      ...(select.text && text !== undefined ? { text } : {}),
      ...(select.metadata && metadata !== undefined ? { metadata } : {}),
      ...(vector === undefined ? {} : { vector: parseVector(vector) }),
    })),
    plan,
    exhausted: found.length <= limit && (found.length < rows.length || !isCut),
  };
}

/** pgvector's text form: `[1,2.5,-3]`. */
export function parseVector(text: string): Float32Array {
  return Float32Array.from(text.slice(1, -1).split(','), Number);
}
