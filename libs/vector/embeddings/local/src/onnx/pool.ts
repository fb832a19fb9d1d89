/** How a text's vector is made of its tokens' vectors: their mean, the greatest of each number, the first one, the last one. */
export type Pooling = 'mean' | 'max' | 'cls' | 'last';

/**
 * The vector of one text of a batch.
 *
 * @param values of all tokens of all texts, text by text
 * @param from where the text's first token begins in it
 * @param tokens of the text, from the first on; those behind them fill it up and count for nothing
 */
export function pool(
  pooling: Pooling,
  values: Float32Array,
  from: number,
  tokens: number,
  dimensions: number,
): Float32Array {
  const at = (token: number): Float32Array =>
    values.slice(from + token * dimensions, from + (token + 1) * dimensions);
  if (pooling === 'cls') return at(0);
  if (pooling === 'last') return at(tokens - 1);
  const vector = at(0);
  for (let token = 1; token < tokens; token++) {
    const start = from + token * dimensions;
    for (let i = 0; i < dimensions; i++) {
      const [before, value] = [vector[i] ?? 0, values[start + i] ?? 0];
      vector[i] = pooling === 'mean' ? before + value : Math.max(before, value);
    }
  }
  return pooling === 'mean' ? vector.map((value) => value / tokens) : vector;
}
