import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Shot } from './load.ts';
import type { Parties } from './parties.ts';
import { deciders, requesters } from './parties.ts';

/** Makes requests of many people in turn. */
export interface Sender {
  /** @param withKey whether each has an Idempotency-Key of its own */
  create(withKey?: boolean): () => Shot;
  /** Decides on each of those requests once, as they were made. */
  decide(ids: readonly string[]): () => Shot;
}

export async function senderTo(parties: Parties): Promise<Sender> {
  const tokens = async (people: readonly string[]) =>
    Promise.all(people.map(async (one) => `Bearer ${await parties.token(one)}`));
  const [asking, deciding] = [await tokens(requesters), await tokens(deciders)];
  const request = JSON.stringify({
    ...{ policy: 'bench', title: 'A new pump for rig 7' },
    subject: { type: 'purchase', id: 'po-1042', version: '1' },
    payload: {
      supplier: 'Pumpen Weber',
      delivery: '2026-12-01',
      lines: [{ item: 'P-7', count: 2 }],
    },
    callback: { url: `${parties.sinkUrl}/outcomes`, secretName: 'bench' },
  });
  const decision = JSON.stringify({ decision: 'approve', comment: 'Within the budget.' });
  let turn = 0;
  const headersOf = (people: readonly string[]) => ({
    'content-type': 'application/json',
    authorization: people[turn++ % people.length] ?? '',
  });
  return {
    create:
      (withKey = false) =>
      () => ({
        path: '/v1/requests',
        headers: {
          ...headersOf(asking),
          ...(withKey ? { 'idempotency-key': randomUUID() } : {}),
        },
        body: request,
      }),
    decide: (ids) => {
      let at = 0;
      return () => ({
        path: `/v1/requests/${ids[at++] ?? ''}/decisions`,
        // The ETag of a request that nothing has happened to.
        headers: { ...headersOf(deciding), 'if-match': '"1"' },
        body: decision,
      });
    },
  };
}

const made = z.object({ id: z.string() });

/** Ids of the requests that answers tell of. */
export function idsOf(answers: readonly string[]): string[] {
  return answers.map((answer) => made.parse(JSON.parse(answer)).id);
}
