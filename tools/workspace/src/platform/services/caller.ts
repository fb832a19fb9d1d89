import type { LocalIssuer } from '@h-j-petroleum/toolkit-service/testing';
import type { PersonKey } from './people.ts';
import { people } from './people.ts';
import { serviceNames } from './service-list.ts';

/** Hours that a token of development holds. */
const hours = 12;

/** A token of a person for all three services. */
export function tokenOf(issuer: LocalIssuer, person: PersonKey): Promise<string> {
  const { subject, name, roles } = people[person];
  return issuer.token({
    ...{ subject, name, roles, audience: serviceNames, expiresIn: hours * 3600 },
  });
}

/** What a service answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Of JSON; undefined where it is none. */
  readonly body: unknown;
  readonly bytes: Buffer;
}

export interface Call {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Calls a service, as somebody where there is a token. */
export async function call(
  url: string,
  token: string | undefined,
  { body, headers = {}, method = body === undefined ? 'GET' : 'POST' }: Call = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return {
    ...{ status: response.status, headers: response.headers, bytes },
    body: isJson ? JSON.parse(bytes.toString()) : undefined,
  };
}
