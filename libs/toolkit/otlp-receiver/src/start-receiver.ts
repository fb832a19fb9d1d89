import { once } from 'node:events';
import { sharedWriter } from '@h-j-petroleum/toolkit-signals';
import type { ReceiverOptions } from './create-receiver.ts';
import { createReceiver } from './create-receiver.ts';

export interface StartReceiverOptions extends Omit<ReceiverOptions, 'writer'> {
  /** @default 4318 */
  readonly port?: number;
  /** @default '127.0.0.1' */
  readonly host?: string;
  /** Milliseconds that `close` waits for requests that are being worked on. @default 5000 */
  readonly closeTimeoutMs?: number;
  /** `DATABASE_URL` unless given. */
  readonly databaseUrl?: string | undefined;
}

/** A receiver that listens. */
export interface RunningReceiver {
  /** What to give an SDK as `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  /** Takes no more, answers what it has, and stores it. Twice is once. */
  close(): Promise<void>;
}

/** The receiver can't listen where it should. */
export class ReceiverAddressError extends Error {
  override readonly name = 'ReceiverAddressError';
  readonly code = 'RECEIVER_ADDRESS';
}

/**
 * Listens, and stores by the process's shared writer.
 *
 * @throws ReceiverAddressError where port or host can't be had
 * @throws SignalsError `SIGNALS_NO_DATABASE_URL`, `SIGNALS_BAD_DATABASE_URL`
 */
export async function startReceiver(options: StartReceiverOptions = {}): Promise<RunningReceiver> {
  const { port = 4318, host = '127.0.0.1', closeTimeoutMs = 5000, databaseUrl, ...rest } = options;
  const shared = sharedWriter({ url: databaseUrl });
  const server = createReceiver({ ...rest, writer: shared.writer });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    await shared.release(0);
    throw addressError(cause, host, port);
  }
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  let closed: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    close: () => {
      closed ??= (async () => {
        const done = once(server, 'close');
        server.close();
        server.closeIdleConnections();
        // Who sends slowly does not hold up the end.
        const timer = setTimeout(() => {
          server.closeAllConnections();
        }, closeTimeoutMs);
        await done;
        clearTimeout(timer);
        await shared.release();
      })();
      return closed;
    },
  };
}

function addressError(cause: unknown, host: string, port: number): Error {
  const code: unknown = Reflect.get(Object(cause), 'code');
  const reason =
    code === 'EADDRINUSE'
      ? 'another program listens there already'
      : code === 'EACCES'
        ? 'this user may not listen there'
        : cause instanceof Error
          ? cause.message
          : String(cause);
  return new ReceiverAddressError(
    `The receiver can't listen on ${host}:${port}: ${reason}. Choose another by --port or OTLP_PORT.`,
    { cause },
  );
}
