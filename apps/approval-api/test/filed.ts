import { randomUUID } from 'node:crypto';
import type { Policy } from '../src/domain/policy/policy.ts';
import type { Verdict } from '../src/domain/request.ts';
import type { Callback, RequestStore, StoredRequest } from '../src/store/approval-store.ts';
import { fileRequest } from '../src/trail/file-request.ts';
import { recordDecision } from '../src/trail/record-decision.ts';
import { hours, monday, person } from './scene.ts';

/** A request for a pump, on record. */
export async function filed(
  store: RequestStore,
  policy: Policy,
  requester = 'rea',
  callback?: Callback,
): Promise<StoredRequest> {
  const result = fileRequest(
    policy,
    {
      ...{ id: randomUUID(), title: 'A pump', payload: { price: 12.5 } },
      ...{ requester, filedBy: requester, callback },
      subject: { type: 'purchase', id: 'p-1', version: '1' },
    },
    monday,
  );
  if (result.request === undefined) throw new Error(result.problems.join());
  await store.insert(result.request, result.entry, result.waiting);
  return result.request;
}

/** Decides on what is there now: whether it was taken, or the code of the refusal. */
export async function decideNow(
  store: RequestStore,
  id: string,
  decider: string,
  verdict: Verdict = 'approve',
  hour = 1,
): Promise<boolean | string> {
  const loaded = await store.find(id);
  if (loaded === undefined) throw new Error(`There is no request ${id}.`);
  const wish = { verdict, comment: 'because' };
  const next = recordDecision(wish, person(decider), loaded, [], hours(hour));
  return next.refusal ?? store.append(next.entry, next.waiting);
}
