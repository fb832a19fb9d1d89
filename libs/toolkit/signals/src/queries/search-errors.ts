import type { Database } from '../database/database.ts';
import { contains } from './like-pattern.ts';
import type { Window } from './window.ts';
import { checkLimit, checkWindow, storedText } from './window.ts';

export interface ErrorSearch extends Window {
  readonly service?: string | undefined;
  /** Found anywhere in template, type or sample, whatever its case. */
  readonly text?: string | undefined;
  /** Only groups that were seen for the first time in this window. */
  readonly onlyNew?: boolean | undefined;
  readonly orderBy?: 'count' | 'recent' | undefined;
  /** @default 50, at most 1000 */
  readonly limit?: number | undefined;
}

/** Errors that are equal but for their values. */
export interface ErrorGroup {
  /** Of the group: of the fingerprint that the others were merged into. */
  readonly fingerprint: string;
  readonly kind: 'stack' | 'message';
  readonly type: string;
  readonly template: string;
  /** The first message of the group, as it was. Text from outside: untrusted. */
  readonly sample: string;
  readonly frames: readonly string[];
  /** In the window: log records and spans. */
  readonly count: number;
  readonly services: readonly string[];
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  /** Whether it was first seen in this window. */
  readonly isNew: boolean;
  /** Fingerprints that were merged into it. */
  readonly merged: readonly string[];
}

interface Row {
  fingerprint: string;
  kind: 'stack' | 'message';
  type: string;
  template: string;
  sample: string;
  frames: string[];
  count: string;
  services: (string | null)[];
  first_seen: Date;
  last_seen: Date;
  merged: string[] | null;
}

/** Groups of equal errors in a window, the most frequent first. Throws `SIGNALS_BAD_QUERY`. */
export async function searchErrors(database: Database, search: ErrorSearch): Promise<ErrorGroup[]> {
  checkWindow(search);
  const limit = checkLimit(search.limit ?? 50);
  const order = search.orderBy === 'recent' ? 'last_seen desc' : 'count desc, last_seen desc';
  const { rows } = await database.session((session) =>
    session.query<Row>(
      `with recursive roots (id, root) as (
        select f.id, f.id from signals.fingerprints f
        where not exists (select from signals.fingerprint_merges m where m.child = f.id and m.unmerged_at is null)
        union all
        select m.child, r.root from signals.fingerprint_merges m join roots r on m.parent = r.id where m.unmerged_at is null
      ), seen as (
        select l.fingerprint, v.name as service, count(*) as count, max(l.time) as last_seen
        from (
          select time, resource_id, fingerprint from signals.logs_failed where time >= $1::timestamptz and time < $2::timestamptz
          union all
          select time, resource_id, fingerprint from signals.spans_failed where time >= $1::timestamptz and time < $2::timestamptz
        ) l
        left join signals.resources r on r.id = l.resource_id
        left join signals.services v on v.id = r.service_id
        where l.fingerprint is not null and ($3::text is null or v.name = $3)
        group by 1, 2
      ), grouped as (
        select roots.root, sum(seen.count) as count, max(seen.last_seen) as last_seen,
          array_agg(distinct seen.service order by seen.service) as services,
          array_agg(distinct seen.fingerprint::text) filter (where seen.fingerprint <> roots.root) as merged
        from seen join roots on roots.id = seen.fingerprint
        group by 1
      )
      select g.root::text as fingerprint, f.kind, f.type, f.template, f.sample, f.frames, g.count, g.services, g.last_seen, g.merged,
        (select min(o.first_seen) from signals.fingerprints o join roots x on x.id = o.id where x.root = g.root) as first_seen
      from grouped g join signals.fingerprints f on f.id = g.root
      where ($4::text is null or f.template ilike $4 or f.type ilike $4 or f.sample ilike $4)
        and ($5::boolean is not true or (select min(o.first_seen) from signals.fingerprints o join roots x on x.id = o.id where x.root = g.root) >= $1::timestamptz)
      order by ${order}, fingerprint
      limit $6`,
      [
        search.from.toISOString(),
        search.to.toISOString(),
        storedText(search.service),
        search.text === undefined ? null : contains(search.text),
        search.onlyNew ?? null,
        limit,
      ],
    ),
  );
  return rows.map((row) => ({
    fingerprint: row.fingerprint,
    kind: row.kind,
    type: row.type,
    template: row.template,
    sample: row.sample,
    frames: row.frames,
    count: Number(row.count),
    services: row.services.map((service) => service ?? 'unknown_service'),
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    isNew: row.first_seen >= search.from,
    merged: row.merged ?? [],
  }));
}
