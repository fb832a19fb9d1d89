import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { bears } from '../bearer.ts';
import { hashInPath } from '../entry-key.ts';
import type { EntryFolder } from './entry-folder.ts';
import { openEntryFolder, TooLarge } from './entry-folder.ts';

export interface CacheServerOptions {
  readonly folder: string;
  /** May read and store. */
  readonly writeToken: string;
  /** May read. */
  readonly readToken?: string | undefined;
  /** Of one entry. */
  readonly maxBytes: number;
  /** Loopback unless given: what reaches it from elsewhere comes through something that speaks TLS. */
  readonly host?: string;
  /** Any free one unless given. */
  readonly port?: number;
}

export interface CacheServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A server of Nx's protocol for self-hosted caches (https://nx.dev/docs/kb/self-hosted-caching) with one folder for its
 * store: GET and PUT of `/v1/cache/<hash>`. 200 done; 401 no token that it knows; 403 a token that may only read; 404
 * not there; 409 there already, and left as it is; 413 too large.
 */
export async function startCacheServer(options: CacheServerOptions): Promise<CacheServer> {
  const { folder, maxBytes, host = '127.0.0.1', port = 0 } = options;
  const entries = await openEntryFolder(folder, maxBytes);
  const server = createServer((request, response) => {
    answer(request, response, entries, options).catch((error: unknown) => {
      if (error instanceof TooLarge) return refuse(request, response, 413, error.message);
      // Somebody who broke off hears nothing of it.
      return refuse(request, response, 500, 'It could not be done.');
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  // Of a server that listens on TCP it is never text or null.
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${own}`,
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
  entries: EntryFolder,
  { writeToken, readToken, maxBytes }: CacheServerOptions,
): Promise<void> {
  const { authorization } = request.headers;
  const mayWrite = bears(authorization, writeToken);
  if (!mayWrite && (readToken === undefined || !bears(authorization, readToken))) {
    return refuse(request, response, 401, 'No token that is known here.');
  }
  const key = hashInPath(request.url);
  if (key === undefined) return refuse(request, response, 404, 'Entries are at /v1/cache/<hash>.');
  if (request.method === 'GET') return send(request, response, entries, key);
  if (request.method !== 'PUT') return refuse(request, response, 405, 'GET and PUT.');
  if (!mayWrite) return refuse(request, response, 403, 'This token may read only.');
  if (Number(request.headers['content-length']) > maxBytes) {
    throw new TooLarge(`More than ${maxBytes} bytes.`);
  }
  const stored = await entries.write(key, request);
  if (!stored) return refuse(request, response, 409, 'It is there, and stays as it is.');
  response.writeHead(200).end();
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  entries: EntryFolder,
  key: string,
): Promise<void> {
  const entry = await entries.read(key);
  if (!entry) return refuse(request, response, 404, 'Not there.');
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': entry.size,
  });
  await pipeline(entry.content, response);
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end(text);
  // A client that is still sending reads the answer only if somebody takes what it sends.
  request.resume();
}
