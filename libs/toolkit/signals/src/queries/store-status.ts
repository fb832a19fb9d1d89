import type { Database } from '../database/database.ts';
import type { Profile } from '../database/server.ts';
import { SignalsError } from '../errors.ts';

export interface TableStatus {
  readonly table: string;
  /** As the server estimates them. */
  readonly rows: number;
  /** With indexes and what lies outside the row. */
  readonly bytes: number;
}

export interface StoreStatus {
  readonly profile: Profile;
  readonly migrations: readonly string[];
  readonly tables: readonly TableStatus[];
  /** Batches that no rollup has counted yet, and the age of the oldest in seconds. */
  readonly waitingBatches: number;
  readonly waitingSeconds: number;
  readonly retention: readonly {
    readonly tier: string;
    readonly keep: string | undefined;
    readonly compressAfter: string | undefined;
  }[];
}

/** What the store holds and how it stands. Throws `SIGNALS_NOT_MIGRATED`. */
export async function storeStatus(database: Database): Promise<StoreStatus> {
  return database.session(async (session) => {
    const { rows: there } = await session.query<{ there: boolean }>(
      "select to_regclass('signals.settings') is not null as there",
    );
    if (there[0]?.there !== true) {
      throw new SignalsError(
        'SIGNALS_NOT_MIGRATED',
        'The database has no signal store yet. Run: signals migrate',
      );
    }
    const { rows: settings } = await session.query<{ profile: Profile }>(
      'select profile from signals.settings',
    );
    const { rows: migrations } = await session.query<{ name: string }>(
      'select name from signals.migrations order by name',
    );
    const { rows: tables } = await session.query<{ name: string; rows: string; bytes: string }>(
      `select c.relname as name, greatest(coalesce(sum(p.reltuples) filter (where p.reltuples >= 0), 0), 0)::bigint as rows,
        coalesce(sum(pg_total_relation_size(p.oid)), 0)::bigint as bytes
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      cross join lateral (
        select c.oid, c.reltuples where c.relkind = 'r'
        union all
        select i.oid, i.reltuples from pg_inherits h join pg_class i on i.oid = h.inhrelid where h.inhparent = c.oid
      ) p
      where n.nspname = 'signals' and c.relkind in ('r', 'p') and not c.relispartition
      group by 1 order by 3 desc, 1`,
    );
    const { rows: waiting } = await session.query<{ batches: string; seconds: string }>(
      'select count(*) as batches, coalesce(extract(epoch from now() - min(stored_at)), 0) as seconds from signals.batches where not folded',
    );
    const { rows: retention } = await session.query<{
      tier: string;
      keep: string | null;
      compress_after: string | null;
    }>(
      'select tier, keep::text as keep, compress_after::text as compress_after from signals.retention order by tier',
    );
    return {
      profile: settings[0]?.profile ?? 'postgres',
      migrations: migrations.map(({ name }) => name),
      tables: tables.map(({ name, rows, bytes }) => ({
        table: name,
        rows: Number(rows),
        bytes: Number(bytes),
      })),
      waitingBatches: Number(waiting[0]?.batches ?? 0),
      waitingSeconds: Math.round(Number(waiting[0]?.seconds ?? 0)),
      retention: retention.map(({ tier, keep, compress_after: compressAfter }) => ({
        tier,
        keep: keep ?? undefined,
        compressAfter: compressAfter ?? undefined,
      })),
    };
  });
}
