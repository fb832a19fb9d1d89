import type autocannon from 'autocannon';

/** Longest time of one round; what is so slow is seen by fewer requests. */
const mostSeconds = 5;
/** How often it is looked whether all requests are answered, in milliseconds. */
const tickMs = 20;

export interface Load {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly connections: number;
  /** How many requests, over all connections. */
  readonly requests: number;
  readonly timeoutSeconds: number;
}

/** What came of one round. */
export interface Driven {
  /** Milliseconds of each answer. */
  readonly times: readonly number[];
  readonly statuses: ReadonlyMap<number, number>;
  /** Of the last answer, with its head. */
  readonly bytes: number;
  readonly timeouts: number;
  readonly broken: number;
}

/** Sends one request again and again, over connections that stay open. */
export async function drive(cannon: typeof autocannon, load: Load): Promise<Driven> {
  const times: number[] = [];
  const statuses = new Map<number, number>();
  let bytes = 0;
  const { url, method, headers, body, connections, requests, timeoutSeconds } = load;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const instance = cannon(
      {
        ...{ url, connections, amount: requests, timeout: timeoutSeconds, sampleInt: tickMs },
        // Of a type that has fewer methods than HTTP; any that a document names is sent as it is.
        method: methodOf(method),
        headers: { ...headers },
        ...(body === undefined ? {} : { body }),
        // As many failures as connections: none of them comes through.
        bailout: connections,
      },
      (error: unknown, done: autocannon.Result) => {
        clearTimeout(timer);
        if (error === null || error === undefined) resolve(done);
        else reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
    const timer = setTimeout(
      () => {
        instance.stop();
      },
      (mostSeconds + timeoutSeconds) * 1000,
    );
    instance.on('response', (_client, status, size, time) => {
      times.push(time);
      bytes = size;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    });
  });
  const { timeouts, errors } = result;
  return { times, statuses, bytes, timeouts, broken: errors - timeouts };
}

const known = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

function methodOf(method: string): (typeof known)[number] {
  return known.find((one) => one === method) ?? 'GET';
}
