import type { Embedder, EmbeddingSpace } from '../contract/embedder.ts';
import { ProviderError } from '../errors.ts';
import { norm } from '../vectors/vectors.ts';

/** How far a length may be from one to count as one: what float16 rounding does to 4,096 dimensions stays well inside. */
const lengthTolerance = 0.01;

/**
 * Throws a `ProviderError` where an answer is not what was asked: fewer or more vectors than texts, other dimensions, a number
 * that is not finite, a zero vector, or a length that the space does not allow.
 */
export function checkAnswer(
  vectors: readonly Float32Array[],
  texts: number,
  { model, dimensions, normalized }: EmbeddingSpace,
): void {
  const refuse = (reason: string): never => {
    throw new ProviderError(
      'VECTOR_PROVIDER_ANSWER',
      `The answer of ${model} cannot be used: ${reason}. Nothing of it was kept.`,
      { retryable: false },
    );
  };
  if (vectors.length !== texts) refuse(`${texts} texts were sent, ${vectors.length} vectors came`);
  vectors.forEach((vector, at) => {
    if (vector.length !== dimensions)
      refuse(`vector ${at} has ${vector.length} dimensions instead of ${dimensions}`);
    const length = norm(vector);
    if (!Number.isFinite(length)) refuse(`vector ${at} holds a number that is not finite`);
    if (length === 0) refuse(`vector ${at} is zero`);
    if (normalized && Math.abs(length - 1) > lengthTolerance)
      refuse(`vector ${at} has length ${length.toFixed(3)}, but the model says that it normalizes`);
  });
}

/** An embedder whose every answer is checked. */
export function checkedEmbedder(embedder: Embedder): Embedder {
  const { space, limits } = embedder;
  return {
    space,
    limits,
    countTokens: (text) => embedder.countTokens(text),
    embed: async (texts, options) => {
      const vectors = await embedder.embed(texts, options);
      checkAnswer(vectors, texts.length, space);
      return vectors;
    },
    embedQuery: async (text, options) => {
      const vector = await embedder.embedQuery(text, options);
      checkAnswer([vector], 1, space);
      return vector;
    },
  };
}
