import type { TextTokenizer } from '../folder/tokenizer.ts';

/** Texts as a model takes them. */
export interface TokenIds {
  /** Tokens that the model has around every text. */
  readonly around: number;
  /** Tokens of a text, without those around it. */
  count(text: string): number;
  /** Ids of a text's tokens with those around it, cut at the model's limit: what is around a text stays. */
  of(text: string): number[];
}

/** @param maxTokens with those around a text */
export function tokenIds(
  tokenizer: TextTokenizer,
  maxTokens: number,
  isLowerCase: boolean,
): TokenIds {
  const encode = (text: string, withSpecial: boolean): number[] =>
    tokenizer.encode(isLowerCase ? text.toLowerCase() : text, withSpecial);
  const empty = tokenizer.encode('', true);
  const full = tokenizer.encode('a', true);
  // What comes before any text, the empty one too: the rest of what is around it comes after.
  const before = empty.findIndex((id, at) => id !== full[at]);
  const after = before < 0 ? 0 : empty.length - before;
  return {
    around: empty.length,
    count: (text) => encode(text, false).length,
    of: (text) => {
      const ids = encode(text, true);
      return ids.length <= maxTokens
        ? ids
        : [...ids.slice(0, maxTokens - after), ...ids.slice(ids.length - after)];
    },
  };
}

/** Texts that are put to a model together: their places in the call, the longest first. */
export type Batch = readonly number[];

/** Lays texts of like length together, so that little is filled up. @param tokens of each text @param most tokens of a batch, with what is filled up */
export function batchesOf(tokens: readonly number[], most: number): Batch[] {
  const byLength = tokens.map((_, at) => at).sort((a, b) => (tokens[b] ?? 0) - (tokens[a] ?? 0));
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const at of byLength) {
    const longest = tokens[batch[0] ?? at] ?? 0;
    if (batch.length > 0 && (batch.length + 1) * longest > most) {
      batches.push(batch);
      batch = [];
    }
    batch.push(at);
  }
  return batch.length === 0 ? batches : [...batches, batch];
}
