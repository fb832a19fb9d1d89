import { once } from 'node:events';
import { createServer } from 'node:http';

/** What becomes of a package that is sent through. */
export type Fault =
  /** It is answered with 500, and reaches nobody. */
  | 'fails'
  /** It is taken and never answered. */
  | 'hangs'
  /** It arrives, and the answer is lost. */
  | 'loses the answer';

export interface FaultyRegistry {
  readonly url: string;
  /** Resolves when the fault has happened once. */
  readonly happened: Promise<void>;
  close(): Promise<void>;
}

/** Stands before a registry, hands everything on, and has one fault with one package. */
export async function faultyRegistry(
  target: string,
  name: string,
  fault: Fault,
): Promise<FaultyRegistry> {
  let tell = (): void => undefined;
  const happened = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const { method = 'GET', url = '/', headers } = request;
      const strikes = method === 'PUT' && decodeURIComponent(url) === `/${name}`;
      if (strikes && fault !== 'loses the answer') {
        tell();
        if (fault === 'fails') response.writeHead(500).end('{"error":"no space left"}');
        return;
      }
      const answer = await fetch(new URL(url, target), {
        method,
        headers: {
          'content-type': headers['content-type'] ?? 'application/json',
          ...(headers.authorization === undefined ? {} : { authorization: headers.authorization }),
        },
        ...(method === 'GET' ? {} : { body: Buffer.concat(chunks) }),
      });
      const body = Buffer.from(await answer.arrayBuffer());
      if (strikes) {
        tell();
        response.destroy();
        return;
      }
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(body);
    })();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    happened,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
