import type { Standing } from '../domain/standing.ts';
import { earliest } from '../domain/standing.ts';
import type { LoadedRequest, Waiting } from '../store/approval-store.ts';

/** For whom a request waits, and until when nothing happens by itself. */
export function waitingOf(
  { escalated }: Pick<LoadedRequest, 'escalated'>,
  standing: Standing,
): Waiting {
  const deciders = standing.openSteps.flatMap((step) => step.deciders);
  // An escalation that has come and isn't on record yet counts, or a decision in between would make it be forgotten.
  const escalations = standing.openSteps
    .filter(({ name }) => !escalated.includes(name))
    .flatMap(({ escalatesAt }) => escalatesAt ?? []);
  const nextDeadline = earliest([...escalations, standing.expiresAt ?? []].flat());
  return {
    people: [...new Set(deciders.flatMap((one) => ('person' in one ? [one.person] : [])))],
    roles: [...new Set(deciders.flatMap((one) => ('role' in one ? [one.role] : [])))],
    ...(nextDeadline === undefined ? {} : { nextDeadline }),
  };
}
