import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { JWK } from 'jose';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface TokenOptions {
  readonly subject: string;
  readonly audience: string | readonly string[];
  readonly roles?: readonly string[];
  readonly scopes?: readonly string[];
  readonly name?: string;
  /** Seconds from now until it expires; negative for one that has. @default 3600 */
  readonly expiresIn?: number;
  /** Claims beside those, or instead of them. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** An OpenID Connect issuer of this process, for tests and for development. Its keys live as long as it does. */
export interface LocalIssuer {
  /** What to give others as `OIDC_ISSUER`. */
  readonly url: string;
  readonly jwksUrl: string;
  /** How often the keys were asked for. */
  readonly fetches: number;
  token(options: TokenOptions): Promise<string>;
  /** Signs with a new key from now on. The old one stays among its keys unless `forget`. */
  rotate(options?: { readonly forget?: boolean }): Promise<void>;
  close(): Promise<void>;
}

export interface LocalIssuerOptions {
  /** @default a free one */
  readonly port?: number;
  /** @default 'RS256' */
  readonly algorithm?: 'RS256' | 'ES256' | 'EdDSA';
}

/**
 * Starts an issuer on 127.0.0.1 with discovery document and keys. It has no way to log in: whoever holds the process makes
 * the tokens. So it must not be reachable from elsewhere, and can't be told to be.
 */
export async function localIssuer({
  port = 0,
  algorithm = 'RS256',
}: LocalIssuerOptions = {}): Promise<LocalIssuer> {
  const keys: JWK[] = [];
  let signing = await addKey(keys, algorithm);
  let fetches = 0;
  const server = createServer((request, response) => {
    const documents: Record<string, unknown> = {
      '/.well-known/openid-configuration': {
        ...{ issuer: url, jwks_uri: `${url}/jwks`, token_endpoint: `${url}/token` },
        ...{ response_types_supported: ['code'], subject_types_supported: ['public'] },
        id_token_signing_alg_values_supported: [algorithm],
      },
      '/jwks': { keys },
    };
    const path = request.url ?? '';
    const document = Object.hasOwn(documents, path) ? documents[path] : undefined;
    if (path === '/jwks') fetches++;
    response
      .writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(document ?? { error: 'not found' }));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${String(Reflect.get(Object(server.address()), 'port'))}`;
  return {
    ...{ url, jwksUrl: `${url}/jwks` },
    get fetches() {
      return fetches;
    },
    token: ({ subject, audience, roles, scopes, name, expiresIn = 3600, claims }) => {
      const now = Math.floor(Date.now() / 1000);
      const said = {
        ...{ iss: url, sub: subject, aud: typeof audience === 'string' ? audience : [...audience] },
        ...{ iat: now, exp: now + expiresIn, jti: randomUUID() },
        ...{ roles: [...(roles ?? [])], name },
        ...(scopes === undefined ? {} : { scope: scopes.join(' ') }),
        ...claims,
      };
      return new SignJWT(said)
        .setProtectedHeader({ alg: algorithm, kid: signing.kid, typ: 'JWT' })
        .sign(signing.key);
    },
    rotate: async ({ forget = false } = {}) => {
      if (forget) keys.splice(0);
      signing = await addKey(keys, algorithm);
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function addKey(keys: JWK[], algorithm: string) {
  const { publicKey, privateKey } = await generateKeyPair(algorithm);
  const kid = randomUUID();
  keys.push({ ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' });
  return { kid, key: privateKey };
}
