import type { KeyObject } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { bears } from '../bearer.ts';
import type { Machine } from '../entry-key.ts';
import { entryKey, hashInPath } from '../entry-key.ts';
import { open, seal } from '../seal/seal.ts';
import type { Tally } from './tally.ts';
import type { Upstream } from './upstream.ts';

export interface GuardOptions {
  readonly upstream: Upstream;
  /** An entry that none of these has sealed is not handed on. */
  readonly trusted: readonly KeyObject[];
  /** Without it nothing is stored. */
  readonly signingKey: KeyObject | undefined;
  readonly machine: Machine;
  readonly tally: Tally;
}

export interface Guard {
  /** Of this machine only. */
  readonly url: string;
  /** Of this run only. */
  readonly token: string;
  close(): Promise<void>;
}

/**
 * Speaks the cache's protocol to Nx, which takes every answer but 200 and 404 for the end of the run, waits for an answer
 * for ever, and believes what it gets. So here an answer is 200 with an entry that is proved, or 404, and then the task
 * runs. What becomes of a result that is to be stored is never Nx's trouble: 200, or 403, which Nx passes over.
 */
export async function startGuard(options: GuardOptions): Promise<Guard> {
  const token = randomBytes(32).toString('hex');
  const server = createServer((request, response) => {
    answer(request, response, token, options).catch((error: unknown) => {
      options.tally.count({ kind: 'refused', why: `the guard failed: ${String(error)}` });
      // Nx asks for the first, and stores by the second.
      if (!response.headersSent) response.writeHead(request.method === 'PUT' ? 403 : 404);
      response.end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Of a server that listens on TCP it is never text or null.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    close: async () => {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  options: GuardOptions,
): Promise<void> {
  const hash = hashInPath(request.url);
  if (!bears(request.headers.authorization, token) || hash === undefined) {
    request.resume();
    response.writeHead(request.method === 'PUT' ? 403 : 404).end();
    return;
  }
  const key = entryKey(hash, options.machine);
  if (request.method === 'PUT') return store(request, response, key, options);
  const body = await retrieve(key, options);
  if (body === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(body);
}

async function retrieve(
  key: string,
  { upstream, trusted, tally }: GuardOptions,
): Promise<Buffer | undefined> {
  const fetched = await upstream.fetch(key);
  if (fetched.kind !== 'found') {
    tally.count(fetched);
    return undefined;
  }
  const opened = open(fetched.body, key, trusted);
  if (!opened.ok) {
    const why =
      opened.wrong === 'form'
        ? 'what the server gave is no sealed entry, or not a whole one'
        : 'an entry is not sealed by a trusted key, or not for this task, or was changed';
    tally.count({ kind: 'refused', why });
    return undefined;
  }
  tally.count({ kind: 'replayed' });
  return opened.body;
}

async function store(
  request: IncomingMessage,
  response: ServerResponse,
  key: string,
  { upstream, signingKey, tally }: GuardOptions,
): Promise<void> {
  if (!signingKey) {
    request.resume();
    tally.count({ kind: 'kept' });
    response.writeHead(403).end();
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  tally.count(await upstream.send(key, seal(Buffer.concat(chunks), key, signingKey)));
  response.writeHead(200).end();
}
