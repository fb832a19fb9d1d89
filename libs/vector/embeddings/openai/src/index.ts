import type { Embedder, EmbedderLimits, EmbedOptions } from '@vector-toolkit/core/embedder';
import {
  approximateTokens,
  ProviderError,
  requestJson,
  VectorError,
} from '@vector-toolkit/core/embedder';
import * as z from 'zod/mini';
import { decodeVector } from './decode-vector.ts';

/** A model behind OpenAI's API. */
export interface OpenAiOptions {
  /** As the server names it: `text-embedding-3-small`. */
  readonly model: string;
  /** Numbers in a vector. Models that can be shortened are asked for so many. */
  readonly dimensions: number;
  /** Whether the model can give fewer dimensions than it has, so that they are part of the request. @default true for text-embedding-3 models */
  readonly canBeShortened?: boolean;
  /** Whether vectors come with length one. @default true */
  readonly normalized?: boolean;
  /** Where the API is, up to and with its version. @default the variable `OPENAI_BASE_URL`, or `https://api.openai.com/v1` */
  readonly baseUrl?: string;
  /** @default the variable `OPENAI_API_KEY`; a server on loopback needs none */
  readonly apiKey?: string;
  /** What the space calls the provider. @default 'openai' */
  readonly provider?: string;
  /** Put in front of a text that is searched for, as some models want it: `query: `. */
  readonly queryPrefix?: string;
  /** Put in front of a text that is stored: `passage: `. */
  readonly documentPrefix?: string;
  /** @default 2048 texts, 8191 tokens a text, 300,000 tokens a call, as OpenAI has them */
  readonly limits?: Partial<EmbedderLimits>;
  /** Tokens of a text. `countCl100k` of `/cl100k` is exact for OpenAI's models. @default an upper guess */
  readonly countTokens?: (text: string) => number;
}

const openAiLimits: EmbedderLimits = {
  items: 2048,
  tokensPerItem: 8191,
  tokensPerCall: 300_000,
  overlong: 'refused',
};

const answerShape = z.object({
  data: z.array(
    z.object({ index: z.number(), embedding: z.union([z.string(), z.array(z.number())]) }),
  ),
});

/**
 * An embedder on OpenAI, or on any server that speaks its API. Vectors are asked for in base64, a quarter of the size and no
 * parsing of numbers; servers that answer with numbers all the same are understood.
 *
 * Throws `VECTOR_BAD_OPTION` where the key is missing or the address is none.
 */
export function openAiEmbedder(options: OpenAiOptions): Embedder {
  const { model, dimensions, normalized = true, provider = 'openai' } = options;
  const baseUrl = (
    options.baseUrl ??
    process.env.OPENAI_BASE_URL ??
    'https://api.openai.com/v1'
  ).replace(/\/+$/, '');
  if (!URL.canParse(baseUrl))
    throw new VectorError('VECTOR_BAD_OPTION', `The address "${baseUrl}" of ${provider} is none.`);
  const { hostname, origin } = new URL(baseUrl);
  const apiKey = options.apiKey ?? process.env.OPENAI_API_KEY;
  if (apiKey === undefined && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
    throw new VectorError(
      'VECTOR_BAD_OPTION',
      `${origin} needs a key: set OPENAI_API_KEY, or give apiKey.`,
    );
  const isShortened = options.canBeShortened ?? /^text-embedding-3/.test(model);
  const limits = { ...openAiLimits, ...options.limits };
  const countTokens = options.countTokens ?? approximateTokens;
  const name = `${provider} at ${origin}`;

  const embed = async (
    texts: readonly string[],
    { signal }: EmbedOptions = {},
  ): Promise<Float32Array[]> => {
    signal?.throwIfAborted();
    if (texts.length === 0) return [];
    refuseOverlong(texts, limits, countTokens, model);
    const answer = await requestJson({
      provider: name,
      url: `${baseUrl}/embeddings`,
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      body: {
        model,
        // The API refuses a text without characters.
        input: texts.map((text) => (text === '' ? ' ' : text.toWellFormed())),
        encoding_format: 'base64',
        ...(isShortened ? { dimensions } : {}),
      },
      signal,
    });
    return inOrder(answer, texts.length, name);
  };
  return {
    space: { model: `${provider}/${model}`, dimensions, normalized },
    limits,
    countTokens,
    embed: (texts, call) => {
      const prefix = options.documentPrefix ?? '';
      return embed(prefix === '' ? texts : texts.map((text) => prefix + text), call);
    },
    embedQuery: async (text, call) => {
      const [vector] = await embed([`${options.queryPrefix ?? ''}${text}`], call);
      return vector ?? new Float32Array();
    },
  };
}

/** What the server would refuse is refused before it is sent, so that a batch does not fail for one text. */
function refuseOverlong(
  texts: readonly string[],
  { tokensPerItem }: EmbedderLimits,
  countTokens: (text: string) => number,
  model: string,
): void {
  for (const text of texts) {
    // A token is at least one byte, so most texts need not be counted.
    if (text.length * 3 <= tokensPerItem) continue;
    const tokens = countTokens(text);
    if (tokens > tokensPerItem)
      throw new ProviderError(
        'VECTOR_PROVIDER_REFUSED',
        `A text has ${tokens} tokens, and ${model} takes at most ${tokensPerItem}: "${text.slice(0, 40)}…". Cut it into chunks.`,
        { retryable: false },
      );
  }
}

/** Vectors in the order of the texts, whatever their order in the answer. */
function inOrder(answer: unknown, texts: number, name: string): Float32Array[] {
  const { success, data } = z.safeParse(answerShape, answer);
  if (!success)
    throw new ProviderError(
      'VECTOR_PROVIDER_ANSWER',
      `${name} answered something else than a list of embeddings.`,
      { retryable: false },
    );
  const vectors = new Map(
    data.data.map(({ index, embedding }) => [index, decodeVector(embedding)]),
  );
  return Array.from({ length: texts }, (_, index) => {
    const vector = vectors.get(index);
    if (vector === undefined)
      throw new ProviderError(
        'VECTOR_PROVIDER_ANSWER',
        `${name} answered without the embedding of text ${index} of ${texts}. Nothing of it was kept.`,
        { retryable: false },
      );
    return vector;
  });
}
