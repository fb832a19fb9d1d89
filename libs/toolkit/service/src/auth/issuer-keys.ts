import type { JWTVerifyGetKey } from 'jose';
import { createRemoteJWKSet, customFetch } from 'jose';
import * as z from 'zod';
import { ServiceError } from '../errors.ts';

/** Bytes of an issuer's answer that are read. */
const answerLimit = 262_144;
const timeoutMs = 5_000;
/** Milliseconds between two fetches for a key id that is not known. */
const cooldownMs = 30_000;
const maxAgeMs = 600_000;

/**
 * The keys of an issuer, fetched when they are needed. Answers are bounded in size and time, redirects are not followed, and
 * addresses are https except on this machine.
 *
 * @throws ServiceError `SERVICE_BAD_OPTION` for an address that keys can't come from
 */
export function issuerKeys(issuer: string, jwksUrl?: string): JWTVerifyGetKey {
  checkAddress(issuer);
  if (jwksUrl !== undefined) return keysAt(checkAddress(jwksUrl));
  let keys: JWTVerifyGetKey | undefined;
  let discovering: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    // What failed is asked again with the next token; those that come meanwhile wait for the one question.
    discovering ??= keys === undefined ? discover(issuer).then(keysAt) : undefined;
    try {
      keys ??= await discovering;
    } finally {
      discovering = undefined;
    }
    if (keys === undefined) throw new Error(`The keys of ${issuer} were not found`);
    return keys(header, token);
  };
}

function keysAt(url: URL): JWTVerifyGetKey {
  return createRemoteJWKSet(url, {
    ...{ timeoutDuration: timeoutMs, cooldownDuration: cooldownMs, cacheMaxAge: maxAgeMs },
    [customFetch]: boundedFetch,
  });
}

const discoverySchema = z.object({ issuer: z.string(), jwks_uri: z.string() });

/** Where the issuer says that its keys are (OpenID Connect Discovery 1.0, section 4). */
async function discover(issuer: string): Promise<URL> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await boundedFetch(url, {
    ...{ redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) },
  });
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
  const document = discoverySchema.parse(await response.json());
  // Another issuer's document would have tokens of its own taken here.
  if (document.issuer !== issuer) throw new Error(`${url} is of the issuer ${document.issuer}`);
  return checkAddress(document.jwks_uri);
}

async function boundedFetch(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (response.body === null) return response;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > answerLimit) throw new Error(`${url} answered more than ${answerLimit} bytes`);
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), { status: response.status });
}

function checkAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isLocal = url !== undefined && /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLocal)) return url;
  throw new ServiceError(
    'SERVICE_BAD_OPTION',
    `Keys can't be fetched safely from ${address}: who stands between could give others. Use https, or http on this machine.`,
  );
}
