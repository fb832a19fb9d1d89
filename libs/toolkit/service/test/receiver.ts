import { once } from 'node:events';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:http';

/** A message as it came. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The other end of webhooks: answers what it is told to, and keeps what it got. */
export interface Receiver {
  readonly url: string;
  readonly host: string;
  readonly received: Received[];
  /** What it answers from now on; `silent` keeps the caller waiting. */
  answer: { status: number; headers?: Record<string, string> } | 'silent';
  /** Answers those who are kept waiting; resolves when the answers have left. */
  answerAll(status: number): Promise<void>;
  /** Resolves when so many messages have come since the beginning. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  const silent = new Set<ServerResponse>();
  const waiting = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      received.push({ path, headers, body: Buffer.concat(chunks).toString() });
      const { answer } = receiver;
      if (answer === 'silent') {
        silent.add(response);
        // Who was killed takes no answer any more.
        response.once('close', () => silent.delete(response));
      } else response.writeHead(answer.status, answer.headers ?? {}).end('thanks');
      for (const look of waiting) look();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${String(Reflect.get(Object(server.address()), 'port'))}`;
  const receiver: Receiver = {
    ...{ url: `http://${host}`, host, received, answer: { status: 204 } },
    answerAll: async (status) => {
      await Promise.all(
        [...silent].map(
          (response) =>
            new Promise<void>((resolve) => {
              response.writeHead(status).end(resolve);
            }),
        ),
      );
      silent.clear();
    },
    until: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (received.length < count) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return receiver;
}
