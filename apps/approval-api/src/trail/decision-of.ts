import { z } from 'zod';
import type { Entry } from '../audit/entry.ts';
import { verdicts } from '../domain/request.ts';
import type { RecordedDecision } from '../store/approval-store.ts';

const decided = z.object({
  step: z.string(),
  verdict: z.enum(verdicts),
  onBehalfOf: z.string(),
  seen: z.number(),
  comment: z.string().optional(),
  name: z.string().optional(),
});

/** The decision that an entry of the action `decided` records. */
export function decisionOf({
  actor,
  at,
  data,
}: Pick<Entry, 'actor' | 'at' | 'data'>): RecordedDecision {
  const { step, verdict, onBehalfOf, seen, comment, name } = decided.parse(data);
  return {
    ...{ step, verdict, by: actor, onBehalfOf, at, seen },
    ...(comment === undefined ? {} : { comment }),
    ...(name === undefined ? {} : { name }),
  };
}
