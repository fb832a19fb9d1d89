import { describe, expect, it } from 'vitest';
import type { Reranker } from '../contract/reranker.ts';
import { rerankerChecks } from './reranker-checks.ts';

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/\w+/g));

/** How many words of the query a text has: enough of a reranker to be held to the contract. */
const sound: Reranker = {
  model: 'test/words@1',
  score: (query, texts, { signal } = {}) => {
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    const wanted = wordsOf(query);
    return Promise.resolve(
      texts.map((text) => [...wordsOf(text)].filter((word) => wanted.has(word)).length),
    );
  },
};
const scoring = (change: (scores: readonly number[], texts: readonly string[]) => number[]) => ({
  ...sound,
  score: async (query: string, texts: readonly string[]) =>
    change(await sound.score(query, texts), texts),
});

/** For each check a reranker that is wrong in just what the check is about. */
const sabotage: Record<string, Reranker> = {
  'gives one finite score a text': scoring((scores) => scores.slice(1)),
  'puts the text that answers before those that do not': scoring((scores) =>
    scores.map((score) => -score),
  ),
  // As a provider answers: best first, without the places that the texts had.
  'gives scores in the order of the texts, whatever that is': scoring((scores) =>
    scores.toSorted((a, b) => b - a),
  ),
  'scores a text by itself, and one that comes twice twice': scoring((scores, texts) =>
    scores.map((score, at) => (texts.indexOf(texts[at] ?? '') === at ? score : 0)),
  ),
  'gives nothing for nothing': scoring((scores) => (scores.length === 0 ? [0] : [...scores])),
  'scores texts of every kind': scoring((scores, texts) =>
    scores.map((score, at) => (texts[at] === '' ? NaN : score)),
  ),
  'ends when it is aborted, with the reason given': scoring((scores) => [...scores]),
};

describe('the conformance suite of rerankers', () => {
  it('has a saboteur for each check', () => {
    expect(Object.keys(sabotage).sort()).toEqual(rerankerChecks.map(({ name }) => name).sort());
  });

  it.each(rerankerChecks)('passes a sound reranker: $name', async (check) => {
    await check.run({ create: () => Promise.resolve(sound) });
  });

  it.each(rerankerChecks)('notices the reranker that fails in: $name', async (check) => {
    const create = () => Promise.resolve(sabotage[check.name] ?? sound);
    await expect(check.run({ create })).rejects.toThrow();
  });
});
