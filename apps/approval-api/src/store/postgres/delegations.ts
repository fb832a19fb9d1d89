import type { DelegationStore } from '../approval-store.ts';
import type { Queryable } from './queryable.ts';
import type { DelegationRow } from './rows.ts';
import { delegationColumns, delegationOf, holdingFor } from './rows.ts';

/** Delegations in the schema `approval`. */
export function postgresDelegations(database: Queryable): DelegationStore {
  return {
    add: async (one) => {
      await database.query(
        `insert into approval.delegations (${delegationColumns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          ...[one.id, one.from, one.to, one.roles, one.policies ?? null, one.reason ?? null],
          ...[one.startsAt, one.endsAt, one.createdAt, one.revokedAt ?? null],
        ],
      );
    },
    find: async (id) => {
      const { rows } = await database.query<DelegationRow>(
        `select ${delegationColumns} from approval.delegations where id = $1`,
        [id],
      );
      return rows[0] && delegationOf(rows[0]);
    },
    holdingFor: async (delegate, now) => {
      const { rows } = await database.query<DelegationRow>(
        `select ${delegationColumns} from approval.delegations where ${holdingFor('$1', '$2')}
          order by created_at, id`,
        [delegate, now],
      );
      return rows.map(delegationOf);
    },
    of: async (subject, limit, after) => {
      const { rows } = await database.query<DelegationRow>(
        `select ${delegationColumns} from approval.delegations where (delegator = $1 or delegate = $1)
            and ($2::timestamptz is null or (created_at, id) < ($2, $3))
          order by created_at desc, id desc limit $4`,
        [subject, after?.createdAt, after?.id, limit],
      );
      return rows.map(delegationOf);
    },
    revoke: async (id, delegator, now) => {
      const { rowCount } = await database.query(
        `update approval.delegations set revoked_at = $3
          where id = $1 and delegator = $2 and revoked_at is null and $3 < ends_at`,
        [id, delegator, now],
      );
      return rowCount === 1;
    },
  };
}
