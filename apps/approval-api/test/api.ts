import type { TestDatabase, TestService } from '@h-j-petroleum/toolkit-service/testing';
import { localIssuer, testService } from '@h-j-petroleum/toolkit-service/testing';
import { createApiKey } from '@h-j-petroleum/toolkit-service';
import { service } from '../src/app.ts';
import type { Config } from '../src/config.ts';
import type { Jobs } from '../src/work/outbox.ts';
import { testDatabase } from './database.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Of JSON; tests look into it. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test that reads a wrong member fails
  readonly body: any;
}

/** Who calls: `ada`, or `fay finance legal` with roles; `machine timesheet-api` by an API key with that role. */
export type Who = string;

export interface Api {
  readonly running: TestService<Config, Jobs>;
  readonly database: TestDatabase;
  get(who: Who, url: string): Promise<Answer>;
  post(who: Who, url: string, body?: object, headers?: Record<string, string>): Promise<Answer>;
  /** Decides on the version that is there now. */
  decide(who: Who, id: string, body: object): Promise<Answer>;
  close(): Promise<void>;
}

export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** The service on a database of its own. */
export async function startApi(
  environment: Record<string, string> = {},
  background = false,
): Promise<Api> {
  const [database, issuer] = await Promise.all([testDatabase(), localIssuer()]);
  const running = await testService(service, {
    ...{ database, issuer, background },
    environment: {
      WEBHOOK_HOSTS: 'hooks.example.com',
      WEBHOOK_SIGNING_SECRET: `shop=${secret}`,
      ...environment,
    },
  });
  const keys = new Map<string, string>();
  const headersOf = async (who: Who): Promise<Record<string, string>> => {
    const [subject = '', ...roles] = who.split(' ');
    if (subject === '') return {};
    if (subject !== 'machine') return running.as(subject, ...roles);
    const name = roles[0] ?? '';
    const key =
      keys.get(name) ??
      (await createApiKey(database.pool, { audience: service.name, machine: name, roles })).key;
    keys.set(name, key);
    return { 'x-api-key': key };
  };
  const call = async (
    method: 'GET' | 'POST',
    who: Who,
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await running.app.inject({
      ...{ method, url, headers: { ...(await headersOf(who)), ...headers } },
      ...(payload === undefined ? {} : { payload }),
    });
    const body: unknown = response.body === '' ? undefined : response.json();
    return { status: response.statusCode, headers: response.headers, body };
  };
  const api: Api = {
    ...{ running, database },
    get: (who, url) => call('GET', who, url),
    post: (who, url, body, headers) => call('POST', who, url, body, headers),
    decide: async (who, id, body) => {
      const { headers } = await call('GET', who, `/v1/requests/${id}`);
      return call('POST', who, `/v1/requests/${id}/decisions`, body, {
        'if-match': String(headers['etag'] ?? '"0"'),
      });
    },
    close: async () => {
      await running.close();
      await Promise.all([database.close(), issuer.close()]);
    },
  };
  return api;
}

/** A purchase of so many euros. */
export function purchase(value = '500.00', more: object = {}) {
  return {
    policy: 'purchase',
    subject: { type: 'purchase', id: 'po-1', version: '1' },
    title: 'A new pump for rig 7',
    payload: { supplier: 'Pumpen Weber' },
    amount: { value, currency: 'EUR' },
    ...more,
  };
}
