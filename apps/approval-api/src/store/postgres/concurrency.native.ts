import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { transaction } from '@h-j-petroleum/toolkit-service';
import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/database.ts';
import { decideNow, filed } from '../../../test/filed.ts';
import { hours, soundPolicy } from '../../../test/scene.ts';
import { verify } from '../../audit/verify.ts';
import type { Verdict } from '../../domain/request.ts';
import { makeCheckpoint, postgresAudit } from './audit.ts';
import { postgresRequests } from './requests.ts';

const fifty = Array.from({ length: 50 }, (_, index) => `decider-${index}`);

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const board = (quorum: number) =>
  soundPolicy({
    ...{ name: 'board', version: 1, title: 'Board' },
    steps: [{ name: 'vote', deciders: fifty.map((name) => ({ person: name })), quorum }],
  });

describe('fifty who decide at once', () => {
  it('make one outcome, whatever each of them says', async () => {
    const store = postgresRequests(database.pool);
    const verdictOf = (index: number): Verdict =>
      (['approve', 'reject', 'return'] as const)[index % 3] ?? 'approve';
    for (let round = 0; round < 10; round++) {
      const { id } = await filed(store, board(1));
      const answers = await Promise.all(
        fifty.map((name, index) => decideNow(store, id, name, verdictOf(index))),
      );
      expect(answers.filter((answer) => answer === true)).toHaveLength(1);
      const winner = answers.indexOf(true);
      const trail = await store.trail(id, 0, 100);
      expect(trail.map(({ actor, state }) => [actor, state])).toStrictEqual([
        ['rea', 'pending'],
        [
          fifty[winner],
          { approve: 'approved', reject: 'rejected', return: 'returned' }[verdictOf(winner)],
        ],
      ]);
    }
  });

  it('are counted one by one where each tries again, until the quorum is there', async () => {
    const store = postgresRequests(database.pool);
    const { id } = await filed(store, board(20));
    const untilAnswered = async (name: string): Promise<boolean | string> => {
      for (;;) {
        const answer = await decideNow(store, id, name);
        // Somebody else was faster: look again.
        if (answer !== false) return answer;
      }
    };
    const answers = await Promise.all(fifty.map(untilAnswered));
    expect(answers.filter((answer) => answer === true)).toHaveLength(20);
    expect(answers.filter((answer) => answer === 'request-closed')).toHaveLength(30);
    const loaded = await store.find(id);
    expect(loaded?.request).toMatchObject({ state: 'approved', version: 21 });
    expect(new Set(loaded?.decisions.map(({ by }) => by)).size).toBe(20);
    expect((await verify(postgresAudit(database.pool))).findings).toStrictEqual([]);
  });

  it('do not disturb checkpoints, and two checkpoints at once make one chain', async () => {
    const store = postgresRequests(database.pool);
    const requests = await Promise.all(fifty.map(() => filed(store, board(2))));
    const checkpoint = () =>
      transaction(database.pool, (client) => makeCheckpoint(client, hours(1), 7));
    await Promise.all([
      ...requests.map(({ id }, index) => decideNow(store, id, fifty[index] ?? '')),
      ...Array.from({ length: 8 }, checkpoint),
    ]);
    while ((await checkpoint()) !== undefined);
    expect((await verify(postgresAudit(database.pool))).findings).toStrictEqual([]);
    const { rows } = await database.pool.query(
      'select count(*)::int as open from approval.requests where checkpointed < version',
    );
    expect(rows).toStrictEqual([{ open: 0 }]);
  });
});

describe('a process that is killed while it decides', () => {
  it('leaves nothing half-done, and what it said was done is there', async () => {
    const script = fileURLToPath(new URL('../../../test/decide-for-ever.ts', import.meta.url));
    const child = spawn(process.execPath, ['--conditions=@h-j-petroleum/source', script], {
      env: { ...process.env, DATABASE_URL: database.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      ended.push(line);
      if (ended.length === 50) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    // Its last statements end or are rolled back.
    await expect
      .poll(async () => {
        const { rows } = await database.pool.query(
          "select count(*)::int as left from pg_stat_activity where application_name = 'decide-for-ever'",
        );
        return rows;
      })
      .toStrictEqual([{ left: 0 }]);
    expect(ended.length).toBeGreaterThanOrEqual(50);
    const { rows } = await database.pool.query(
      "select count(*)::int as done from approval.requests where state = 'approved' and version = 3 and id = any($1)",
      [ended],
    );
    expect(rows).toStrictEqual([{ done: ended.length }]);
    expect((await verify(postgresAudit(database.pool))).findings).toStrictEqual([]);
  });
});
