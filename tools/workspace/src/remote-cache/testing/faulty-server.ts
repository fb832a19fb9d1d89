import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a cache server can do wrong, by name: each answers every request in the same way. */
export const faults = {
  'hangs for ever': () => undefined,
  'hangs in the middle of its answer': (response) => {
    response.writeHead(200, { 'content-length': 1000 });
    response.write('x'.repeat(100));
  },
  'breaks the connection': (response) => response.destroy(),
  'cuts its answer short': (response) => {
    response.writeHead(200, { 'content-length': 1000 });
    response.write('x'.repeat(100), () => response.destroy());
  },
  'answers 500': (response) => response.writeHead(500).end('broken'),
  'answers 503': (response) => response.writeHead(503).end(),
  'answers 401': (response) => response.writeHead(401).end('who are you?'),
  'answers 403': (response) => response.writeHead(403).end('not you'),
  'answers 204': (response) => response.writeHead(204).end(),
  'answers with nothing': (response) => response.writeHead(200).end(),
  'answers with garbage': (response) => response.writeHead(200).end('<html>Welcome</html>'),
  'sends elsewhere': (response) => response.writeHead(302, { location: '/elsewhere' }).end(),
  'says that it is compressed': (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('it is not'),
  'never stops sending': (response) => {
    response.writeHead(200);
    const more = (): void => {
      while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      if (!response.destroyed) response.once('drain', more);
    };
    more();
  },
} as const satisfies Record<string, (response: ServerResponse) => unknown>;

export type Fault = keyof typeof faults;

export interface FaultyServer {
  readonly url: string;
  /** Method and path of what came, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function startFaultyServer(fault: Fault): Promise<FaultyServer> {
  return startServer((_request, response) => void faults[fault](response));
}

/** Answers with what it is handed, whoever asks for what. */
export async function startLyingServer(
  body: (path: string) => Buffer | undefined,
): Promise<FaultyServer> {
  return startServer((request, response) => {
    const given = request.method === 'GET' ? body(request.url ?? '') : Buffer.alloc(0);
    if (given) response.writeHead(200).end(given);
    else response.writeHead(404).end();
  });
}

async function startServer(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<FaultyServer> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    request.resume();
    answer(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Of a server that listens on TCP it is never text or null.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

/** The address of a port that was free a moment ago: nothing listens there. */
export async function addressOfNobody(): Promise<string> {
  const server = await startServer(() => undefined);
  await server.close();
  return server.url;
}
