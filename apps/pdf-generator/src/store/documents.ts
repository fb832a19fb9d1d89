import { createHash } from 'node:crypto';
import type { Queryable } from '@h-j-petroleum/toolkit-service';
import { z } from 'zod';
import { states, transitions, type Transition } from '../domain/states.ts';
import type { Made } from '../press/messages.ts';
import { locale, type Locale } from '../values/locale.ts';

/** Why a document could not be made. */
export const failure = z.object({
  code: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })),
});
export type Failure = z.output<typeof failure>;

const row = z.object({
  id: z.uuid(),
  owner: z.string(),
  template: z.string(),
  locale,
  state: z.enum(states),
  rows: z.int(),
  pages: z.int().nullable(),
  bytes: z.int().nullable(),
  sha256: z.string().nullable(),
  problem: failure.nullable(),
  created_at: z.date(),
  ended_at: z.date().nullable(),
  expires_at: z.date(),
  /** Microseconds of `created_at`, which a Date does not have: for cursors. */
  place: z.string(),
});
export type DocumentRow = z.output<typeof row>;

const columns = `id, owner, template, locale, state, rows, pages, bytes, encode(sha256, 'hex') as sha256, problem,
  created_at, ended_at, expires_at, (extract(epoch from created_at) * 1000000)::bigint::text as place`;

/** The moment that a parameter with microseconds stands for. */
const moment = (parameter: string): string =>
  `timestamptz 'epoch' + ${parameter}::bigint * interval '1 microsecond'`;

export interface NewDocument {
  readonly owner: string;
  readonly template: string;
  readonly locale: Locale;
  readonly missingGlyphs: 'refuse' | 'name';
  readonly rows: number;
  readonly days: number;
}

const expiry = "now() + $1 * interval '1 day'";
const one = (rows: readonly unknown[]): DocumentRow => row.parse(rows[0]);

/** SHA-256 of a content. */
export const digest = (content: Uint8Array): Buffer =>
  createHash('sha256').update(content).digest();

/** Keeps a document that was made at once. */
export async function insertMade(
  client: Queryable,
  { owner, template, locale: language, rows, days }: NewDocument,
  { bytes, pages }: Made,
): Promise<DocumentRow> {
  const result = await client.query(
    `insert into pdf.documents (expires_at, owner, template, locale, state, rows, content, sha256, pages, ended_at)
      values (${expiry}, $2, $3, $4, 'made', $5, $6, $7, $8, now()) returning ${columns}`,
    [days, owner, template, language, rows, Buffer.from(bytes), digest(bytes), pages],
  );
  return one(result.rows);
}

/** Keeps a document that is to be made, with its data. */
export async function insertQueued(
  client: Queryable,
  { owner, template, locale: language, missingGlyphs, rows, days }: NewDocument,
  data: unknown,
): Promise<DocumentRow> {
  const result = await client.query(
    `insert into pdf.documents (expires_at, owner, template, locale, state, rows, data, missing_glyphs)
      values (${expiry}, $2, $3, $4, 'queued', $5, $6, $7) returning ${columns}`,
    [days, owner, template, language, rows, JSON.stringify(data), missingGlyphs],
  );
  return one(result.rows);
}

export async function findDocument(
  client: Queryable,
  id: string,
): Promise<DocumentRow | undefined> {
  const { rows } = await client.query(`select ${columns} from pdf.documents where id = $1`, [id]);
  return rows[0] === undefined ? undefined : row.parse(rows[0]);
}

/** How many documents will be made before this one. */
export async function countAhead(client: Queryable, { id, place }: DocumentRow): Promise<number> {
  const { rows } = await client.query(
    `select count(*)::int as ahead from pdf.documents
      where state in ('queued', 'making') and (created_at, id) < (${moment('$1')}, $2::uuid)`,
    [place, id],
  );
  return z.object({ ahead: z.int() }).parse(rows[0]).ahead;
}

/** Documents, the newest first; of one owner, or of all. */
export async function listDocuments(
  client: Queryable,
  {
    owner,
    before,
    limit,
  }: { owner: string | undefined; before: [string, string] | undefined; limit: number },
): Promise<DocumentRow[]> {
  const { rows } = await client.query(
    `select ${columns} from pdf.documents
      where ($1::text is null or owner = $1) and ($2::bigint is null or (created_at, id) < (${moment('$2')}, $3::uuid))
      order by created_at desc, id desc limit $4`,
    [owner ?? null, before?.[0] ?? null, before?.[1] ?? null, limit],
  );
  return rows.map((found) => row.parse(found));
}

/** The PDF of a document that is made. */
export async function readContent(client: Queryable, id: string): Promise<Buffer | undefined> {
  const { rows } = await client.query('select content from pdf.documents where id = $1', [id]);
  return (
    z
      .object({ content: z.instanceof(Buffer).nullable() })
      .optional()
      .parse(rows[0])?.content ?? undefined
  );
}

const order = z
  .object({
    template: z.string(),
    locale,
    missing_glyphs: z.enum(['refuse', 'name']),
    data: z.unknown(),
  })
  .transform(({ missing_glyphs: missingGlyphs, ...rest }) => ({ ...rest, missingGlyphs }));
export type KeptOrder = z.output<typeof order>;

/** Moves a document on, if it is in a state from which it can. @returns whether it was */
async function move(
  client: Queryable,
  id: string,
  transition: Transition,
  changes = '',
  values: readonly unknown[] = [],
): Promise<Record<string, unknown> | undefined> {
  const { from, to } = transitions[transition];
  const { rows } = await client.query(
    `update pdf.documents set state = $2${changes} where id = $1 and state = any($3) returning template, locale, missing_glyphs, data`,
    [id, to, [...from], ...values],
  );
  return rows[0];
}

/** Takes a document for making. @returns what is to be made; undefined where there is nothing to do any more */
export async function begin(client: Queryable, id: string): Promise<KeptOrder | undefined> {
  const taken = await move(client, id, 'begin');
  return taken === undefined ? undefined : order.parse(taken);
}

export async function finish(
  client: Queryable,
  id: string,
  { bytes, pages }: Made,
): Promise<boolean> {
  const moved = await move(
    client,
    id,
    'finish',
    ', data = null, ended_at = now(), content = $4, sha256 = $5, pages = $6',
    [Buffer.from(bytes), digest(bytes), pages],
  );
  return moved !== undefined;
}

export async function fail(client: Queryable, id: string, problem: Failure): Promise<boolean> {
  const moved = await move(client, id, 'fail', ', data = null, ended_at = now(), problem = $4', [
    JSON.stringify(problem),
  ]);
  return moved !== undefined;
}

export async function release(client: Queryable, id: string): Promise<boolean> {
  return (await move(client, id, 'release')) !== undefined;
}

/** Removes documents whose time has passed, so many at once that no lock is held for long. @returns how many */
export async function removeExpired(client: Queryable, atOnce = 500): Promise<number> {
  const { rowCount } = await client.query(
    `delete from pdf.documents where id in
      (select id from pdf.documents where expires_at <= now() order by expires_at limit $1)`,
    [atOnce],
  );
  return rowCount ?? 0;
}
