import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';

/** What stands before the instances of a service: each request goes to the next of them. */
export interface Balancer {
  readonly url: string;
  /** Ports of the instances. */
  readonly targets: number[];
  /** How many requests each port has answered. */
  readonly answered: ReadonlyMap<number, number>;
  close(): Promise<void>;
}

/** Starts one on a free port of 127.0.0.1. An instance that is not there is passed over, as health checks would have it. */
export async function startBalancer(): Promise<Balancer> {
  const targets: number[] = [];
  const answered = new Map<number, number>();
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    void answer(incoming, outgoing).catch(() => {
      outgoing.writeHead(502).end();
    });
  });
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    for (const _ of targets) {
      const port = targets[turn++ % targets.length] ?? 0;
      if (await passedOn(port, incoming, body, outgoing)) {
        answered.set(port, (answered.get(port) ?? 0) + 1);
        return;
      }
    }
    outgoing.writeHead(503).end();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String(Reflect.get(Object(server.address()), 'port'))}`,
    ...{ targets, answered },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** False where nobody listens; a request that may have been read is not made again. */
function passedOn(
  port: number,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const passing = request({ host: '127.0.0.1', port, method, path: url, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
      resolve(true);
    });
    passing.on('error', (error) => {
      if (Reflect.get(error, 'code') === 'ECONNREFUSED') resolve(false);
      else reject(error);
    });
    passing.end(body);
  });
}
