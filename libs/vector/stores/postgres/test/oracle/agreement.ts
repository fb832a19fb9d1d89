import type { Collection, Hit, Metric, ScannedRecord } from '@vector-toolkit/core';
import { and, memoryStore, VectorError } from '@vector-toolkit/core';
import fc from 'fast-check';
import { expect } from 'vitest';
import { postgresStore } from '../../src/index.ts';
import type { TestDatabase } from '../servers.ts';
import type { Step } from './steps.ts';
import { dimensions, steps } from './steps.ts';

/** That a store on this database answers whatever is done to it as the exact store in memory does. */
export async function agreement(
  { pool }: TestDatabase,
  metric: Metric,
): Promise<fc.IAsyncProperty<[readonly Step[]]>> {
  const definition = {
    name: `oracle-${metric}`,
    space: { model: 'oracle/whole@1', dimensions, normalized: false },
    metric,
    filterKeys: ['a', `o'hara`, '__proto__'],
  };
  const store = await postgresStore({ pool }).open(definition);
  const oracle = await memoryStore().open(definition);
  return fc.asyncProperty(steps(metric), async (todo) => {
    await store.delete(and());
    await oracle.delete(and());
    for (const step of todo) {
      const expected = await outcome(oracle, step);
      const answer = await outcome(store, step);
      if (metric === 'cosine' && 'hits' in expected && 'hits' in answer)
        expectNear(answer, expected, await everyScore(oracle, step));
      else expect(answer).toEqual(expected);
    }
  });
}

interface Found {
  readonly hits: readonly Hit[];
  readonly exact: boolean;
  readonly exhausted: boolean;
}
type Outcome = Found | object;

async function outcome(collection: Collection, step: Step): Promise<Outcome> {
  try {
    return await carryOut(collection, step);
  } catch (error) {
    if (error instanceof VectorError) return { code: error.code };
    throw error;
  }
}

async function carryOut(collection: Collection, step: Step): Promise<Outcome> {
  switch (step.do) {
    case 'upsert':
      return collection.upsert(step.records);
    case 'delete':
      return { removed: await collection.delete(step.which) };
    case 'search': {
      const { hits, plan, exhausted } = await collection.search(step.search);
      // A distance of zero is minus zero as a score, or not.
      const scored = hits.map((hit) => ({ ...hit, score: hit.score + 0 }));
      return { hits: scored, exact: plan.exact, exhausted };
    }
    case 'count':
      return { records: await collection.count(step.filter) };
    case 'scan': {
      const records: ScannedRecord[] = [];
      const { filter, after } = step;
      for await (const record of collection.scan({ filter, after, vectors: true }))
        records.push(record);
      return { records };
    }
    case 'hashes':
      return { hashes: [...(await collection.hashes(step.ids))].sort() };
  }
}

/** Cosines differ in their last digits from one arithmetic to another, so equal ones can stand in another order. */
function expectNear(answer: Found, expected: Found, scores: ReadonlyMap<string, number>): void {
  expect(answer.hits).toHaveLength(expected.hits.length);
  expected.hits.forEach(({ score }, at) => expect(answer.hits[at]?.score).toBeCloseTo(score, 5));
  expect(answer.exhausted).toBe(expected.exhausted);
  expect(new Set(answer.hits.map(({ id }) => id)).size).toBe(answer.hits.length);
  for (const { id, score } of answer.hits) expect(scores.get(id)).toBeCloseTo(score, 5);
}

async function everyScore(oracle: Collection, step: Step): Promise<Map<string, number>> {
  if (step.do !== 'search') return new Map();
  const { hits } = await oracle.search({ ...step.search, limit: 10_000 });
  return new Map(hits.map(({ id, score }) => [id, score]));
}
