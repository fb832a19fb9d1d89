import autocannon from 'autocannon';
import type { ServerProcess } from './server-process.ts';

/** A request as it is sent. */
export interface Shot {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a round of requests took. */
export interface Volley {
  readonly perSecond: number;
  /** Milliseconds from the request to the end of its answer. */
  readonly p50: number;
  readonly p99: number;
  /** Microseconds of CPU of the serving process for one request. */
  readonly cpuMicros: number;
  /** Bodies of the answers. */
  readonly answers: readonly string[];
}

/**
 * Sends so many requests over so many connections, each as soon as the one before is answered.
 *
 * @param next makes a request; it is asked for a few more than are sent
 * @throws Error where an answer is not 201
 */
export async function fire(
  server: ServerProcess,
  next: () => Shot,
  { amount, connections }: { readonly amount: number; readonly connections: number },
): Promise<Volley> {
  const times: number[] = [];
  const answers: string[] = [];
  const refused: string[] = [];
  const cpu = server.cpuMicros();
  const started = performance.now();
  let ended = started;
  await new Promise<void>((resolve, reject) => {
    const run = autocannon(
      {
        ...{ url: server.address, amount, connections, timeout: 30 },
        requests: [
          {
            method: 'POST',
            setupRequest: (request) => ({ ...request, ...next(), method: 'POST' }),
            onResponse: (status, body) => {
              if (status === 201) answers.push(body);
              else refused.push(`${status} ${body.slice(0, 500)}`);
              // autocannon itself looks once a second whether all is done.
              ended = performance.now();
            },
          },
        ],
      },
      (error: unknown) => {
        if (error === null || error === undefined) resolve();
        else reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
    // The histogram of autocannon has whole milliseconds.
    run.on('response', (_client, _status, _bytes, time) => times.push(time));
  });
  const cpuMicros = (server.cpuMicros() - cpu) / amount;
  if (answers.length !== amount)
    throw new Error(
      `${amount - answers.length} of ${amount} requests were not answered with 201: ${refused[0] ?? 'no answer'}`,
    );
  const sorted = times.toSorted((left, right) => left - right);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return {
    ...{ perSecond: (amount * 1000) / (ended - started), p50: at(0.5), p99: at(0.99) },
    ...{ cpuMicros, answers },
  };
}
