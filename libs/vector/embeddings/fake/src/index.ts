import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { hashEmbedder } from '@vector-toolkit/embeddings-local/hash';
import { rerankAnswer } from './rerank-answer.ts';

export type { FaultsUnderTest, IngestionUnderTest } from './fault-checks.ts';
export { faultChecks, ingestionChecks } from './fault-checks.ts';

/** What a provider can do wrong, once. */
export type Fault =
  /** Too many requests; `retryAfter` as the header says it. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** One vector or score too few. */
  | { readonly kind: 'short' }
  /** All of them, in another order, each with its index. */
  | { readonly kind: 'reordered' }
  /** One index twice. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'not-a-number' }
  | { readonly kind: 'dimensions' }
  /** No answer, until the client gives up. */
  | { readonly kind: 'silent' }
  /** An answer that breaks off in the middle. */
  | { readonly kind: 'cut' }
  | { readonly kind: 'no-json' };

/** A request that the server has had. */
export interface SeenRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A running server. */
export interface FakeProvider {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** The coming requests meet these faults, one each, in order. */
  fail(...faults: readonly Fault[]): void;
  close(): Promise<void>;
}

const dimensions = 384;
const encoder = hashEmbedder();

/**
 * A server on a free port of 127.0.0.1 that answers `POST /v1/embeddings` as OpenAI documents it, and `POST /api/embed` as
 * Ollama does; `POST /v1/rerank` as Cohere documents it, and `POST /rerank` as Text Embeddings Inference does. Vectors are
 * hashes of the texts, 384 dimensions or the first so many, and scores their cosines. The key is `test-key`; the model
 * `missing` is not there; Ollama refuses texts over 8,000 words with `truncate: false`.
 */
export async function startFakeProvider(): Promise<FakeProvider> {
  const requests: SeenRequest[] = [];
  const faults: Fault[] = [];
  const server = createServer((request, response) => {
    void answer(request, response, requests, faults.shift()).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    fail: (...coming) => void faults.push(...coming),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  requests: SeenRequest[],
  fault: Fault | undefined,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
  const path = request.url ?? '';
  requests.push({ path, authorization: request.headers.authorization, body });
  const isOpenAi = path.startsWith('/v1/');
  const send = (status: number, content: unknown, headers: Record<string, string> = {}): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof content === 'string' ? content : JSON.stringify(content));
  };
  const error = (message: string): unknown =>
    isOpenAi ? { error: { message } } : { error: message };
  if (fault?.kind === 'silent') return;
  if (fault?.kind === 'status')
    return send(
      fault.status,
      error(`status ${fault.status}`),
      fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter },
    );
  if (fault?.kind === 'no-json') return send(200, '<html>');
  if (!['/v1/embeddings', '/v1/rerank', '/rerank', '/api/embed'].includes(path))
    return send(404, error(`no ${path}`));
  if (isOpenAi && request.headers.authorization !== 'Bearer test-key')
    return send(401, error('Incorrect API key provided'));
  if (body.model === 'missing') return send(404, error('model "missing" not found'));
  const content = path.endsWith('/rerank')
    ? await rerankAnswer(encoder, body, fault)
    : await embeddingsAnswer(isOpenAi, body, fault);
  if (content === undefined) return send(400, error('the input length exceeds the context length'));
  if (fault?.kind !== 'cut') return send(200, content);
  const text = JSON.stringify(content);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
  response.write(text.slice(0, text.length / 2));
  setTimeout(() => response.destroy(), 10);
}

/** Undefined where the server refuses a text. */
async function embeddingsAnswer(
  isOpenAi: boolean,
  body: Readonly<Record<string, unknown>>,
  fault: Fault | undefined,
): Promise<unknown> {
  const texts = (Array.isArray(body.input) ? body.input : [body.input]).map(String);
  if (!isOpenAi && body.truncate === false && texts.some((text) => text.split(/\s+/).length > 8000))
    return undefined;
  const size = typeof body.dimensions === 'number' ? body.dimensions : dimensions;
  const vectors = (await encoder.embed(texts)).map((vector) => cut(vector, size));
  spoil(vectors, fault);
  return isOpenAi
    ? openAiAnswer(body, vectors, fault)
    : {
        model: body.model,
        embeddings: vectors.map((vector) => [...vector]),
        prompt_eval_count: texts.length,
      };
}

/** The first so many numbers, of length one again, as models that can be shortened give them. */
function cut(vector: Float32Array, size: number): Float32Array {
  const shorter = Float32Array.from({ length: size }, (_, i) => vector[i] ?? 0);
  // Hashes of a short text can miss the first places.
  shorter[0] = (shorter[0] ?? 0) + 1e-3;
  const length = Math.hypot(...shorter);
  return shorter.map((value) => value / length);
}

function spoil(vectors: Float32Array[], fault: Fault | undefined): void {
  if (fault?.kind === 'short') vectors.pop();
  if (fault?.kind === 'not-a-number') vectors[0]?.fill(Number.NaN);
  if (fault?.kind === 'dimensions') vectors[0] = new Float32Array(7).fill(1);
}

function openAiAnswer(
  { encoding_format: format, model }: Readonly<Record<string, unknown>>,
  vectors: readonly Float32Array[],
  fault: Fault | undefined,
): unknown {
  const data = vectors.map((vector, index) => ({
    object: 'embedding',
    index: fault?.kind === 'repeated' ? 0 : index,
    embedding:
      format === 'base64'
        ? Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
        : [...vector],
  }));
  if (fault?.kind === 'reordered') data.reverse();
  return { object: 'list', model, data, usage: { prompt_tokens: 1, total_tokens: 1 } };
}
