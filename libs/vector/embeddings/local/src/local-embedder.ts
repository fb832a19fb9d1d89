import type { Embedder } from '@vector-toolkit/core/embedder';
import { approximateTokens } from '@vector-toolkit/core/embedder';
import { hashEnd, hashOf } from './hash.ts';
import { inTurns } from './in-turns.ts';
import type { WordVectors } from './word-vectors.ts';
import { wordsOf } from './words-of.ts';

const dimensions = 384;

/** Share of the meaning of words in a vector; the rest is their spelling. Chosen on `evaluation/`, where .75 to .9 differ little. */
const meaning = 0.8;
const spelling = Math.sqrt(1 - meaning ** 2);

/** How much a frequent word counts less: a word of this probability counts half (Arora, Liang, Ma, ICLR 2017). */
const halfWeight = 5e-4;
/** Sum of 1/rank over the words that the vectors were taken from: the probability of a word is about 1 / (rank x this). */
const harmonic = Math.log(341_479);
/** The rank that a word is taken to have which is not among the vectors. */
const unknownRank = 60_000;
const numberWeight = 0.35;

const weightOf = (rank: number): number =>
  halfWeight / (halfWeight + 1 / ((rank + 2.7) * harmonic));

/**
 * An embedder of this process: the weighted mean of its words' vectors, beside hashes of words and of their parts, which know
 * identifiers, misspellings and words without a vector. The same text gives the same vector everywhere.
 *
 * @param vectors of words; without them a vector is spelling alone, in any language
 */
export function embedderOf(vectors: WordVectors | undefined): Embedder {
  const space = {
    model: vectors === undefined ? 'vector-toolkit/local-hash@1' : 'vector-toolkit/local-words@1',
    dimensions,
    normalized: true,
  };
  const meanings = vectors?.dimensions ?? 0;
  const weights = Float32Array.from({ length: vectors?.words ?? 0 }, (_, rank) => weightOf(rank));
  const unknown = weightOf(unknownRank);
  const spellings = dimensions - meanings;
  const sum = new Float64Array(dimensions);
  const counts = new Map<number, number>();

  /** Two places a feature, each with a sign: features that meet in one place seldom meet in the other. */
  const put = (hash: number, weight: number): void => {
    const other = hashEnd(hash ^ 0x9e3779b9);
    const first = meanings + Math.floor((hash / 2 ** 32) * spellings);
    sum[first] = (sum[first] ?? 0) + (other & 1 ? weight : -weight);
    const second = meanings + Math.floor((other / 2 ** 32) * spellings);
    sum[second] = (sum[second] ?? 0) + (hash & 1 ? weight : -weight);
  };

  const embedOne = (text: string): Float32Array => {
    sum.fill(0);
    counts.clear();
    let weight = 0;
    wordsOf(text, {
      word: (hash, isNumber) => {
        const before = counts.get(hash) ?? 0;
        counts.set(hash, before + 1);
        // Added up over its occurrences, a word counts by the root of their number.
        const share = Math.sqrt(before + 1) - Math.sqrt(before);
        const rank = isNumber || vectors === undefined ? -1 : vectors.find(hash);
        weight = share * (isNumber ? numberWeight : rank < 0 ? unknown : (weights[rank] ?? 0));
        if (vectors !== undefined && rank >= 0) {
          const scale = weight * (vectors.scales[rank] ?? 0);
          const from = rank * meanings;
          for (let i = 0; i < meanings; i++)
            sum[i] = (sum[i] ?? 0) + scale * (vectors.values[from + i] ?? 0);
        }
        put(hash, weight);
      },
      part: (hash, parts) => put(hash, weight / Math.sqrt(parts)),
    });
    // A text without words is like other texts without words.
    if (counts.size === 0) put(emptyText, 1);
    return finish();
  };

  const finish = (): Float32Array => {
    const lengthOf = (from: number, to: number): number => {
      let squares = 0;
      for (let i = from; i < to; i++) squares += (sum[i] ?? 0) ** 2;
      return Math.sqrt(squares);
    };
    const [a, b] = [lengthOf(0, meanings), lengthOf(meanings, dimensions)];
    const byMeaning = a === 0 ? 0 : (b === 0 ? 1 : meaning) / a;
    const bySpelling = b === 0 ? 0 : (a === 0 ? 1 : spelling) / b;
    const vector = new Float32Array(dimensions);
    for (let i = 0; i < dimensions; i++)
      vector[i] = (sum[i] ?? 0) * (i < meanings ? byMeaning : bySpelling);
    return vector;
  };

  return {
    space,
    // Nothing is too long here; a call is kept short enough to be one of many.
    limits: { items: 1024, tokensPerItem: Infinity, tokensPerCall: 200_000, overlong: 'cut' },
    countTokens: approximateTokens,
    ...inTurns(embedOne),
  };
}

const emptyText = hashOf('');
