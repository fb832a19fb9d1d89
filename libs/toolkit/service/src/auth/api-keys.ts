import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type pg from 'pg';
import type { Authenticator } from './authenticator.ts';
import { ServiceError } from '../errors.ts';
import { problem } from '../problems/shared.ts';

/** Where keys are looked up: a pool, or a client inside a transaction. */
export type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'>;

export interface NewApiKey {
  /** The service that takes the key; no other does. */
  readonly audience: string;
  /** Who calls with it. Its subject is `machine:<name>`, the same for all its keys, so that a key can be replaced. */
  readonly machine: string;
  readonly roles: readonly string[];
  readonly scopes?: readonly string[];
  /** @default it does not expire */
  readonly expiresAt?: Date;
}

/** What is known of a key: all but the key. */
export interface ApiKeyRecord {
  readonly id: string;
  readonly audience: string;
  readonly machine: string;
  readonly roles: string[];
  readonly scopes: string[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/**
 * Makes a key for a machine. It is answered this once: of its 256 random bits the SHA-256 alone is stored, which for random
 * bits is as hard to turn round as a slow hash would be.
 *
 * @throws ServiceError `SERVICE_BAD_OPTION` for a machine's name that can't be
 */
export async function createApiKey(
  database: Queryable,
  { audience, machine, roles, scopes = [], expiresAt }: NewApiKey,
): Promise<{ readonly id: string; readonly key: string }> {
  if (!/^[a-z0-9][a-z0-9._-]{0,62}$/.test(machine)) {
    throw new ServiceError(
      'SERVICE_BAD_OPTION',
      `"${machine}" is no name of a machine: small letters, digits, dots and dashes, 63 at most (timesheet-api).`,
    );
  }
  const id = randomBytes(9).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  await database.query(
    `insert into service.api_keys (id, audience, machine, secret_hash, roles, scopes, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, audience, machine, hashOf(secret), [...roles], [...scopes], expiresAt ?? null],
  );
  return { id, key: `hjp_${id}_${secret}` };
}

const columns = `id, audience, machine, roles, scopes, created_at as "createdAt", expires_at as "expiresAt",
  revoked_at as "revokedAt", last_used_at as "lastUsedAt"`;

/** The keys of a service, the newest first. */
export async function listApiKeys(database: Queryable, audience: string): Promise<ApiKeyRecord[]> {
  const { rows } = await database.query<ApiKeyRecord>(
    `select ${columns} from service.api_keys where audience = $1 order by created_at desc, id`,
    [audience],
  );
  return rows;
}

/** Takes a key back at once. Answers whether there was one that was not taken back yet. */
export async function revokeApiKey(
  database: Queryable,
  { audience, id }: { readonly audience: string; readonly id: string },
): Promise<boolean> {
  const { rowCount } = await database.query(
    'update service.api_keys set revoked_at = now() where audience = $1 and id = $2 and revoked_at is null',
    [audience, id],
  );
  return rowCount === 1;
}

interface StoredKey {
  readonly machine: string;
  readonly secret_hash: Buffer;
  readonly roles: string[];
  readonly scopes: string[];
  readonly is_revoked: boolean;
  readonly is_expired: boolean;
  readonly is_stale: boolean;
}

/** Takes `X-Api-Key: hjp_…` of machines. Each request looks the key up, so taking one back holds from the next request on. */
export function apiKeyAuthenticator(database: Queryable, audience: string): Authenticator {
  return {
    scheme: 'apiKey',
    securityScheme: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
    challenge: 'ApiKey',
    authenticate: async (headers) => {
      const given = headers['x-api-key'];
      if (given === undefined) return null;
      const [, id, secret] = /^hjp_([0-9a-f]{18})_([\w-]{43})$/.exec(String(given)) ?? [];
      if (id === undefined || secret === undefined) {
        throw problem('unauthenticated', 'The header X-Api-Key holds no API key.');
      }
      const { rows } = await database.query<StoredKey>(
        `select machine, secret_hash, roles, scopes, revoked_at is not null as is_revoked,
            coalesce(expires_at <= now(), false) as is_expired,
            coalesce(last_used_at < now() - interval '5 minutes', true) as is_stale
          from service.api_keys where id = $1 and audience = $2`,
        [id, audience],
      );
      const [stored] = rows;
      // Compared even where there is no such key, so that the time does not tell the two apart.
      const isSame = timingSafeEqual(hashOf(secret), stored?.secret_hash ?? noHash);
      if (stored === undefined || !isSame) {
        throw problem('unauthenticated', 'The API key is not valid.');
      }
      if (stored.is_revoked) throw problem('unauthenticated', 'The API key was taken back.');
      if (stored.is_expired) throw problem('unauthenticated', 'The API key has expired.');
      if (stored.is_stale) {
        await database.query('update service.api_keys set last_used_at = now() where id = $1', [
          id,
        ]);
      }
      const { machine, roles, scopes } = stored;
      return { subject: `machine:${machine}`, kind: 'machine', roles, scopes, name: machine };
    },
  };
}

const noHash = Buffer.alloc(32);

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
