import type { Reranker } from '@vector-toolkit/core/embedder';
import { ProviderError, requestJson, VectorError } from '@vector-toolkit/core/embedder';
import * as z from 'zod/mini';

/** A model behind a rerank API. */
export interface HttpRerankerOptions {
  /** As the server names it: `rerank-v3.5`. */
  readonly model: string;
  /** Where the API is, up to and with its version: `https://api.cohere.com/v2`, `http://127.0.0.1:8000/v1`. */
  readonly baseUrl: string;
  /** Sent as a bearer token. A server on loopback needs none. */
  readonly apiKey?: string;
  /**
   * How texts are sent: as `documents` with the model's name (Cohere, Jina, vLLM, LiteLLM), or as `texts` (Text Embeddings
   * Inference). @default 'documents'
   */
  readonly dialect?: 'documents' | 'texts';
  /** What the model's name begins with, and errors call the provider. @default 'rerank' */
  readonly provider?: string;
  /** Texts of one request; more are sent in several, one after the other. @default 1000 with `documents`, 32 with `texts`, as the servers have them */
  readonly limit?: number;
}

const defaultLimits = { documents: 1000, texts: 32 };

const answerShape = z.union([
  z.object({ results: z.array(z.object({ index: z.int(), relevance_score: z.number() })) }),
  z.array(z.object({ index: z.int(), score: z.number() })),
]);

/**
 * A reranker on a server that answers `POST /rerank`. Both forms of an answer are understood, in any order. Nothing is tried
 * again; `retryingReranker` of @vector-toolkit/core does that.
 *
 * Throws `VECTOR_BAD_OPTION` where the address is none, a key is missing or the limit is no number of texts.
 */
export function httpReranker(options: HttpRerankerOptions): Reranker {
  const { model, apiKey, dialect = 'documents', provider = 'rerank' } = options;
  const { limit = defaultLimits[dialect] } = options;
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  if (!/^https?:/.test(baseUrl) || !URL.canParse(baseUrl))
    throw new VectorError(
      'VECTOR_BAD_OPTION',
      `The address "${baseUrl}" of ${provider} is none; it looks like http://127.0.0.1:8000/v1.`,
    );
  const { hostname, origin } = new URL(baseUrl);
  if (apiKey === undefined && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
    throw new VectorError('VECTOR_BAD_OPTION', `${origin} needs a key: give apiKey.`);
  if (!Number.isSafeInteger(limit) || limit < 1)
    throw new VectorError('VECTOR_BAD_OPTION', `limit is ${limit}, and must be at least 1.`);
  const name = `${provider} at ${origin}`;

  const scoreSome = async (
    query: string,
    texts: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<number[]> => {
    const answer = await requestJson({
      provider: name,
      url: `${baseUrl}/rerank`,
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      body:
        dialect === 'documents'
          ? { model, query, documents: texts, top_n: texts.length }
          : { query, texts, truncate: true },
      signal,
    });
    return inOrder(answer, texts.length, name);
  };
  return {
    model: `${provider}/${model}`,
    score: async (query, texts, { signal } = {}) => {
      signal?.throwIfAborted();
      const sent = texts.map(sendable);
      const scores: number[] = [];
      for (let at = 0; at < sent.length; at += limit)
        scores.push(...(await scoreSome(sendable(query), sent.slice(at, at + limit), signal)));
      return scores;
    },
  };
}

/** The APIs refuse a text without characters, and JSON holds no lone surrogates that a server could read. */
const sendable = (text: string): string => (text === '' ? ' ' : text.toWellFormed());

/** Scores in the order of the texts, whatever their order in the answer. */
function inOrder(answer: unknown, texts: number, name: string): number[] {
  const refuse = (reason: string): never => {
    throw new ProviderError(
      'VECTOR_PROVIDER_ANSWER',
      `${name} answered ${reason}. Nothing of it was kept.`,
      { retryable: false },
    );
  };
  const { success, data } = z.safeParse(answerShape, answer);
  if (!success) return refuse('something else than a list of indexes with finite scores');
  const results = Array.isArray(data)
    ? data
    : data.results.map(({ index, relevance_score: score }) => ({ index, score }));
  const scores = new Map(results.map(({ index, score }) => [index, score]));
  if (results.length !== texts || scores.size !== texts)
    refuse(`with ${results.length} scores of ${scores.size} texts, and ${texts} were sent`);
  return Array.from(
    { length: texts },
    (_, index) => scores.get(index) ?? refuse(`without the score of text ${index} of ${texts}`),
  );
}
