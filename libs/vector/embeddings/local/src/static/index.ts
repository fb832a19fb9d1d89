import type { Embedder } from '@vector-toolkit/core/embedder';
import { VectorError } from '@vector-toolkit/core/embedder';
import { revisionOf } from '../folder/model-folder.ts';
import { readPrompts } from '../folder/prompts.ts';
import { inTurns } from '../in-turns.ts';
import type { StaticModel } from './static-model.ts';
import { readStaticModel } from './static-model.ts';

/** How a static model is used; what is not given, its folder says. */
export interface StaticOptions {
  /** Whether vectors are brought to length one. @default `normalize` of config.json, or that modules.json names it */
  readonly normalize?: boolean;
  /**
   * Tokens of a text that are looked at; `Infinity` for all. As in model2vec, the text is cut beforehand at so many times the
   * letters of a token, by the median of the vocabulary. @default `max_length` of config.json, or 512
   */
  readonly maxTokens?: number;
}

/** A model's way of counting changed: raise it where the same folder gives other vectors than before. */
const version = 'static 1';

/**
 * An embedder by a static model (model2vec) of a local folder: `model.safetensors`, `tokenizer.json`, `config.json`. A text's
 * vector is the mean of its tokens' vectors; tokens that the model does not know are left out. A text of which nothing is left has
 * the vector whose numbers are all equal: a vector without direction could not be found. The files are read once, here; the numbers
 * stay in memory.
 *
 * `space.model` is `static/` and a hash of what vectors depend on, so other files are another model, and a folder that moved is not.
 *
 * Throws `VECTOR_BAD_MODEL` where a file is missing or damaged, `VECTOR_PACKAGE_MISSING` without `@huggingface/tokenizers`, and
 * `VECTOR_BAD_OPTION`.
 */
export async function staticEmbedder(path: string, options: StaticOptions = {}): Promise<Embedder> {
  const model = await readStaticModel(path);
  const prompts = await readPrompts(model.folder);
  const normalized = options.normalize ?? model.normalized;
  const maxTokens = options.maxTokens ?? model.maxTokens ?? 512;
  if (!(maxTokens >= 1))
    throw new VectorError('VECTOR_BAD_OPTION', `maxTokens is ${maxTokens}; it must be 1 or more.`);
  const tokens = tokensBy(model, maxTokens);
  const vectorOf = vectorBy(model, normalized);
  const ofPrompt = tokens.count(prompts.document);
  const settings = JSON.stringify([version, normalized, maxTokens, prompts]);
  return {
    space: {
      model: `static/${revisionOf([settings, model.tokenizer.source, model.source])}`,
      dimensions: model.dimensions,
      normalized,
    },
    limits: {
      items: 1024,
      tokensPerItem: Math.max(1, maxTokens - ofPrompt),
      tokensPerCall: 200_000,
      overlong: 'cut',
    },
    countTokens: tokens.count,
    ...inTurns(
      (text) => vectorOf(tokens.first(prompts.document + text)),
      (text) => vectorOf(tokens.first(prompts.query + text)),
    ),
  };
}

/** Letters of a text whose tokens are kept, and how many such texts. */
const kept = { letters: 4096, texts: 1024 };

/** Tokens of a text that have a vector. */
function tokensBy({ tokenizer }: StaticModel, maxTokens: number) {
  const { vocabulary, unknown } = tokenizer;
  const unknownId = unknown === undefined ? undefined : vocabulary.get(unknown);
  const letters = maxTokens * medianLength([...vocabulary.keys()]);
  // Without an unknown token of its own, a tokenizer has no id for what it does not know.
  const encode = (text: string): number[] =>
    tokenizer.encode(text, false).filter((id) => id !== unknownId && id >= 0);
  // A text is counted, and embedded soon after; finding its tokens is nine tenths of the work.
  const counted = new Map<string, number[]>();
  return {
    count: (text: string): number => {
      const tokens = counted.get(text) ?? encode(text);
      if (counted.size === kept.texts) counted.clear();
      if (text.length <= kept.letters) counted.set(text, tokens);
      return tokens.length;
    },
    first: (text: string): number[] => {
      const cut = firstLetters(text, letters);
      const tokens = counted.get(cut) ?? encode(cut);
      counted.delete(cut);
      return tokens.length > maxTokens ? tokens.slice(0, maxTokens) : tokens;
    },
  };
}

function vectorBy({ dimensions, vectors, rows, weights }: StaticModel, normalized: boolean) {
  // In double precision, so that a long text's sum loses nothing.
  const sum = new Float64Array(dimensions);
  return (tokens: readonly number[]): Float32Array => {
    sum.fill(0);
    for (const token of tokens) {
      const weight = weights?.[token] ?? 1;
      const from = (rows?.[token] ?? token) * dimensions;
      for (let i = 0; i < dimensions; i++)
        sum[i] = (sum[i] ?? 0) + weight * (vectors[from + i] ?? 0);
    }
    let squares = 0;
    for (let i = 0; i < dimensions; i++) squares += (sum[i] ?? 0) ** 2;
    const vector = new Float32Array(dimensions);
    if (squares === 0) return vector.fill(1 / Math.sqrt(dimensions));
    const divisor = normalized ? Math.sqrt(squares) : tokens.length;
    for (let i = 0; i < dimensions; i++) vector[i] = (sum[i] ?? 0) / divisor;
    return vector;
  };
}

/** The middle length of texts in Unicode characters; between two, the mean, rounded down. At least 1. */
function medianLength(texts: readonly string[]): number {
  const lengths = Uint32Array.from(texts, (text) => [...text].length).sort();
  const middle = lengths.length >> 1;
  const upper = lengths[middle] ?? 1;
  const lower = lengths.length % 2 === 0 ? (lengths[middle - 1] ?? upper) : upper;
  return Math.max(1, Math.floor((lower + upper) / 2));
}

/** So many Unicode characters of a text, and no half of one. */
function firstLetters(text: string, count: number): string {
  if (text.length <= count) return text;
  let end = 0;
  for (let letters = 0; letters < count && end < text.length; letters++)
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  return text.slice(0, end);
}
