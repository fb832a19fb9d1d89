import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { delegation, hours, monday, person, soundPolicy } from '../../../test/scene.ts';
import type { Entry } from '../../audit/entry.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Actor } from '../../domain/request.ts';
import { dueEntry } from '../../trail/due-entry.ts';
import { fileRequest } from '../../trail/file-request.ts';
import { recordDecision } from '../../trail/record-decision.ts';
import type {
  DelegationStore,
  LoadedRequest,
  RequestStore,
  StoredDelegation,
} from '../approval-store.ts';

export interface Stores {
  readonly requests: RequestStore;
  readonly delegations: DelegationStore;
}

const board = soundPolicy({
  name: 'board',
  version: 1,
  title: 'Board',
  auditors: ['audit'],
  expiresAfter: 'P7D',
  steps: [
    {
      name: 'vote',
      deciders: [{ person: 'ada' }, { person: 'ben' }, { role: 'board' }],
      quorum: 2,
      escalation: { after: 'P1D', to: [{ role: 'chair' }] },
    },
    { name: 'sign', deciders: [{ person: 'sig' }] },
  ],
});

/** What every store of requests and delegations does. */
export function describeStores(name: string, open: () => Stores): void {
  describe(`stores of ${name}`, () => {
    let stores: Stores;
    beforeAll(() => {
      stores = open();
    });

    /** A request of rea's, on record. */
    async function filed(more: { at?: Date; requester?: string; policy?: Policy } = {}) {
      const { at = monday, requester = 'rea', policy = board } = more;
      const result = fileRequest(
        policy,
        {
          ...{ id: randomUUID(), title: 'A pump', payload: { price: 12.5, note: 'Größe €' } },
          ...{ subject: { type: 'purchase', id: 'p-1', version: '1' }, requester, filedBy: 'shop' },
          amount: { value: '1250.00', currency: 'EUR' },
          callback: { url: 'https://shop.example/hook', secretName: 'shop' },
        },
        at,
      );
      if (result.request === undefined) throw new Error(result.problems.join());
      await stores.requests.insert(result.request, result.entry, result.waiting);
      return result.request;
    }

    async function load(id: string): Promise<LoadedRequest> {
      const loaded = await stores.requests.find(id);
      if (loaded === undefined) throw new Error(`There is no request ${id}.`);
      return loaded;
    }

    /** Decides on what is there now; `seen` for what was there before. */
    async function approve(id: string, actor: Actor, at = hours(1), seen?: LoadedRequest) {
      const holding = await stores.delegations.holdingFor(actor.subject, at);
      const recorded = recordDecision(
        { verdict: 'approve', comment: 'ok' },
        actor,
        seen ?? (await load(id)),
        holding,
        at,
      );
      if (recorded.refusal !== undefined) return recorded.refusal;
      return stores.requests.append(recorded.entry, recorded.waiting);
    }

    async function sees(subject: string, id: string, roles: string[] = [], now = hours(1)) {
      const viewer = { subject, roles, now };
      const found = (await stores.requests.find(id, viewer)) !== undefined;
      const listed = (await stores.requests.list(viewer, {}, 100)).map(({ request }) => request.id);
      expect(listed.includes(id)).toBe(found);
      return found;
    }

    it('give back what was put in', async () => {
      const request = await filed();
      expect(await load(request.id)).toStrictEqual({ request, decisions: [], escalated: [] });
    });

    it('know no request that nobody made', async () => {
      expect(await stores.requests.find(randomUUID())).toBeUndefined();
      expect(await stores.requests.trail(randomUUID(), 0, 10)).toStrictEqual([]);
    });

    it('append decisions and move the request, through its steps to its end', async () => {
      const { id } = await filed();
      expect(await approve(id, person('ada'))).toBe(true);
      expect(await approve(id, person('zoe', 'board'), hours(2))).toBe(true);
      expect(await approve(id, person('sig'), hours(3))).toBe(true);
      const { request, decisions } = await load(id);
      expect(request).toMatchObject({ state: 'approved', version: 4, updatedAt: hours(3) });
      expect(decisions).toStrictEqual([
        {
          step: 'vote',
          verdict: 'approve',
          by: 'ada',
          onBehalfOf: 'ada',
          at: hours(1),
          seen: 1,
          comment: 'ok',
        },
        {
          step: 'vote',
          verdict: 'approve',
          by: 'zoe',
          onBehalfOf: 'zoe',
          at: hours(2),
          seen: 2,
          comment: 'ok',
        },
        {
          step: 'sign',
          verdict: 'approve',
          by: 'sig',
          onBehalfOf: 'sig',
          at: hours(3),
          seen: 3,
          comment: 'ok',
        },
      ]);
      const trail = await stores.requests.trail(id, 0, 10);
      expect(trail.map(({ sequence, action, state }) => [sequence, action, state])).toStrictEqual([
        [1, 'requested', 'pending'],
        [2, 'decided', 'pending'],
        [3, 'decided', 'pending'],
        [4, 'decided', 'approved'],
      ]);
      expect(trail.slice(1).map(({ previous }) => previous)).toStrictEqual(
        trail.slice(0, -1).map(({ hash }) => hash),
      );
      expect(request.head).toStrictEqual(trail[3]?.hash);
      expect(await stores.requests.trail(id, 1, 2)).toStrictEqual(trail.slice(1, 3));
      expect(await stores.requests.outcomeByHash(request.head)).toStrictEqual(trail[3]);
      expect(await stores.requests.outcomeByHash(trail[2]?.hash ?? Buffer.of())).toBeUndefined();
    });

    it('append to the version that was seen, and to no other', async () => {
      const { id } = await filed();
      const seen = await load(id);
      expect(await approve(id, person('ada'), hours(1), seen)).toBe(true);
      expect(await approve(id, person('ben'), hours(1), seen)).toBe(false);
      expect((await load(id)).decisions).toHaveLength(1);
      expect(await stores.requests.trail(id, 0, 10)).toHaveLength(2);
    });

    it('append to no trail that another head ends', async () => {
      const { id } = await filed();
      const { request, ...rest } = await load(id);
      const forged = { ...rest, request: { ...request, head: Buffer.alloc(32, 7) } };
      expect(await approve(id, person('ada'), hours(1), forged)).toBe(false);
      expect(await stores.requests.trail(id, 0, 10)).toHaveLength(1);
    });

    it('do nothing by halves', async () => {
      const { id } = await filed();
      const recorded = recordDecision(
        { verdict: 'approve' },
        person('ada'),
        await load(id),
        [],
        hours(1),
      );
      if (recorded.refusal !== undefined) throw new Error(recorded.refusal);
      // The request could move, the entry can't be added.
      const impossible: Entry = { ...recorded.entry, hash: Buffer.of(1) };
      await expect(stores.requests.append(impossible, recorded.waiting)).rejects.toThrow();
      expect((await load(id)).request).toMatchObject({ version: 1, state: 'pending' });
      expect(await approve(id, person('ada'))).toBe(true);
    });

    it('show a request to who has to do with it, and to nobody else', async () => {
      const { id } = await filed();
      expect(await sees('rea', id)).toBe(true);
      expect(await sees('shop', id)).toBe(true);
      expect(await sees('ada', id)).toBe(true);
      expect(await sees('zoe', id, ['board'])).toBe(true);
      expect(await sees('tom', id, ['audit'])).toBe(true);
      expect(await sees('zoe', id, ['chair', 'admin', 'approval:admin'])).toBe(false);
      // A step that has not had its turn.
      expect(await sees('sig', id)).toBe(false);
      await approve(id, person('ada'));
      await approve(id, person('zoe', 'board'));
      // Who decided sees it further; who could have does not any more.
      expect(await sees('ada', id)).toBe(true);
      expect(await sees('zoe', id)).toBe(true);
      expect(await sees('ben', id)).toBe(false);
      expect(await sees('sig', id)).toBe(true);
    });

    it('show a request to delegates as long as they stand in, and to both once it was decided', async () => {
      const { id } = await filed();
      const until = hours(5);
      await stores.delegations.add(stored({ from: 'ada', to: 'del', endsAt: until }));
      await stores.delegations.add(stored({ from: 'ben', to: 'pol', policies: ['other'] }));
      await stores.delegations.add(stored({ from: 'rol', to: 'dora', roles: ['board'] }));
      await stores.delegations.add(stored({ from: 'rea', to: 'own', roles: ['board'] }));
      expect(await sees('del', id)).toBe(true);
      expect(await sees('del', id, [], until)).toBe(false);
      expect(await sees('pol', id)).toBe(false);
      expect(await sees('dora', id)).toBe(true);
      expect(await sees('own', id)).toBe(false);
      expect(await approve(id, person('dora'))).toBe(true);
      expect(await sees('dora', id, [], hours(500))).toBe(true);
      expect(await sees('rol', id, [], hours(500))).toBe(true);
    });

    it('list the newest first, page by page, by filters', async () => {
      const requester = `r-${randomUUID()}`;
      const viewer = { subject: requester, roles: [], now: hours(1) };
      const made = [];
      for (const at of [hours(-2), hours(-1), hours(-1), hours(0)])
        made.push((await filed({ at, requester })).id);
      const all = await stores.requests.list(viewer, {}, 10);
      expect(all.map(({ request }) => request.createdAt)).toStrictEqual([
        hours(0),
        hours(-1),
        hours(-1),
        hours(-2),
      ]);
      const first = await stores.requests.list(viewer, {}, 2);
      const last = first.at(-1)?.request;
      const rest = await stores.requests.list(viewer, {}, 10, last);
      expect([...first, ...rest].map(({ request }) => request.id).sort()).toStrictEqual(
        [...made].sort(),
      );
      expect(await stores.requests.list(viewer, { state: 'approved' }, 10)).toStrictEqual([]);
      expect(await stores.requests.list(viewer, { policy: 'other' }, 10)).toStrictEqual([]);
      expect(
        await stores.requests.list(viewer, { subjectType: 'purchase', subjectId: 'p-1' }, 10),
      ).toHaveLength(4);
      expect(await stores.requests.list(viewer, { waiting: true }, 10)).toStrictEqual([]);
    });

    it('find what waits for a decider', async () => {
      const policy = soundPolicy({
        ...{ name: 'one', version: 1, title: 'One' },
        steps: [{ name: 'only', deciders: [{ person: 'wat' }] }],
      });
      const { id } = await filed({ policy });
      const waits = async () =>
        (
          await stores.requests.list(
            { subject: 'wat', roles: [], now: hours(1) },
            { waiting: true },
            10,
          )
        ).map(({ request }) => request.id);
      expect(await waits()).toStrictEqual([id]);
      await approve(id, person('wat'));
      expect(await waits()).toStrictEqual([]);
    });

    it('find what time has come for, once', async () => {
      const { id } = await filed({ at: hours(1000) });
      const dueAt = async (at: Date) => (await stores.requests.due(at, 1000)).includes(id);
      const act = async (at: Date) => {
        const due = dueEntry(await load(id), at);
        return due === undefined ? undefined : stores.requests.append(due.entry, due.waiting);
      };
      expect(await dueAt(hours(1023.9))).toBe(false);
      expect(await dueAt(hours(1024))).toBe(true);
      expect(await sees('hal', id, ['chair'], hours(1024))).toBe(false);
      expect(await act(hours(1024))).toBe(true);
      expect(await act(hours(1024))).toBeUndefined();
      expect(await sees('hal', id, ['chair'], hours(1024))).toBe(true);
      expect(await dueAt(hours(1025))).toBe(false);
      expect(await act(hours(1000 + 7 * 24))).toBe(true);
      expect((await load(id)).request.state).toBe('expired');
      expect(await dueAt(hours(5000))).toBe(false);
      const trail = await stores.requests.trail(id, 0, 10);
      expect(trail.map(({ action, actor }) => [action, actor])).toStrictEqual([
        ['requested', 'shop'],
        ['escalated', 'approval-api'],
        ['expired', 'approval-api'],
      ]);
    });

    it('keep delegations, and end them when who gave them says so', async () => {
      const from = `f-${randomUUID()}`;
      const to = `t-${randomUUID()}`;
      const one = stored(
        { from, to, roles: ['a', 'b'], policies: ['board'], startsAt: hours(1) },
        'Leave',
      );
      await stores.delegations.add(one);
      expect(await stores.delegations.holdingFor(to, hours(0.5))).toStrictEqual([]);
      expect(await stores.delegations.holdingFor(to, hours(1))).toStrictEqual([one]);
      expect(await stores.delegations.holdingFor(from, hours(1))).toStrictEqual([]);
      expect(await stores.delegations.of(from, 10)).toStrictEqual([one]);
      expect(await stores.delegations.of(to, 10)).toStrictEqual([one]);
      expect(await stores.delegations.of(to, 10, one)).toStrictEqual([]);
      expect(await stores.delegations.revoke(one.id, to, hours(2))).toBe(false);
      expect(await stores.delegations.revoke(one.id, from, hours(2))).toBe(true);
      expect(await stores.delegations.revoke(one.id, from, hours(3))).toBe(false);
      expect(await stores.delegations.holdingFor(to, hours(1.5))).toStrictEqual([
        { ...one, revokedAt: hours(2) },
      ]);
      expect(await stores.delegations.holdingFor(to, hours(2))).toStrictEqual([]);
    });
  });
}

function stored(
  { from = 'ada', to = 'del', ...more }: Partial<StoredDelegation>,
  reason?: string,
): StoredDelegation {
  return {
    ...delegation(from, to, more),
    ...{ id: randomUUID(), createdAt: monday },
    ...(reason === undefined ? {} : { reason }),
  };
}
