import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import { signWebhook } from '@h-j-petroleum/toolkit-service';
import type { Outcome } from '../src/store/submissions.ts';

/** A request as the stand-in keeps it. */
interface Kept {
  readonly id: string;
  readonly subject: { readonly type: string; readonly id: string; readonly version: string };
  readonly requester: string;
  readonly callback: { readonly url: string; readonly secretName: string };
  readonly body: Readonly<Record<string, unknown>>;
  state: 'pending' | Outcome;
  version: number;
  decisions: { by: string; decision: string; comment?: string }[];
}

/** How it misbehaves, until it is set otherwise. */
interface Faults {
  /** Answers this and does nothing. */
  down: number | undefined;
  /** Does what is asked, and then breaks the connection instead of answering, this many times. */
  loseAnswers: number;
}

/** approval-api as far as timesheet-api asks it, on a free port: routes, statuses and bodies of its OpenAPI document, one outcome a request. */
export interface StandIn {
  readonly url: string;
  readonly faults: Faults;
  readonly requests: readonly Kept[];
  /** Keys of the calls that were answered, in order. */
  readonly calls: readonly string[];
  /** Resolves when so many requests have been filed. */
  filed(count: number): Promise<void>;
  /** Decides a request, and answers the webhook that tells of it; not sent yet. */
  decide(id: string, outcome: Outcome, comment?: string): Delivery;
  /** Takes a request back, as its requester does. */
  close(): Promise<void>;
}

/** A webhook on its way. */
export interface Delivery {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Signs an event as approval-api does. */
export function deliveryOf(
  secret: string,
  event: unknown,
  { id = `msg_${randomUUID()}`, at = new Date() } = {},
): Delivery {
  const body = JSON.stringify(event);
  return {
    body,
    headers: { 'content-type': 'application/json', ...signWebhook(secret, id, body, at) },
  };
}

export async function startApprovalApi(secret: string, apiKey: string): Promise<StandIn> {
  const requests: Kept[] = [];
  const byKey = new Map<string, { hash: string; status: number; body: string }>();
  const calls: string[] = [];
  const faults: Faults = { down: undefined, loseAnswers: 0 };
  let waiting: { count: number; resolve: () => void }[] = [];

  const eventOf = ({ id, subject, state, decisions }: Kept) => ({
    ...{ type: `approval.request.${state}`, timestamp: new Date().toISOString() },
    data: {
      ...{ requestId: id, subject, outcome: state, decidedAt: '2026-03-09T10:00:00.000Z' },
      ...{ decisions, auditHead: createHash('sha256').update(id).digest('hex') },
    },
  });
  const viewOf = ({ id, subject, requester, state, version, decisions }: Kept): string =>
    JSON.stringify({
      ...{ id, subject, requester, state, version, decisions, steps: [], payload: {} },
      ...{ updatedAt: '2026-03-09T10:00:00.000Z', createdAt: '2026-03-09T09:00:00.000Z' },
      auditHead: createHash('sha256').update(id).digest('hex'),
    });
  const problem = (status: number, code: string) => ({
    ...{ status, body: JSON.stringify({ code, status, title: code, detail: code }) },
  });

  const answer = (
    { method = '', url = '', headers }: IncomingMessage,
    text: string,
  ): { status: number; body: string; etag?: string } => {
    if (headers['x-api-key'] !== apiKey) return problem(401, 'unauthenticated');
    const key = headers['idempotency-key'];
    const hash = createHash('sha256').update(`${method} ${url}\n${text}`).digest('hex');
    const stored = typeof key === 'string' ? byKey.get(key) : undefined;
    if (stored !== undefined)
      return stored.hash === hash ? stored : problem(422, 'idempotency-key-reused');
    const made = route(method, url, headers, text);
    if (typeof key === 'string' && made.status < 300) byKey.set(key, { ...made, hash });
    return made;
  };
  const route = (
    method: string,
    url: string,
    headers: IncomingMessage['headers'],
    text: string,
  ): { status: number; body: string; etag?: string } => {
    if (method === 'POST' && url === '/v1/requests') {
      const body: Kept['body'] = JSON.parse(text);
      const { subject, requester, callback } = body as unknown as Kept;
      const one: Kept = {
        ...{ id: randomUUID(), subject, requester, callback, body, state: 'pending', version: 1 },
        decisions: [],
      };
      requests.push(one);
      waiting = waiting.filter(({ count, resolve }) => {
        if (requests.length >= count) resolve();
        return requests.length < count;
      });
      return { status: 201, body: viewOf(one), etag: '"1"' };
    }
    const [, id, action] = /^\/v1\/requests\/([^/]+)(\/withdrawal)?$/.exec(url) ?? [];
    const one = requests.find((request) => request.id === id);
    if (one === undefined) return problem(404, 'not-found');
    if (method === 'GET') return { status: 200, body: viewOf(one), etag: `"${one.version}"` };
    if (method !== 'POST' || action === undefined) return problem(404, 'route-not-found');
    if (headers['if-match'] !== undefined && headers['if-match'] !== `"${one.version}"`)
      return problem(412, 'precondition-failed');
    if (one.state !== 'pending') return problem(409, 'request-closed');
    one.state = 'withdrawn';
    one.version++;
    return { status: 201, body: viewOf(one), etag: `"${one.version}"` };
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push(`${request.method} ${request.url}`);
      if (faults.down !== undefined) {
        response.writeHead(faults.down).end('down');
        return;
      }
      const { status, body, etag } = answer(request, Buffer.concat(chunks).toString());
      if (faults.loseAnswers > 0) {
        faults.loseAnswers--;
        request.socket.destroy();
        return;
      }
      response
        .writeHead(status, {
          'content-type': status < 400 ? 'application/json' : 'application/problem+json',
          ...(etag === undefined ? {} : { etag }),
        })
        .end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String(Reflect.get(Object(server.address()), 'port'))}`,
    ...{ faults, requests, calls },
    filed: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    decide: (id, outcome, comment) => {
      const one = requests.find((request) => request.id === id);
      if (one?.state !== 'pending') throw new Error(`The request ${id} is not pending.`);
      one.state = outcome;
      one.version++;
      one.decisions.push({
        ...{ by: 'max', decision: outcome.replace(/(?:ed|d)$/, '') },
        ...(comment === undefined ? {} : { comment }),
      });
      return deliveryOf(secret, eventOf(one));
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
