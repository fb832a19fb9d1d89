import type { Database } from '../database/database.ts';
import { SignalsError } from '../errors.ts';

/** Ids as the store prints them. */
export interface FingerprintPair {
  readonly child: string;
  readonly parent: string;
}

/**
 * Counts one fingerprint's errors as another's from now on, with the reason. Throws `SIGNALS_BAD_QUERY` on a pair that was
 * taken apart before (that is permanent), a child that is merged already, or a merge in a circle.
 */
export async function mergeFingerprints(
  database: Database,
  pair: FingerprintPair,
  reason: string,
): Promise<void> {
  await database.session(async (session) => {
    const { rows } = await session.query<{ unmerged: boolean; taken: boolean; circle: boolean }>(
      `with recursive edges as (
        select child, parent from signals.fingerprint_merges where unmerged_at is null
      ), above (id) as (
        select $2::bigint union select m.parent from edges m join above a on m.child = a.id
      ), parents (id) as (
        select $2::bigint union select case when m.child = p.id then m.parent else m.child end from edges m join parents p on p.id in (m.child, m.parent)
      ), children (id) as (
        select $1::bigint union select case when m.child = c.id then m.parent else m.child end from edges m join children c on c.id in (m.child, m.parent)
      )
      select
        exists (select from signals.fingerprint_merges m where m.unmerged_at is not null and (
          (m.child in (select id from parents) and m.parent in (select id from children))
          or (m.child in (select id from children) and m.parent in (select id from parents)))) as unmerged,
        exists (select from edges where child = $1::bigint) as taken,
        exists (select from above where id = $1::bigint) as circle`,
      [pair.child, pair.parent],
    );
    const [state] = rows;
    const because = state?.unmerged
      ? 'they, or others that count as them, were taken apart before, and that is permanent'
      : state?.circle
        ? 'that would be a circle'
        : state?.taken
          ? `${pair.child} is merged already; take it apart first`
          : undefined;
    if (because !== undefined) {
      throw new SignalsError(
        'SIGNALS_BAD_QUERY',
        `Can't merge fingerprint ${pair.child} into ${pair.parent}: ${because}.`,
      );
    }
    await session.query(
      'insert into signals.fingerprint_merges (child, parent, reason) values ($1::bigint, $2::bigint, $3)',
      [pair.child, pair.parent, reason],
    );
  });
}

/** Takes two fingerprints apart, for good: they are never merged again. Throws `SIGNALS_BAD_QUERY` where they are not merged. */
export async function unmergeFingerprints(
  database: Database,
  pair: FingerprintPair,
  reason: string,
): Promise<void> {
  const { rowCount } = await database.session((session) =>
    session.query(
      `update signals.fingerprint_merges set unmerged_at = now(), unmerge_reason = $3
      where child = $1::bigint and parent = $2::bigint and unmerged_at is null`,
      [pair.child, pair.parent, reason],
    ),
  );
  if (rowCount === 0) {
    throw new SignalsError(
      'SIGNALS_BAD_QUERY',
      `Fingerprint ${pair.child} is not merged into ${pair.parent}, so there is nothing to take apart.`,
    );
  }
}
