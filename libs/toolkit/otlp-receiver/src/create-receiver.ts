import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Signal, SignalWriter, StoreResult } from '@h-j-petroleum/toolkit-signals';
import type { Encoding } from './decoding/decode.ts';
import {
  decodeRequest,
  encodeResponse,
  encodeStatus,
  MalformedRequestError,
} from './decoding/decode.ts';
import { BodyBudget, readBody, RefusedRequestError } from './http/read-body.ts';
import { createRequestMapper } from './mapping/map-request.ts';

export interface ReceiverOptions {
  /** Where records are stored; who gives it also closes it. */
  readonly writer: Pick<SignalWriter, 'store' | 'stats'>;
  /** Bytes of a request as it comes. @default 16777216 */
  readonly maxBodyBytes?: number;
  /** Bytes of a request after gzip is undone. @default 67108864 */
  readonly maxInflatedBytes?: number;
  /** Bytes that the bodies of all requests at a time may use, compressed and not; more are asked to come again. @default 268435456 */
  readonly maxTotalBytes?: number;
  /** Requests that are worked on at a time; more are asked to come again. @default 32 */
  readonly maxConcurrent?: number;
  /** Milliseconds that a request waits for the database, before it is asked to come again. @default 10000 */
  readonly storeTimeoutMs?: number;
  /** Milliseconds in which a request must have come whole; its headers in a third of that. @default 30000 */
  readonly requestTimeoutMs?: number;
  /** Connections at a time; more are closed. @default 1024 */
  readonly maxConnections?: number;
  /** What a sender must have as `Authorization: Bearer …`; nothing unless given. */
  readonly token?: string | undefined;
  /** Origins of pages that may send; none unless given. */
  readonly corsOrigins?: readonly string[];
}

const routes: Readonly<Record<string, Signal>> = {
  '/v1/traces': 'spans',
  '/v1/logs': 'logs',
  '/v1/metrics': 'metrics',
};
const contentTypes: Readonly<Record<Encoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};
const retryAfterSeconds = 1;

// https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto
const rpcCodes: Readonly<Record<number, number>> = {
  ...{ 400: 3, 401: 16, 404: 5, 405: 12, 413: 8, 415: 3, 500: 13, 503: 14 },
};

/**
 * An OTLP/HTTP server that stores what it takes before it answers. It does not listen: that is the caller's.
 *
 * A request that comes again, because its answer was lost, is stored once: its content is its key, unless it holds a record
 * without a time, whose content may mean another the next time.
 */
export function createReceiver(options: ReceiverOptions): Server {
  const { writer, maxConcurrent = 32, storeTimeoutMs = 10_000, corsOrigins = [] } = options;
  const limits = {
    maxBodyBytes: options.maxBodyBytes ?? 16 * 1024 * 1024,
    maxInflatedBytes: options.maxInflatedBytes ?? 64 * 1024 * 1024,
  };
  const budget = new BodyBudget(options.maxTotalBytes ?? 256 * 1024 * 1024);
  const map = createRequestMapper();
  let running = 0;

  const receive = async (
    request: IncomingMessage,
    signal: Signal,
    take: (bytes: number) => void,
  ): Promise<Answer> => {
    const encoding = encodingOf(request);
    const body = await readBody(request, limits, take);
    const decoded = decodeRequest(signal, encoding, body);
    // Mapped once without a store, so that a request that is malformed half-way stores nothing.
    let records = 0;
    const count = (): void => void records++;
    const found = map(signal, decoded, { span: count, log: count, metric: count });
    const reasons = [...found.faults];
    let { rejected } = found;
    if (records > 0) {
      const key = found.isTimeless ? randomUUID() : keyOf(signal, body);
      const stored = await within(
        writer.store(key, signal, (sink) => {
          map(signal, decoded, sink);
        }),
        storeTimeoutMs,
      );
      if (stored === undefined || stored.reason === 'full') {
        throw new RefusedRequestError(
          503,
          stored === undefined
            ? `The database did not answer within ${storeTimeoutMs} ms. Send the same request again.`
            : 'Too much waits for the database. Send the same request again later.',
        );
      }
      rejected += stored.dropped;
      if (stored.dropped > 0) {
        reasons.push('a trace or span id is not valid, or the database refused a record');
      }
    }
    const message = rejected > 0 ? `Some records were left out: ${reasons.join('; ')}.` : '';
    return { status: 200, body: encodeResponse(signal, encoding, rejected, message) };
  };

  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path === '/healthz' && (request.method === 'GET' || request.method === 'HEAD')) {
      return health(writer, isKnown(request, options.token));
    }
    const signal = Object.hasOwn(routes, path) ? routes[path] : undefined;
    if (signal === undefined) {
      throw new RefusedRequestError(
        404,
        `There is nothing at this path. Send to ${Object.keys(routes).join(', ')}.`,
      );
    }
    if (request.method !== 'POST') throw new RefusedRequestError(405, 'Send by POST.');
    checkToken(request, options.token);
    if (running >= maxConcurrent) {
      throw new RefusedRequestError(503, 'Too many requests at a time. Send it again later.');
    }
    running++;
    let taken = 0;
    try {
      return await receive(request, signal, (bytes) => {
        budget.take(bytes);
        taken += bytes;
      });
    } finally {
      running--;
      budget.giveBack(taken);
    }
  };

  const requestTimeout = options.requestTimeoutMs ?? 30_000;
  const timeouts = {
    requestTimeout,
    headersTimeout: Math.ceil(requestTimeout / 3),
    // Who is late is noticed that much later at most.
    connectionsCheckingInterval: Math.ceil(requestTimeout / 10),
    keepAliveTimeout: 65_000,
  };
  // Who sends a byte a minute holds a connection, and no more.
  const server = createServer(timeouts, (request, response) => {
    allowOrigin(request, response, corsOrigins);
    if (request.method === 'OPTIONS' && response.hasHeader('access-control-allow-origin')) {
      response.writeHead(204).end();
      return;
    }
    answer(request)
      .catch((error: unknown) => refusal(request, error))
      .then(({ status, body, type, headers }) => {
        response.writeHead(status, {
          'content-type': type ?? contentTypes[safeEncodingOf(request)],
          'content-length': body.length,
          ...headers,
        });
        response.end(body);
        // What is left of a body that was refused is not read.
        if (status >= 400 && !request.complete) request.destroy();
      })
      .catch(() => request.destroy());
  });
  server.maxConnections = options.maxConnections ?? 1024;
  return server;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function refusal(request: IncomingMessage, error: unknown): Answer {
  const status =
    error instanceof RefusedRequestError
      ? error.httpStatus
      : error instanceof MalformedRequestError
        ? 400
        : 500;
  const known = status !== 500;
  const message = known && error instanceof Error ? error.message : 'The receiver failed.';
  return {
    status,
    body: encodeStatus(safeEncodingOf(request), rpcCodes[status] ?? 2, message),
    headers: {
      ...(status === 503 && { 'retry-after': String(retryAfterSeconds) }),
      ...(status === 405 && { allow: 'POST' }),
      ...(status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(status === 413 && { connection: 'close' }),
    },
  };
}

/** What went wrong names addresses, and is for those who may send. */
function health(writer: Pick<SignalWriter, 'stats'>, isToldAll: boolean): Answer {
  const { lastError, bytes, maxBytes } = writer.stats();
  const status = lastError === undefined ? 'ok' : 'failing';
  const body = isToldAll ? { status, lastError, bytes, maxBytes } : { status };
  return {
    ...{ status: lastError === undefined ? 200 : 503, type: 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
  };
}

function encodingOf(request: IncomingMessage): Encoding {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === contentTypes.protobuf) return 'protobuf';
  if (type === contentTypes.json) return 'json';
  throw new RefusedRequestError(
    415,
    `Content-Type ${type === '' ? 'is missing' : `${type} is not known`}. Send application/x-protobuf or application/json.`,
  );
}

function safeEncodingOf(request: IncomingMessage): Encoding {
  return /^application\/x-protobuf\b/i.test(request.headers['content-type'] ?? '')
    ? 'protobuf'
    : 'json';
}

/** @throws RefusedRequestError 401 */
function checkToken(request: IncomingMessage, token: string | undefined): void {
  if (isKnown(request, token)) return;
  throw new RefusedRequestError(401, 'The token is missing or wrong: Authorization: Bearer …');
}

function isKnown(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return true;
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  // Hashes are of one length, so that the comparison takes the same time whatever was given.
  const [one, other] = [given, token].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}

function allowOrigin(
  { headers }: IncomingMessage,
  response: ServerResponse,
  origins: readonly string[],
): void {
  const { origin } = headers;
  if (origin === undefined || !(origins.includes('*') || origins.includes(origin))) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'POST');
  response.setHeader(
    'access-control-allow-headers',
    'content-type, content-encoding, authorization',
  );
  response.setHeader('vary', 'origin');
}

/** A uuid (of version 8) by the content. */
function keyOf(signal: Signal, body: Buffer): string {
  const hash = createHash('sha256').update(signal).update('\0').update(body).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.subarray(0, 16).toString('hex');
  return [
    ...[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)],
  ].join('-');
}

/** undefined where it takes longer. */
async function within(promise: Promise<StoreResult>, ms: number): Promise<StoreResult | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
