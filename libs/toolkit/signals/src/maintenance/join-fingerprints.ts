import type { Database, Session } from '../database/database.ts';
import { inTransaction } from '../database/database.ts';
import type { Merge } from '../fingerprints/index.ts';
import { createFingerprinter } from '../fingerprints/index.ts';

export interface JoinReport {
  /** Fingerprints of messages that were compared. */
  readonly compared: number;
  /** Merges that were recorded; ids as the store prints them. */
  readonly merges: readonly {
    readonly child: string;
    readonly parent: string;
    readonly reason: string;
  }[];
}

/** Fingerprints that are compared at most; the newest. */
const mostCompared = 20_000;

interface Stored {
  id: string;
  type: string;
  template: string;
}

/**
 * Joins fingerprints of messages whose templates differ in values alone (names, states, hosts that a single line does not show to
 * be values) and records each merge with its reason in `signals.fingerprint_merges`. Only errors of one type are compared. What was
 * taken out of a group is joined with nothing any more; what was merged before stays as it is. Of a group the fingerprint that
 * was seen first is the parent. Safe to run twice, and twice at once.
 */
export async function joinFingerprints(database: Database): Promise<JoinReport> {
  return database.session((session) =>
    inTransaction(session, async () => {
      // One at a time: two that ran at once would each merge what the other merges.
      await session.query(`select pg_advisory_xact_lock(hashtext('signals.join_fingerprints'))`);
      return join(session);
    }),
  );
}

async function join(session: Session): Promise<JoinReport> {
  const { rows: stored } = await session.query<Stored>(
    `select id::text, type, template from (
      select id, type, template, first_seen from signals.fingerprints where kind = 'message' order by first_seen desc, id limit $1
    ) newest order by first_seen, id`,
    [mostCompared],
  );
  const { rows: merged } = await session.query<{ child: string; parent: string; apart: boolean }>(
    'select child::text, parent::text, unmerged_at is not null as apart from signals.fingerprint_merges order by id',
  );
  const groups = new MergedGroups(merged);
  const merges: { child: string; parent: string; reason: string }[] = [];
  const unmerged = merged
    .filter(({ apart }) => apart)
    .map(({ child, parent }) => [BigInt(child), BigInt(parent)] as const);
  for (const [, ofType] of Map.groupBy(stored, ({ type }) => type)) {
    const fingerprinter = createFingerprinter({
      limits: { maxTemplates: mostCompared + 1, maxBytes: 2 ** 30 },
      unmerged,
    });
    for (const { id, template } of ofType) fingerprinter.addTemplate({ id: BigInt(id), template });
    const age = new Map(ofType.map(({ id }, index) => [id, index]));
    for (const { child, parent, reason } of oldestFirst(fingerprinter.merges(), age)) {
      const from = groups.rootOf(child);
      const to = groups.rootOf(parent);
      if (from === to || !groups.join(from, to)) continue;
      merges.push({ child: from, parent: to, reason });
    }
  }
  for (const { child, parent, reason } of merges) {
    await session.query(
      'insert into signals.fingerprint_merges (child, parent, reason) values ($1::bigint, $2::bigint, $3) on conflict do nothing',
      [child, parent, reason],
    );
  }
  return { compared: stored.length, merges };
}

/** Each member of a group to the one that was seen first. */
function oldestFirst(
  merges: readonly Merge[],
  age: ReadonlyMap<string, number>,
): readonly { child: string; parent: string; reason: string }[] {
  const result: { child: string; parent: string; reason: string }[] = [];
  for (const [root, children] of Map.groupBy(merges, ({ parent }) => parent)) {
    const members = [String(root), ...children.map(({ child }) => String(child))].sort(
      (a, b) => (age.get(a) ?? 0) - (age.get(b) ?? 0),
    );
    const reasons = new Map(children.map(({ child, reason }) => [String(child), reason]));
    const [oldest = String(root), ...others] = members;
    for (const child of others) {
      result.push({
        child,
        parent: oldest,
        reason: reasons.get(child) ?? reasons.get(oldest) ?? '',
      });
    }
  }
  return result;
}

/** Which fingerprints count as one, and which pairs must not. */
class MergedGroups {
  readonly #parent = new Map<string, string>();
  readonly #apart: readonly (readonly [string, string])[];

  constructor(rows: readonly { child: string; parent: string; apart: boolean }[]) {
    for (const { child, parent, apart } of rows) if (!apart) this.#parent.set(child, parent);
    this.#apart = rows.filter(({ apart }) => apart).map(({ child, parent }) => [child, parent]);
  }

  rootOf(id: string | bigint): string {
    let root = String(id);
    for (let parent = this.#parent.get(root); parent !== undefined; parent = this.#parent.get(root))
      root = parent;
    return root;
  }

  /** False where the two groups hold a pair that was taken apart. */
  join(from: string, to: string): boolean {
    const forbidden = this.#apart.some(([one, other]) => {
      const a = this.rootOf(one);
      const b = this.rootOf(other);
      return (a === from && b === to) || (a === to && b === from);
    });
    if (forbidden) return false;
    this.#parent.set(from, to);
    return true;
  }
}
