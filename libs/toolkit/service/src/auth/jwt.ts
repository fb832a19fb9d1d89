import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import * as z from 'zod';
import type { Principal } from '../access/principal.ts';
import { ServiceError } from '../errors.ts';
import { problem } from '../problems/shared.ts';
import type { Authenticator } from './authenticator.ts';
import { issuerKeys } from './issuer-keys.ts';
import { verifiedTokens } from './verified-tokens.ts';

/** Signatures by a private key that the issuer alone has. Neither `none` nor HMAC, whose key everybody who checks would have. */
const asymmetric = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
] as const;

export type JwtAlgorithm = (typeof asymmetric)[number];

/** Milliseconds for which a token is not checked again: as long as a key that the issuer took back may still be taken for one of its. */
const rememberedMs = 30_000;

export interface JwtOptions {
  /** `iss` of the tokens that are taken, exactly. */
  readonly issuer: string;
  /** One of `aud` of the tokens that are taken. */
  readonly audience: string;
  /** Where the issuer's keys are; where its discovery document says unless given. */
  readonly jwksUrl?: string | undefined;
  /** @default ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'] */
  readonly algorithms?: readonly JwtAlgorithm[];
  /** Seconds by which the issuer's clock may differ, 0 to 120. @default 30 */
  readonly clockSkewSeconds?: number;
  /** Claim with the roles; a path with dots leads inside (`realm_access.roles`). @default 'roles' */
  readonly rolesClaim?: string;
  /** Whether a token is of a person or of a machine. @default a machine where `client_id` and `sub` are the same */
  readonly kindOf?: (claims: JWTPayload) => Principal['kind'];
}

/**
 * Takes `Authorization: Bearer <JWT>` of an OpenID Connect issuer. Keys are fetched when they are first needed, kept for ten
 * minutes, and fetched again at most every 30 s for a key id that is not known (so that an issuer can change keys). A token whose
 * signature was found right is not checked again for 30 s, but for its end.
 *
 * @throws ServiceError `SERVICE_BAD_OPTION`
 */
export function jwtAuthenticator(options: JwtOptions): Authenticator {
  const { issuer, audience, rolesClaim = 'roles', kindOf = kindOfClaims } = options;
  const algorithms = options.algorithms ?? ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'];
  const clockTolerance = options.clockSkewSeconds ?? 30;
  checkOptions(algorithms, clockTolerance);
  const keys = issuerKeys(issuer, options.jwksUrl);
  const verifiedBefore = verifiedTokens(rememberedMs);
  return {
    scheme: 'bearer',
    securityScheme: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    challenge: 'Bearer',
    authenticate: async ({ authorization }) => {
      const [, token] = /^bearer +([\w~+/.=-]+) *$/i.exec(authorization ?? '') ?? [];
      if (token === undefined) {
        if (authorization === undefined) return null;
        throw problem('unauthenticated', 'The header Authorization is not "Bearer <token>".');
      }
      const known = verifiedBefore.find(token);
      if (known !== undefined) return known;
      const claims = await verified(token, keys, {
        ...{ issuer, audience, algorithms: [...algorithms], clockTolerance },
        // A token that never ends could never be taken back.
        requiredClaims: ['exp', 'sub'],
      });
      const principal = principalOf(claims, rolesClaim, kindOf);
      // jose has seen that there is an end.
      const expiresAt = ((claims.exp ?? 0) + clockTolerance) * 1000;
      verifiedBefore.remember(token, principal, expiresAt);
      return principal;
    },
  };
}

function checkOptions(algorithms: readonly string[], clockSkewSeconds: number): void {
  const others = algorithms.filter((one) => !asymmetric.some((name) => name === one));
  if (others.length > 0 || algorithms.length === 0) {
    throw new ServiceError(
      'SERVICE_BAD_OPTION',
      `Tokens can't be checked by ${others.join(', ') || 'no algorithm'}: name some of ${asymmetric.join(', ')}.`,
    );
  }
  if (!(clockSkewSeconds >= 0 && clockSkewSeconds <= 120)) {
    throw new ServiceError(
      'SERVICE_BAD_OPTION',
      `clockSkewSeconds is ${clockSkewSeconds}, and must be from 0 to 120: more would keep tokens alive that have ended. Set the clocks instead.`,
    );
  }
}

async function verified(
  token: string,
  keys: JWTVerifyGetKey,
  options: NonNullable<Parameters<typeof jwtVerify>[2]>,
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keys, options)).payload;
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError) || unavailable.has(cause.code)) {
      const headers = { 'retry-after': '5' };
      throw problem('unavailable', 'The keys of the issuer of tokens can’t be had now.', {
        ...{ cause, headers },
      });
    }
    throw problem('unauthenticated', refusal(cause, token), { cause });
  }
}

/** Codes of what went wrong with the issuer rather than with the token. */
const unavailable = new Set(['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC']);

/** Why a token is refused, in words that tell nothing of a key. */
function refusal(error: errors.JOSEError, token: string): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired. Get a new one.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `The token is not for this service: its claim "${error.claim}" is ${error.reason === 'missing' ? 'missing' : 'another'}.`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return `The token is signed by ${JSON.stringify(algorithmOf(token))}, which is not taken.`;
  }
  if (error instanceof errors.JWKSNoMatchingKey) return 'The token’s key is none of the issuer’s.';
  return 'The token is not valid.';
}

function algorithmOf(token: string): string {
  try {
    return String(decodeProtectedHeader(token).alg).slice(0, 20);
  } catch {
    return 'an unknown algorithm';
  }
}

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  scope: z.string().max(8192).optional(),
  name: z.string().max(255).optional().catch(undefined),
});

function principalOf(
  claims: JWTPayload,
  rolesClaim: string,
  kindOf: (claims: JWTPayload) => Principal['kind'],
): Principal {
  const parsed = claimsSchema.safeParse(claims);
  const roles = z
    .array(z.string().max(255))
    .max(500)
    .safeParse(inside(claims, rolesClaim) ?? []);
  if (!parsed.success || !roles.success) {
    throw problem('unauthenticated', 'The token’s claims are not what this service reads.');
  }
  const { sub: subject, scope = '', name } = parsed.data;
  return {
    ...{ subject, kind: kindOf(claims), roles: roles.data },
    scopes: scope.split(' ').filter((one) => one !== ''),
    ...(name === undefined ? {} : { name }),
  };
}

function inside(claims: JWTPayload, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => Reflect.get(Object(at), key), claims);
}

function kindOfClaims({ client_id, sub }: JWTPayload): Principal['kind'] {
  return client_id !== undefined && client_id === sub ? 'machine' : 'person';
}
