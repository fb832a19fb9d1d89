import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';

export interface Message {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server of this process that keeps what it is sent, and answers as it's told. */
export interface OtherEnd {
  readonly host: string;
  readonly url: string;
  readonly messages: readonly Message[];
  close(): Promise<void>;
}

/** @param answer gives the status and the body, by the message and how many came before it */
export async function startOtherEnd(
  answer: (
    message: Message,
    before: number,
  ) => { readonly status: number; readonly body?: unknown },
): Promise<OtherEnd> {
  const messages: Message[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      const message = { path, headers, body: Buffer.concat(chunks).toString() };
      messages.push(message);
      const { status, body } = answer(message, messages.length - 1);
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(body === undefined ? '' : JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${String(Reflect.get(Object(server.address()), 'port'))}`;
  return {
    ...{ host, url: `http://${host}`, messages },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
