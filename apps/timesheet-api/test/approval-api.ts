import { createHash, randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import { signWebhook } from '@h-j-petroleum/toolkit-service';
import { z } from 'zod';
import type { Outcome } from '../src/store/submissions.ts';

const filed = z.strictObject({
  policy: z.string(),
  subject: z.strictObject({ type: z.string(), id: z.string(), version: z.string() }),
  title: z.string(),
  requester: z.string(),
  named: z.record(z.string(), z.array(z.string())),
  payload: z.record(z.string(), z.unknown()),
  callback: z.strictObject({ url: z.url(), secretName: z.string() }),
});

/** A request as the stand-in keeps it. */
interface Kept {
  readonly id: string;
  readonly body: z.output<typeof filed>;
  state: 'pending' | Outcome;
  version: number;
  decisions: Record<string, unknown>[];
}

/** One call and its answer, to be held against the document of approval-api. */
interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly sent: string;
  readonly status: number;
  readonly answered: string;
}

/** How it misbehaves, until it is set otherwise. */
interface Faults {
  /** Answers this and does nothing. */
  down: number | undefined;
  /** Does what is asked, and then breaks the connection instead of answering, this many times. */
  loseAnswers: number;
  /** Does what is asked, and never answers. */
  holdAnswers: boolean;
}

/** approval-api as far as timesheet-api asks it, on a free port: routes, statuses and bodies of its OpenAPI document, one outcome a request. */
export interface StandIn {
  readonly url: string;
  readonly faults: Faults;
  readonly requests: readonly Kept[];
  readonly exchanges: readonly Exchange[];
  /** `filed` when a request has been filed, before it is answered. */
  readonly events: EventEmitter;
  /** Decides a request, and answers the webhook that tells of it; not sent yet. */
  decide(id: string, outcome: Outcome, comment?: string): Delivery;
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

const verdicts: Readonly<Partial<Record<Outcome, string>>> = {
  ...{ approved: 'approve', rejected: 'reject', returned: 'return' },
};

export async function startApprovalApi(secret: string, apiKey: string): Promise<StandIn> {
  const requests: Kept[] = [];
  const byKey = new Map<string, { hash: string; status: number; body: string }>();
  const exchanges: Exchange[] = [];
  const events = new EventEmitter();
  const faults: Faults = { down: undefined, loseAnswers: 0, holdAnswers: false };

  const headOf = (id: string): string => createHash('sha256').update(id).digest('hex');
  const eventOf = ({ id, body: { subject }, state, decisions }: Kept) => ({
    ...{ type: `approval.request.${state}`, timestamp: new Date().toISOString() },
    data: {
      ...{ requestId: id, subject, outcome: state, decidedAt: '2026-03-09T10:00:00.000Z' },
      ...{ decisions, auditHead: headOf(id) },
    },
  });
  const viewOf = ({ id, body, state, version, decisions }: Kept): string => {
    const { title, subject, requester, policy, payload } = body;
    return JSON.stringify({
      ...{ id, title, subject, requester, payload, state, version, decisions, steps: [] },
      ...{ policy: { name: policy, version: 1 }, filedBy: 'machine:timesheet-api' },
      ...{ updatedAt: '2026-03-09T10:00:00.000Z', createdAt: '2026-03-09T09:00:00.000Z' },
      auditHead: headOf(id),
    });
  };
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
      const body = filed.safeParse(JSON.parse(text));
      if (!body.success) return problem(400, 'invalid-request');
      const one: Kept = {
        ...{ id: randomUUID(), body: body.data, state: 'pending', version: 1, decisions: [] },
      };
      requests.push(one);
      events.emit('filed');
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
      if (faults.down !== undefined) {
        response.writeHead(faults.down).end('down');
        return;
      }
      const sent = Buffer.concat(chunks).toString();
      const { status, body, etag } = answer(request, sent);
      const { method = '', url = '' } = request;
      exchanges.push({ method, url, sent, status, answered: body });
      if (faults.holdAnswers) return;
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
    ...{ faults, requests, exchanges, events },
    decide: (id, outcome, comment) => {
      const one = requests.find((request) => request.id === id);
      if (one?.state !== 'pending') throw new Error(`The request ${id} is not pending.`);
      one.state = outcome;
      one.version++;
      const decision = verdicts[outcome];
      if (decision !== undefined)
        one.decisions.push({
          ...{ step: 'manager', decision, by: 'max', onBehalfOf: 'max', version: 1 },
          at: '2026-03-09T10:00:00.000Z',
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
