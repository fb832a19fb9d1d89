import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { oneChange, transaction } from '../database/transaction.ts';
import { problem } from '../problems/shared.ts';

/** What an operation answers. The body is what JSON can say; dates are text already. */
export interface OnceAnswer<Body> {
  /** @default 200 */
  readonly status?: number;
  /** `etag`, `location`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Body;
}

export interface AnswerOnceOptions {
  /** Name of the service: each has keys of its own. */
  readonly service: string;
  /** What tells this operation from others, where that is not the header Idempotency-Key: the id of a webhook. */
  readonly key?: string;
  /** Milliseconds to wait for another request with the same key before 409. @default 5000 */
  readonly waitMs?: number;
  /**
   * Whether the work changes things by one statement, which comes last: without a key it then needs neither begin nor commit. One
   * after it is refused.
   */
  readonly oneChange?: boolean;
}

/**
 * Does an operation once for an Idempotency-Key, in one transaction that also stores the answer: after a crash there is
 * either both or neither. The same key with the same request gets the stored answer; with another request
 * `idempotency-key-reused`; while it runs, who comes waits for the answer, and gets `idempotency-key-in-use` where that takes
 * long. What fails is not stored: the same key may try again. Without a key it is a plain transaction.
 *
 * ```ts
 * config: { access: 'authenticated', idempotency: 'required' },
 * handler: (request, reply) =>
 *   answerOnce(pool, request, reply, { service: 'notes' }, async (client) => ({ status: 201, body: await insert(client) })),
 * ```
 */
export async function answerOnce<Body>(
  pool: pg.Pool,
  request: FastifyRequest,
  reply: FastifyReply,
  options: AnswerOnceOptions,
  work: (client: pg.PoolClient) => Promise<OnceAnswer<Body>>,
): Promise<Body> {
  request.isAnsweredOnce = true;
  const key = options.key ?? keyOf(request);
  const answer = await (key === undefined
    ? (options.oneChange === true ? oneChange : transaction)(pool, work)
    : workOnce(pool, request, key, options, work));
  void reply.code(answer.status ?? 200).headers(answer.headers ?? {});
  return answer.body;
}

function workOnce<Body>(
  pool: pg.Pool,
  request: FastifyRequest,
  key: string,
  options: AnswerOnceOptions,
  work: (client: pg.PoolClient) => Promise<OnceAnswer<Body>>,
): Promise<OnceAnswer<Body>> {
  return transaction(pool, async (client) => {
    const place = [options.service, subjectOf(request), operationOf(request), key];
    const hash = requestHash(request);
    const stored = await claim<Body>(client, place, hash, options.waitMs ?? 5000);
    if (stored !== undefined) {
      // It was the caller's when it was answered first: keys are each caller's own.
      request.isOwnershipAsked = true;
      return stored;
    }
    const made = await work(client);
    await client.query(
      `update service.idempotency_keys set status = $5, headers = $6, body = $7
        where service = $1 and subject = $2 and operation = $3 and key = $4`,
      [
        ...place,
        ...[made.status ?? 200, JSON.stringify(made.headers ?? {}), JSON.stringify(made.body)],
      ],
    );
    return made;
  });
}

/** Forgets the answers that are older. @returns how many */
export async function forgetAnswers(
  database: Pick<pg.Pool, 'query'>,
  { service, olderThanHours = 24 }: { readonly service: string; readonly olderThanHours?: number },
): Promise<number> {
  const { rowCount } = await database.query(
    "delete from service.idempotency_keys where service = $1 and created_at < now() - $2 * interval '1 hour'",
    [service, olderThanHours],
  );
  return rowCount ?? 0;
}

/**
 * Takes the key for this transaction, or answers what was stored under it. Who takes it holds up all others with it until the
 * transaction ends: they see the answer then, or take it themselves where there is none.
 */
async function claim<Body>(
  client: pg.PoolClient,
  place: readonly string[],
  hash: Buffer,
  waitMs: number,
): Promise<OnceAnswer<Body> | undefined> {
  await client.query(`set local lock_timeout = ${Math.round(waitMs)}`);
  const { rowCount } = await client
    .query(
      `insert into service.idempotency_keys (service, subject, operation, key, request_hash)
        values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [...place, hash],
    )
    .catch((cause: unknown) => {
      // 55P03: the lock was not to be had in time.
      if (Reflect.get(Object(cause), 'code') !== '55P03') throw cause;
      throw problem('idempotency-key-in-use', 'The operation with this key has not ended.', {
        ...{ cause, headers: { 'retry-after': '1' } },
      });
    });
  await client.query('set local lock_timeout to default');
  if (rowCount === 1) return undefined;
  const { rows } = await client.query<{
    request_hash: Buffer;
    status: number;
    headers: Record<string, string>;
    body: Body;
  }>(
    `select request_hash, status, headers, body from service.idempotency_keys
      where service = $1 and subject = $2 and operation = $3 and key = $4`,
    [...place],
  );
  const [stored] = rows;
  if (stored === undefined) throw new Error('an idempotency key was forgotten while it was read');
  if (!stored.request_hash.equals(hash)) {
    throw problem(
      'idempotency-key-reused',
      'The key was used for a request that said another thing.',
    );
  }
  const { status, headers, body } = stored;
  return { status, headers: { ...headers, 'idempotent-replayed': 'true' }, body };
}

/** @throws ServiceProblem where the header can't be a key */
export function keyOf(request: FastifyRequest): string | undefined {
  const given = request.headers['idempotency-key'];
  if (given === undefined) return undefined;
  const key = String(given);
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw problem('invalid-request', 'The header Idempotency-Key is no key.', {
    errors: [
      { pointer: '/headers/idempotency-key', message: 'must be 1 to 255 visible characters' },
    ],
  });
}

function subjectOf(request: FastifyRequest): string {
  return request.principal?.subject ?? '';
}

function operationOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? ''}`;
}

/** Of what was asked, in the form in which it passed the schema: white space and order of the client's JSON do not count. */
function requestHash(request: FastifyRequest): Buffer {
  return createHash('sha256')
    .update(`${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest();
}
