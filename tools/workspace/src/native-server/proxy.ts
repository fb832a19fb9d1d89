import { once } from 'node:events';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';

/** A way to a server that can be cut or held up in the middle. */
export interface Proxy {
  readonly url: string;
  /** Lets nothing through any more, in neither direction; both ends believe that the other is there. */
  stall(): void;
  /** Breaks every connection when this many more bytes have gone to the server. */
  cutAfter(bytes: number): void;
  /** New connections go through again; those that were stalled stay so. */
  resume(): void;
  close(): Promise<void>;
}

/** @param url of the server behind it, on 127.0.0.1 */
export async function startProxy(url: string): Promise<Proxy> {
  const target = Number(new URL(url).port);
  const pairs = new Set<readonly [Socket, Socket]>();
  let stalled = false;
  let left = Number.POSITIVE_INFINITY;
  const server = createServer((client) => {
    const upstream = connect({ host: '127.0.0.1', port: target });
    const pair = [client, upstream] as const;
    pairs.add(pair);
    let isHeld = stalled;
    client.on('data', (chunk: Buffer) => {
      isHeld ||= stalled;
      if (isHeld) return;
      upstream.write(chunk.subarray(0, Math.min(chunk.length, left)));
      left -= chunk.length;
      if (left > 0) return;
      left = Number.POSITIVE_INFINITY;
      for (const [one, other] of pairs) {
        one.destroy();
        other.end();
      }
    });
    upstream.on('data', (chunk: Buffer) => {
      isHeld ||= stalled;
      if (!isHeld) client.write(chunk);
    });
    // A stalled end learns nothing of the other's.
    client.on('close', () => {
      isHeld ||= stalled;
      if (!isHeld) upstream.end();
    });
    upstream.on('close', () => client.destroy());
    for (const socket of pair) socket.on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const through = new URL(url);
  through.port = String(typeof address === 'object' ? address?.port : 0);
  return {
    url: through.href,
    stall: () => {
      stalled = true;
    },
    resume: () => {
      stalled = false;
    },
    cutAfter: (bytes) => {
      left = bytes;
    },
    close: async () => {
      for (const socket of [...pairs].flat()) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
