import type { Filter } from '@vector-toolkit/core';

/** What a plan is chosen by. */
export interface PlanInput {
  /** Records of the collection. */
  readonly rows: number;
  /** Share of them that passes the filter, from 0 to 1. */
  readonly share: number;
  readonly dimensions: number;
  readonly limit: number;
  readonly hasIndex: boolean;
  /** Whether an index on metadata leads to the records that pass. */
  readonly isFilterIndexed: boolean;
  readonly hasFilter: boolean;
}

/** Which way a search takes, and why. */
export interface PlanChoice {
  readonly name: 'exact' | 'index';
  readonly reason: string;
}

/** Below so many records an exact search costs no more than a few milliseconds. */
const alwaysExact = 2000;

// Microseconds, measured on PostgreSQL 17 with pgvector 0.8.0; the choice needs their ratios alone.
const perComparison = (dimensions: number): number => 0.8 + dimensions * 0.002;
const perFilteredRow = 0.5;
const indexStart = 2500;
const perIndexRow = 8;

/**
 * Chooses between comparing every record that passes the filter and letting the index lead, by what each is likely to cost.
 * The index is read until enough records pass, so the fewer pass, the more of it is read.
 */
export function choosePlan({
  rows,
  share,
  dimensions,
  limit,
  hasIndex,
  isFilterIndexed,
  hasFilter,
}: PlanInput): PlanChoice {
  if (!hasIndex) return { name: 'exact', reason: 'the collection has no index on its vectors' };
  if (rows <= alwaysExact)
    return { name: 'exact', reason: `the collection has at most ${alwaysExact} records` };
  const passing = rows * share;
  const exactCost =
    passing * perComparison(dimensions) +
    (hasFilter && !isFilterIndexed ? rows * perFilteredRow : 0);
  const indexCost = indexStart + (perIndexRow * limit) / Math.max(share, 1e-9);
  const about = hasFilter
    ? `about ${percent(share)} of ${Math.round(rows)} records pass`
    : 'no filter';
  return exactCost <= indexCost
    ? { name: 'exact', reason: `${about}, so comparing these is cheaper than the index` }
    : { name: 'index', reason: `${about}, so the index is cheaper than comparing these` };
}

/** Whether an index on one of these keys narrows down the records that pass a filter. */
export function isIndexed(filter: Filter | undefined, keys: readonly string[]): boolean {
  switch (filter?.op) {
    case 'eq':
    case 'in':
      return keys.includes(filter.key);
    case 'range':
      return (
        keys.includes(filter.key) &&
        [filter.gt, filter.gte, filter.lt, filter.lte].some((bound) => typeof bound === 'number')
      );
    case 'and':
      return filter.filters.some((one) => isIndexed(one, keys));
    case 'or':
      return filter.filters.length > 0 && filter.filters.every((one) => isIndexed(one, keys));
    default:
      return false;
  }
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}
