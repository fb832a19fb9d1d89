export interface UpstreamOptions {
  readonly server: URL;
  readonly token: string | undefined;
  /** The most that a request may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Of one answer. */
  readonly maxBytes: number;
}

export type Fetched =
  | { readonly kind: 'found'; readonly body: Buffer }
  | { readonly kind: 'absent' | 'skipped' }
  | { readonly kind: 'refused'; readonly why: string };

export type Sent =
  | { readonly kind: 'stored' | 'there' | 'skipped' }
  | { readonly kind: 'refused'; readonly why: string };

/** A cache server that may be slow, broken or hostile. Nothing here throws, and nothing takes longer than it may. */
export interface Upstream {
  fetch(key: string): Promise<Fetched>;
  send(key: string, body: Buffer): Promise<Sent>;
}

/** After so many failures one after the other a server is left alone until the run ends. */
const patience = 3;

export function openUpstream({ server, token, timeoutMs, maxBytes }: UpstreamOptions): Upstream {
  let failures = 0;
  const request = async <T>(
    key: string,
    init: RequestInit,
    read: (response: Response) => Promise<T>,
  ): Promise<T | { kind: 'skipped' } | { kind: 'refused'; why: string }> => {
    if (failures >= patience) return { kind: 'skipped' };
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const headers = {
        'content-type': 'application/octet-stream',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      };
      const url = new URL(`${server.pathname.replace(/\/$/, '')}/v1/cache/${key}`, server);
      // The token is for this server and for none that it names.
      const response = await fetch(url, { ...init, headers, signal, redirect: 'manual' });
      const result = await read(response);
      failures = response.status >= 500 ? failures + 1 : 0;
      return result;
    } catch (error) {
      // Each further request to a server that hangs would wait as long again.
      failures = signal.aborted ? patience : failures + 1;
      const why = signal.aborted
        ? `the server took more than ${timeoutMs / 1000} s`
        : error instanceof AnswerTooLarge
          ? error.message
          : `the server was not reached, or broke off: ${causeOf(error)}`;
      return { kind: 'refused', why };
    }
  };
  return {
    fetch: (key) =>
      request(key, { method: 'GET' }, async (response): Promise<Fetched> => {
        if (response.status === 200)
          return { kind: 'found', body: await whole(response, maxBytes) };
        await response.body?.cancel();
        if (response.status === 404) return { kind: 'absent' };
        return { kind: 'refused', why: `the server answers ${response.status}` };
      }),
    send: async (key, body) => {
      // Nobody would take it.
      if (body.length > maxBytes) {
        return { kind: 'refused', why: `an entry is larger than ${maxBytes} bytes` };
      }
      return request(key, { method: 'PUT', body }, async (response): Promise<Sent> => {
        await response.body?.cancel();
        if (response.ok) return { kind: 'stored' };
        if (response.status === 409) return { kind: 'there' };
        return { kind: 'refused', why: `the server answers ${response.status} to what it is sent` };
      });
    },
  };
}

class AnswerTooLarge extends Error {}

async function whole(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop ends the transfer.
    if (size > maxBytes) throw new AnswerTooLarge(`an entry is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** `fetch` says only that it failed; what happened is in its cause. */
function causeOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  const code: unknown = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : cause instanceof Error ? cause.message : String(cause);
}
