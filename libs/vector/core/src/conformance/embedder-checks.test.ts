import { describe, expect, it } from 'vitest';
import type { Embedder } from '../contract/embedder.ts';
import { ProviderError } from '../errors.ts';
import { normalize } from '../vectors/vectors.ts';
import { embedderChecks } from './embedder-checks.ts';

/** A bag of letter pairs: enough of an embedder to be held to the contract. */
function letterPairs(): Embedder {
  const dimensions = 256;
  const embedOne = (text: string): Float32Array => {
    const vector = new Float32Array(dimensions);
    vector[0] = 0.1;
    for (let i = 0; i < text.length; i++) {
      const at = (text.charCodeAt(i) * 31 + (text.charCodeAt(i + 1) || 0)) % dimensions;
      vector[at] = (vector[at] ?? 0) + 1;
    }
    return normalize(vector);
  };
  return {
    space: { model: 'test/letter-pairs@1', dimensions, normalized: true },
    limits: { items: 100, tokensPerItem: 1000, tokensPerCall: 10_000, overlong: 'cut' },
    countTokens: (text) => text.split(/\s+/).filter((word) => word !== '').length,
    embed: (texts, { signal } = {}) => {
      if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
      return Promise.resolve(texts.map(embedOne));
    },
    embedQuery: (text, { signal } = {}) => {
      if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
      return Promise.resolve(embedOne(text));
    },
  };
}

const sound = letterPairs();
let made = 0;

/** For each check an embedder that is wrong in just what the check is about. */
const sabotage: Record<string, () => Embedder> = {
  'gives one vector a text, in the order of the texts': () => ({
    ...sound,
    embed: async (texts) => (await sound.embed(texts)).reverse(),
  }),
  'keeps to its space': () => ({
    ...sound,
    embed: async (texts) =>
      (await sound.embed(texts)).map((vector) => vector.map((value) => value * 3)),
  }),
  'gives nothing for nothing': () => ({
    ...sound,
    embed: (texts) => sound.embed(texts.length === 0 ? [''] : texts),
  }),
  'embeds texts of every kind': () => ({
    ...sound,
    embed: async (texts) => {
      const vectors = await sound.embed(texts);
      return vectors.map((vector, at) => (texts[at] === '' ? vector.fill(0) : vector));
    },
  }),
  'cuts or refuses a text that is too long, as it says': () => ({
    ...sound,
    limits: { ...sound.limits, overlong: 'refused' },
  }),
  'counts tokens of a text': () => ({ ...sound, countTokens: () => 1 }),
  'gives the same vector for the same text': () => ({
    ...sound,
    space: { ...sound.space, model: `test/letter-pairs@${made++}` },
  }),
  'tells texts apart, and finds a text by itself': () => ({
    ...sound,
    embedQuery: () => sound.embedQuery('always the same'),
  }),
  'ends when it is aborted, with the reason given': () => ({
    ...sound,
    embed: (texts) => sound.embed(texts),
  }),
};

describe('the conformance suite of embedders', () => {
  it('has a saboteur for each check', () => {
    expect(Object.keys(sabotage).sort()).toEqual(embedderChecks.map(({ name }) => name).sort());
  });

  it.each(embedderChecks)('passes a sound embedder: $name', async (check) => {
    await check.run({ create: () => Promise.resolve(letterPairs()) });
  });

  it.each(embedderChecks)('notices the embedder that fails in: $name', async (check) => {
    const create = () => Promise.resolve(sabotage[check.name]?.() ?? sound);
    await expect(check.run({ create })).rejects.toThrow();
  });

  it('takes an embedder that refuses what is too long', async () => {
    const refusing: Embedder = {
      ...sound,
      limits: { ...sound.limits, overlong: 'refused' },
      embed: (texts, options) =>
        texts.some((text) => sound.countTokens(text) > 1000)
          ? Promise.reject(
              new ProviderError('VECTOR_PROVIDER_REFUSED', 'too long', { retryable: false }),
            )
          : sound.embed(texts, options),
    };
    const check = embedderChecks.find(({ name }) => name.startsWith('cuts or refuses'));
    await check?.run({ create: () => Promise.resolve(refusing) });
  });
});
