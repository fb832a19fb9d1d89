import { ProviderError } from '../errors.ts';

/** A request to a provider's HTTP API. */
export interface JsonRequest {
  /** What errors call the provider: `OpenAI at http://127.0.0.1:8080`. */
  readonly provider: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Bytes of an answer at most. @default 268435456 */
  readonly maxBytes?: number;
}

/**
 * Posts JSON and gives back what was answered, parsed and nothing else. Throws a `ProviderError`: retryable where there was no
 * answer, it was cut short, or its status is 408, 409, 425, 429 or 5xx. Redirects are not followed, for a key goes with the
 * request. The caller's abort rejects with its own reason.
 */
export async function requestJson({
  provider,
  url,
  headers = {},
  body,
  signal,
  maxBytes = 256 * 2 ** 20,
}: JsonRequest): Promise<unknown> {
  signal?.throwIfAborted();
  let text: string;
  let response: Response;
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(body),
      redirect: 'error',
      ...(signal === undefined ? {} : { signal }),
    });
    text = await readText(response, maxBytes, provider);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ProviderError) throw error;
    throw new ProviderError(
      'VECTOR_PROVIDER_UNAVAILABLE',
      `${provider} cannot be reached, or broke off its answer: ${reasonOf(error)}`,
      { retryable: true, cause: error },
    );
  }
  if (!response.ok) throw refusal(provider, response, text);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ProviderError(
      'VECTOR_PROVIDER_ANSWER',
      `${provider} answered something that is no JSON: ${text.slice(0, 80)}`,
      { retryable: true, cause: error },
    );
  }
}

async function readText(response: Response, maxBytes: number, provider: string): Promise<string> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes)
      throw new ProviderError(
        'VECTOR_PROVIDER_ANSWER',
        `${provider} answered more than ${maxBytes} bytes.`,
        { retryable: false },
      );
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join('');
}

function refusal(provider: string, response: Response, text: string): ProviderError {
  const { status } = response;
  const retryable = status >= 500 || [408, 409, 425, 429].includes(status);
  const hint =
    status === 401 || status === 403
      ? ' Check the key.'
      : status === 404
        ? ' Check address and model.'
        : '';
  return new ProviderError(
    retryable ? 'VECTOR_PROVIDER_UNAVAILABLE' : 'VECTOR_PROVIDER_REFUSED',
    `${provider} answered ${status}: ${text.slice(0, 300).trim() || response.statusText}.${hint}`,
    { retryable, retryAfterMs: retryAfterMs(response.headers) },
  );
}

/** Milliseconds that an answer asks to be left alone: `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). */
export function retryAfterMs(headers: Headers, now: number = Date.now()): number | undefined {
  const exact = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (Number.isFinite(exact)) return Math.max(0, exact);
  const given = headers.get('retry-after')?.trim();
  if (given === undefined || given === '') return undefined;
  if (/^\d+(?:\.\d+)?$/.test(given)) return Number(given) * 1000;
  const at = Date.parse(given);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.message : error.message;
}
