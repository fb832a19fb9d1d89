import { and, contains, eq, not, oneOf, or, range } from '@vector-toolkit/core';
import { describe, expect, it } from 'vitest';
import type { PlanInput } from './plan.ts';
import { choosePlan, isIndexed } from './plan.ts';

const base: PlanInput = {
  rows: 100_000,
  share: 1,
  dimensions: 384,
  limit: 11,
  hasIndex: true,
  isFilterIndexed: false,
  hasFilter: true,
};

describe('choosePlan', () => {
  it.each<[string, Partial<PlanInput>, 'exact' | 'index']>([
    ['no index', { hasIndex: false }, 'exact'],
    ['few records', { rows: 2000 }, 'exact'],
    ['no filter', { hasFilter: false }, 'index'],
    ['a filter that keeps 5 %', { share: 0.05 }, 'index'],
    ['the same with an index on its key', { share: 0.05, isFilterIndexed: true }, 'index'],
    [
      'one that keeps 1 % with an index on its key',
      { share: 0.01, isFilterIndexed: true },
      'exact',
    ],
    ['one that keeps 1 % without', { share: 0.01 }, 'index'],
    ['one that keeps 0.1 % without', { share: 0.001 }, 'exact'],
    [
      'one that keeps 5 % of few records',
      { rows: 20_000, share: 0.05, isFilterIndexed: true },
      'exact',
    ],
  ])('%s', (_name, given, expected) => {
    expect(choosePlan({ ...base, ...given }).name).toBe(expected);
  });

  it('says why', () => {
    expect(choosePlan({ ...base, share: 0.01, isFilterIndexed: true }).reason).toBe(
      'about 1 % of 100000 records pass, so comparing these is cheaper than the index',
    );
  });
});

describe('isIndexed', () => {
  it.each([
    [eq('a', 1), true],
    [eq('b', 1), false],
    [oneOf('a', ['x']), true],
    [range('a', { gt: 1 }), true],
    [range('a', { gt: 'x' }), false],
    [contains('a', 'x'), false],
    [and(eq('b', 1), eq('a', 1)), true],
    [or(eq('b', 1), eq('a', 1)), false],
    [or(eq('a', 2), eq('a', 1)), true],
    [or(), false],
    [not(eq('a', 1)), false],
  ])('%j: %s', (filter, expected) => {
    expect(isIndexed(filter, ['a'])).toBe(expected);
  });
});
