import { once } from 'node:events';
import { createServer } from 'node:http';
import type { JWK } from 'jose';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JwtOptions } from '../index.ts';
import { jwtAuthenticator } from '../index.ts';
import type { LocalIssuer } from '../testing/index.ts';
import { localIssuer } from '../testing/index.ts';

let issuer: LocalIssuer;
beforeEach(async () => {
  issuer = await localIssuer();
});
afterEach(async () => {
  vi.useRealTimers();
  await issuer.close();
});

const audience = 'notes';
const authenticator = (over: Partial<JwtOptions> = {}) =>
  jwtAuthenticator({ issuer: issuer.url, audience, ...over });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const ada = { subject: 'ada', audience };
/** The answer to a token: who it is of, or code and words of the refusal. */
const said = async (token: string, one = authenticator()): Promise<unknown> =>
  one.authenticate(bearer(token)).catch((error: unknown) => {
    const { code, message } = Object(error);
    return `${code}: ${message}`;
  });
const publicKeys = async (): Promise<JWK[]> =>
  Object(await (await fetch(issuer.jwksUrl)).json()).keys;
const claimsOf = (over: object = {}) => {
  const now = Math.floor(Date.now() / 1000);
  return { iss: issuer.url, aud: audience, sub: 'mallory', iat: now, exp: now + 600, ...over };
};

describe('a token', () => {
  it('says who its bearer is, with roles, scopes and name', async () => {
    const token = await issuer.token({
      ...{
        ...ada,
        roles: ['reader', 'writer'],
        scopes: ['notes:read', 'notes:write'],
        name: 'Ada',
      },
    });
    expect(await said(token)).toStrictEqual({
      ...{ subject: 'ada', kind: 'person', roles: ['reader', 'writer'], name: 'Ada' },
      scopes: ['notes:read', 'notes:write'],
    });
  });

  it('of a client for itself is of a machine', async () => {
    const token = await issuer.token({ ...ada, claims: { client_id: 'ada' } });
    expect(await said(token)).toMatchObject({ kind: 'machine' });
  });

  it('has its roles where the issuer puts them', async () => {
    const token = await issuer.token({ ...ada, claims: { realm_access: { roles: ['reader'] } } });
    expect(await said(token, authenticator({ rolesClaim: 'realm_access.roles' }))).toMatchObject({
      roles: ['reader'],
    });
  });

  it.each([
    ['one second too old, by clocks that differ', -1, { subject: 'ada' }],
    ['a minute too old', -60, 'unauthenticated: The token has expired. Get a new one.'],
  ])('%s', async (_, expiresIn, expected) => {
    const answer = await said(await issuer.token({ ...ada, expiresIn }));
    if (typeof expected === 'string') expect(answer).toBe(expected);
    else expect(answer).toMatchObject(expected);
  });

  it.each([
    ['for another service', { aud: 'other' }, 'its claim "aud" is another'],
    ['of another issuer', { iss: 'https://evil.example' }, 'its claim "iss" is another'],
    ['without an end', { exp: undefined }, 'its claim "exp" is missing'],
    ['of nobody', { sub: undefined }, 'its claim "sub" is missing'],
    ['not yet valid', { nbf: Math.floor(Date.now() / 1000) + 600 }, 'its claim "nbf" is another'],
  ])('%s is refused', async (_, claims, reason) => {
    expect(await said(await issuer.token({ ...ada, claims }))).toBe(
      `unauthenticated: The token is not for this service: ${reason}.`,
    );
  });

  it('with roles that are none is refused', async () => {
    expect(await said(await issuer.token({ ...ada, claims: { roles: 'admin' } }))).toBe(
      'unauthenticated: The token’s claims are not what this service reads.',
    );
  });

  it('without a signature is refused', async () => {
    const part = (value: object): string =>
      Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'none' })}.${part(claimsOf())}.`;
    expect(await said(token)).toBe(
      'unauthenticated: The token is signed by "none", which is not taken.',
    );
  });

  it('signed with the public key as if it were a password is refused', async () => {
    const keys = await publicKeys();
    const publicKey = await importJWK({ ...keys[0], ext: true }, 'RS256');
    if (publicKey instanceof Uint8Array) throw new Error('not a public key');
    const pem = new TextEncoder().encode(await exportSPKI(publicKey));
    const token = await new SignJWT(claimsOf())
      .setProtectedHeader({ alg: 'HS256', kid: keys[0]?.kid ?? '' })
      .sign(pem);
    expect(await said(token)).toBe(
      'unauthenticated: The token is signed by "HS256", which is not taken.',
    );
  });

  it('that brings its own key, or names another’s, is refused', async () => {
    const keys = await publicKeys();
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const jwk = await exportJWK(publicKey);
    const header = { alg: 'RS256', kid: keys[0]?.kid ?? '', jwk, jku: 'http://127.0.0.1:1/jwks' };
    const token = await new SignJWT(claimsOf()).setProtectedHeader(header).sign(privateKey);
    expect(await said(token)).toBe('unauthenticated: The token is not valid.');
  });

  it('that was changed is refused', async () => {
    const [header, , signature] = (await issuer.token(ada)).split('.');
    const claims = Buffer.from(JSON.stringify(claimsOf())).toString('base64url');
    expect(await said(`${header}.${claims}.${signature}`)).toBe(
      'unauthenticated: The token is not valid.',
    );
    expect(await said('no.token')).toBe('unauthenticated: The token is not valid.');
  });

  it('in another form is refused, and none at all says nothing', async () => {
    await expect(
      authenticator().authenticate({ authorization: 'Basic YTpi' }),
    ).rejects.toMatchObject({
      ...{ code: 'unauthenticated', message: 'The header Authorization is not "Bearer <token>".' },
    });
    expect(await authenticator().authenticate({})).toBeNull();
  });
});

describe('a token that was checked', () => {
  it('is taken again without its issuer for half a minute, and not past its end', async () => {
    const now = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now });
    const one = authenticator();
    const [long, short] = [
      await issuer.token(ada),
      await issuer.token({ ...ada, subject: 'bob', expiresIn: 5 }),
    ];
    expect(await said(long, one)).toMatchObject({ subject: 'ada' });
    expect(await said(short, one)).toMatchObject({ subject: 'bob' });
    vi.setSystemTime(now + 29_000);
    expect(await said(long, one)).toMatchObject({ subject: 'ada' });
    expect(await said(short, one)).toMatchObject({ subject: 'bob' });
    vi.setSystemTime(now + 36_000);
    expect(await said(short, one)).toBe('unauthenticated: The token has expired. Get a new one.');
    // Eleven minutes later the keys are old as well, and nobody is there who has them.
    await issuer.close();
    vi.setSystemTime(now + 660_000);
    expect(await said(long, one)).toMatch(/^unavailable/);
    issuer = await localIssuer();
  });

  it('is another than one that was changed behind its claims', async () => {
    const one = authenticator();
    const token = await issuer.token(ada);
    expect(await said(token, one)).toMatchObject({ subject: 'ada' });
    const [header, claims, signature = ''] = token.split('.');
    const other = signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'));
    expect(await said(`${header}.${claims}.${other}`, one)).toBe(
      'unauthenticated: The token is not valid.',
    );
  });
});

describe('the keys of an issuer', () => {
  it('are fetched once for many tokens', async () => {
    const one = authenticator();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => issuer.token(ada)));
    await Promise.all(tokens.map((token) => one.authenticate(bearer(token))));
    expect(issuer.fetches).toBe(1);
  });

  it('can be changed, without a key that was forgotten being taken any more', async () => {
    const one = authenticator();
    const old = await issuer.token(ada);
    expect(await said(old, one)).toMatchObject({ subject: 'ada' });
    await issuer.rotate({ forget: true });
    // Half a minute after the last fetch a key that is not known is asked for.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    expect(await said(await issuer.token(ada), one)).toMatchObject({ subject: 'ada' });
    expect(await said(old, one)).toBe('unauthenticated: The token’s key is none of the issuer’s.');
  });

  it('are not asked for by each token of an unknown key', async () => {
    const one = authenticator();
    await said(await issuer.token(ada), one);
    const { privateKey } = await generateKeyPair('RS256');
    for (let index = 0; index < 20; index++) {
      const token = await new SignJWT(claimsOf())
        .setProtectedHeader({ alg: 'RS256', kid: `unknown-${index}` })
        .sign(privateKey);
      expect(await said(token, one)).toBe(
        'unauthenticated: The token’s key is none of the issuer’s.',
      );
    }
    expect(issuer.fetches).toBe(1);
  });

  it('that can’t be had are no fault of the token’s', async () => {
    const token = await issuer.token(ada);
    const one = authenticator();
    await issuer.close();
    expect(await said(token, one)).toBe(
      'unavailable: The keys of the issuer of tokens can’t be had now.',
    );
    issuer = await localIssuer();
  });
});

describe('an issuer that answers otherwise', () => {
  let answer: (path: string) => { status?: number; headers?: Record<string, string>; body: string };
  const server = createServer((request, response) => {
    const { status = 200, headers = {}, body } = answer(request.url ?? '');
    response.writeHead(status, headers).end(body);
  });
  let url = '';
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${String(Reflect.get(Object(server.address()), 'port'))}`;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  it.each([
    [
      'for another issuer',
      () => ({ body: `{"issuer":"https://x.example","jwks_uri":"${issuer.jwksUrl}"}` }),
    ],
    [
      'with keys that are fetched without encryption',
      () => ({ body: `{"issuer":"${url}","jwks_uri":"http://keys.example/jwks"}` }),
    ],
    [
      'with a redirect',
      () => ({
        status: 302,
        headers: { location: `${issuer.url}/.well-known/openid-configuration` },
        body: '',
      }),
    ],
    ['with more than anybody reads', () => ({ body: ' '.repeat(300_000) })],
    ['with no JSON', () => ({ body: '<html>' })],
  ])('%s is not believed', async (_, make) => {
    answer = make;
    expect(await said(await issuer.token(ada), authenticator({ issuer: url }))).toBe(
      'unavailable: The keys of the issuer of tokens can’t be had now.',
    );
  });

  it('once is asked again', async () => {
    answer = () => ({ status: 500, body: '' });
    const one = authenticator({ issuer: url });
    const token = await issuer.token({ ...ada, claims: { iss: url } });
    expect(await said(token, one)).toMatch(/^unavailable/);
    answer = () => ({ body: JSON.stringify({ issuer: url, jwks_uri: issuer.jwksUrl }) });
    expect(await said(token, one)).toMatchObject({ subject: 'ada' });
  });
});

describe('options that can’t be', () => {
  it.each([
    ['an HMAC', { algorithms: ['HS256' as never] }, "Tokens can't be checked by HS256"],
    ['no algorithm', { algorithms: [] }, "Tokens can't be checked by no algorithm"],
    [
      'an hour of skew',
      { clockSkewSeconds: 3600 },
      'clockSkewSeconds is 3600, and must be from 0 to 120',
    ],
    [
      'keys by plain http',
      { jwksUrl: 'http://keys.example/jwks' },
      "Keys can't be fetched safely from http://keys.example/jwks",
    ],
    ['an issuer that is no address', { issuer: 'me' }, "Keys can't be fetched safely from me"],
  ])('%s', (_, options, message) => {
    expect(() => authenticator(options)).toThrow(message);
  });
});
