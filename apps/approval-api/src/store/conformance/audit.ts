import type pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decideNow, filed } from '../../../test/filed.ts';
import { hours, soundPolicy } from '../../../test/scene.ts';
import { transaction } from '@h-j-petroleum/toolkit-service';
import { hashOfEntry } from '../../audit/entry.ts';
import type { Finding } from '../../audit/finding.ts';
import { verify } from '../../audit/verify.ts';
import { makeCheckpoint, postgresAudit } from '../postgres/audit.ts';
import { postgresRequests } from '../postgres/requests.ts';

const policy = soundPolicy({
  ...{ name: 'board', version: 1, title: 'Board' },
  steps: [
    { name: 'vote', deciders: ['ada', 'ben', 'cai'].map((name) => ({ person: name })), quorum: 3 },
  ],
});

const tables = ['audit_entries', 'audit_checkpoints', 'audit_checkpoint_heads', 'requests'];

/** What the audit trail keeps from whom, and what its verification finds. */
export function describeAudit(name: string, open: () => pg.Pool): void {
  describe(`the audit trail of ${name}`, () => {
    let pool: pg.Pool;
    /** A request with four entries, approved. */
    let id: string;
    beforeAll(async () => {
      pool = open();
      await pool.query(
        "do $$ begin create role approval_service; exception when duplicate_object then null; end $$; select approval.grant_to('approval_service')",
      );
    });
    beforeEach(async () => {
      await asOwnerOnPurpose(
        'truncate approval.requests cascade; truncate approval.audit_checkpoints cascade',
      );
      id = await approved();
    });

    async function approved(): Promise<string> {
      const store = postgresRequests(pool);
      const request = await filed(store, policy);
      for (const [index, decider] of ['ada', 'ben', 'cai'].entries())
        await decideNow(store, request.id, decider, 'approve', index + 1);
      return request.id;
    }

    /** What somebody can do who owns the tables and means it: without the triggers. */
    async function asOwnerOnPurpose(statements: string): Promise<void> {
      const triggers = (word: string) =>
        tables.map((table) => `alter table approval.${table} ${word} trigger user`).join(';');
      await pool.query(
        `begin; ${triggers('disable')}; ${statements}; ${triggers('enable')}; commit`,
      );
    }

    const checkpoint = () => transaction(pool, (client) => makeCheckpoint(client, hours(9), 100));
    const found = async (kept: string[] = []) => {
      const { findings } = await verify(postgresAudit(pool), kept);
      return findings.map(({ kind, requestId, sequence }: Finding) =>
        [kind, requestId === id ? 'it' : requestId, sequence].filter((word) => word !== undefined),
      );
    };

    it('is sound as it was written', async () => {
      await checkpoint();
      await approved();
      expect(await verify(postgresAudit(pool))).toStrictEqual({
        ...{ requests: 2, entries: 8, checkpoints: 1, findings: [] },
        head: { number: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      });
    });

    it.each([
      [
        "update approval.audit_entries set actor = 'eve' where sequence = 2",
        [['changed', 'it', 2]],
      ],
      [
        "update approval.audit_entries set at = at + interval '1 millisecond' where sequence = 3",
        [['changed', 'it', 3]],
      ],
      [
        `update approval.audit_entries set data = data || '{"comment": "no"}' where sequence = 4`,
        [['changed', 'it', 4]],
      ],
      ['delete from approval.audit_entries where sequence = 1', [['removed', 'it', 1]]],
      ['delete from approval.audit_entries where sequence in (2, 3)', [['removed', 'it', 2]]],
      ['delete from approval.audit_entries where sequence = 4', [['truncated', 'it', 4]]],
      [
        `update approval.audit_entries set sequence = 9 where sequence = 2;
         update approval.audit_entries set sequence = 2 where sequence = 3;
         update approval.audit_entries set sequence = 3 where sequence = 9`,
        [
          ['reordered', 'it', 2],
          ['reordered', 'it', 3],
        ],
      ],
      [
        `delete from approval.audit_entries where sequence = 2;
         update approval.audit_entries set sequence = 2 where sequence = 3;
         update approval.audit_entries set sequence = 3 where sequence = 4`,
        [
          ['reordered', 'it', 2],
          ['reordered', 'it', 3],
          ['truncated', 'it', 4],
        ],
      ],
      ["update approval.requests set state = 'rejected'", [['state-differs', 'it']]],
      ['update approval.requests set payload = \'{"price": 1}\'', [['changed', 'it', 1]]],
      [
        `update approval.requests set policy = jsonb_set(policy, '{stages,0,0,quorum}', '1')`,
        [
          ['changed', 'it', 1],
          ['impossible', 'it', 2],
        ],
      ],
    ])('shows what was done to it: %s', async (statements, findings) => {
      await asOwnerOnPurpose(statements);
      expect((await found()).slice(0, findings.length)).toStrictEqual(findings);
    });

    it('shows by a checkpoint that its end was cut off and the request set back', async () => {
      await checkpoint();
      await asOwnerOnPurpose(
        `delete from approval.audit_entries where sequence = 4;
         update approval.requests set state = 'pending', version = 3,
           head = (select hash from approval.audit_entries where sequence = 3)`,
      );
      expect(await found()).toStrictEqual([['removed', 'it', 4]]);
    });

    it('shows by a checkpoint that a request was removed with its whole trail', async () => {
      await checkpoint();
      await asOwnerOnPurpose('delete from approval.audit_entries; delete from approval.requests');
      expect(await found()).toStrictEqual([['removed', 'it', 4]]);
    });

    it('shows by a checkpoint that an entry was made anew with a hash that fits', async () => {
      await checkpoint();
      const [, , , last] = await postgresRequests(pool).trail(id, 0, 10);
      if (last === undefined) throw new Error('There are four entries.');
      const hash = hashOfEntry({ ...last, at: hours(8) });
      await asOwnerOnPurpose(
        `update approval.audit_entries set at = '${hours(8).toISOString()}', hash = '\\x${hash.toString('hex')}' where sequence = 4;
         update approval.requests set head = '\\x${hash.toString('hex')}'`,
      );
      expect(await found()).toStrictEqual([['changed', 'it', 4]]);
    });

    it('shows that an entry was made anew with a hash that fits, where what follows was not', async () => {
      const [, second] = await postgresRequests(pool).trail(id, 0, 10);
      if (second === undefined) throw new Error('There are four entries.');
      const hash = hashOfEntry({ ...second, actor: 'eve' }).toString('hex');
      await asOwnerOnPurpose(
        `update approval.audit_entries set actor = 'eve', hash = '\\x${hash}' where sequence = 2`,
      );
      expect(await found()).toStrictEqual([['changed', 'it', 3]]);
    });

    it('shows by a hash that was kept elsewhere what no checkpoint can: that the checkpoints are gone too', async () => {
      const kept = (await checkpoint())?.hash.toString('hex') ?? '';
      expect(await found([kept])).toStrictEqual([]);
      await asOwnerOnPurpose(
        'truncate approval.audit_checkpoints cascade; delete from approval.audit_entries; delete from approval.requests',
      );
      expect(await found()).toStrictEqual([]);
      expect(await found([kept])).toStrictEqual([['head-unknown']]);
    });

    it('shows that a checkpoint was removed or changed', async () => {
      await checkpoint();
      await approved();
      await checkpoint();
      await approved();
      await checkpoint();
      await asOwnerOnPurpose('update approval.audit_checkpoints set at = now() where number = 1');
      expect(await found()).toStrictEqual([['checkpoint-broken']]);
      await asOwnerOnPurpose(
        'delete from approval.audit_checkpoint_heads where checkpoint <= 2; delete from approval.audit_checkpoints where number <= 2',
      );
      expect(await found()).toStrictEqual([['checkpoint-broken']]);
    });

    it('makes a checkpoint of what changed since the last, and none of nothing', async () => {
      expect(await checkpoint()).toMatchObject({
        number: 1,
        previous: null,
        heads: [{ sequence: 4 }],
      });
      expect(await checkpoint()).toBeUndefined();
      const other = await approved();
      const [first] = await postgresAudit(pool).checkpoints(0, 1);
      expect(await checkpoint()).toMatchObject({
        ...{ number: 2, previous: first?.hash },
        heads: [{ requestId: other, sequence: 4 }],
      });
    });

    it.each([
      'update approval.audit_entries set at = at',
      'delete from approval.audit_entries',
      'truncate approval.audit_entries',
      'delete from approval.audit_checkpoints',
      'truncate approval.audit_checkpoints cascade',
      'update approval.audit_checkpoint_heads set sequence = 1',
      "update approval.requests set payload = '{}'",
      "update approval.requests set requester = 'eve'",
      'delete from approval.requests',
    ])('is kept from its owner, who might do by accident: %s', async (statement) => {
      await checkpoint();
      await expect(pool.query(statement)).rejects.toThrow(
        /is refused: the audit trail is added to and never changed|what is asked for never changes|foreign key/,
      );
      expect(await found()).toStrictEqual([]);
    });

    it.each([
      ['select count(*) from approval.audit_entries', 'may'],
      ["update approval.requests set next_deadline = null, state = 'approved'", 'may'],
      ['update approval.delegations set revoked_at = now()', 'may'],
      ["insert into approval.audit_checkpoints values (99, now(), '\\x00', '\\x00')", '23514'],
      ['update approval.audit_entries set at = at', '42501'],
      ['delete from approval.audit_entries', '42501'],
      ['truncate approval.audit_entries', '42501'],
      ['delete from approval.audit_checkpoints', '42501'],
      ['update approval.audit_checkpoint_heads set sequence = 1', '42501'],
      ['alter table approval.audit_entries disable trigger user', '42501'],
      ['drop trigger never_changed on approval.audit_entries', '42501'],
      ["update approval.requests set payload = '{}'", '42501'],
      ['delete from approval.requests', '42501'],
      ["update approval.delegations set delegate = 'eve'", '42501'],
      ["select approval.grant_to('approval_service')", '42501'],
    ])(
      'lets the role of the service do what it needs and no more: %s',
      async (statement, answer) => {
        const client = await pool.connect();
        try {
          await client.query('begin; set local role approval_service');
          const said = await client.query(statement).then(
            () => 'may',
            (error: unknown) => Reflect.get(Object(error), 'code'),
          );
          expect(said).toBe(answer);
        } finally {
          await client.query('rollback');
          client.release();
        }
      },
    );
  });
}
