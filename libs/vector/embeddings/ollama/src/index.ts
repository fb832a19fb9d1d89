import type { Embedder, EmbedderLimits, EmbedOptions } from '@vector-toolkit/core/embedder';
import {
  approximateTokens,
  ProviderError,
  requestJson,
  VectorError,
} from '@vector-toolkit/core/embedder';
import * as z from 'zod/mini';

/** A model on an Ollama server. */
export interface OllamaOptions {
  /** As the server names it, with its tag: `nomic-embed-text:v1.5`. */
  readonly model: string;
  /** Numbers in a vector. */
  readonly dimensions: number;
  /** @default the variable `OLLAMA_HOST`, or `http://127.0.0.1:11434` */
  readonly baseUrl?: string;
  /** Put in front of a text that is searched for, as some models want it: `search_query: `. */
  readonly queryPrefix?: string;
  /** Put in front of a text that is stored: `search_document: `. */
  readonly documentPrefix?: string;
  /** @default 256 texts, 2048 tokens a text, 65,536 tokens a call; a longer text is refused */
  readonly limits?: Partial<EmbedderLimits>;
  /** @default an upper guess */
  readonly countTokens?: (text: string) => number;
}

const defaultLimits: EmbedderLimits = {
  items: 256,
  tokensPerItem: 2048,
  tokensPerCall: 65_536,
  overlong: 'refused',
};

const answerShape = z.object({ embeddings: z.array(z.array(z.number())) });

/**
 * An embedder on an Ollama server (`POST /api/embed`), which gives vectors of length one. The server is told not to cut a
 * text that is longer than the model's context: what was embedded would not be what was asked for.
 *
 * Throws `VECTOR_BAD_OPTION` where the address is none.
 */
export function ollamaEmbedder(options: OllamaOptions): Embedder {
  const { model, dimensions } = options;
  const origin = addressOf(options.baseUrl ?? process.env.OLLAMA_HOST ?? 'http://127.0.0.1:11434');
  const limits = { ...defaultLimits, ...options.limits };
  const countTokens = options.countTokens ?? approximateTokens;
  const name = `Ollama at ${origin}`;

  const embed = async (
    texts: readonly string[],
    { signal }: EmbedOptions = {},
  ): Promise<Float32Array[]> => {
    signal?.throwIfAborted();
    if (texts.length === 0) return [];
    const overlong = texts.find((text) => countTokens(text) > limits.tokensPerItem);
    if (overlong !== undefined)
      throw new ProviderError(
        'VECTOR_PROVIDER_REFUSED',
        `A text has about ${countTokens(overlong)} tokens, and ${model} is taken to hold ${limits.tokensPerItem}: "${overlong.slice(0, 40)}…". Cut it into chunks, or raise limits.tokensPerItem.`,
        { retryable: false },
      );
    const answer = await requestJson({
      provider: name,
      url: `${origin}/api/embed`,
      // The server gives no vector of a text without characters.
      body: {
        model,
        input: texts.map((text) => (text === '' ? ' ' : text.toWellFormed())),
        truncate: false,
      },
      signal,
    });
    const { success, data } = z.safeParse(answerShape, answer);
    if (!success || data.embeddings.length !== texts.length)
      throw new ProviderError(
        'VECTOR_PROVIDER_ANSWER',
        `${name} answered ${success ? `${data.embeddings.length} embeddings of ${texts.length} texts` : 'something else than a list of embeddings'}. Nothing of it was kept.`,
        { retryable: false },
      );
    return data.embeddings.map((embedding) => Float32Array.from(embedding));
  };
  return {
    space: { model: `ollama/${model}`, dimensions, normalized: true },
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

/** `OLLAMA_HOST` may leave out the scheme and the port. */
function addressOf(given: string): string {
  const full = /^https?:\/\//.test(given) ? given : `http://${given}`;
  if (!URL.canParse(full))
    throw new VectorError('VECTOR_BAD_OPTION', `The address "${given}" of Ollama is none.`);
  const url = new URL(full);
  if (url.port === '' && !/^https?:\/\//.test(given)) url.port = '11434';
  return url.origin;
}
