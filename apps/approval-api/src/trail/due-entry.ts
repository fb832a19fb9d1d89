import { standingOf } from '../domain/standing.ts';
import type { LoadedRequest } from '../store/approval-store.ts';
import type { Step } from './next-entry.ts';
import { nextEntry } from './next-entry.ts';

/** The actor of what time does. */
export const clockwork = 'approval-api';

/** What time alone has done to a request and is not on record yet: its end, or else one escalation. */
export function dueEntry(loaded: LoadedRequest, now: Date): Step | undefined {
  const { request, decisions, escalated } = loaded;
  if (request.state !== 'pending') return undefined;
  const standing = standingOf(request, decisions, now);
  const event = { actor: clockwork, at: now };
  if (standing.state === 'expired')
    return nextEntry(loaded, { ...event, happening: 'expire', action: 'expired', data: {} });
  const step = standing.openSteps.find(
    ({ name, escalatesAt }) =>
      escalatesAt !== undefined && escalatesAt <= now && !escalated.includes(name),
  );
  if (step === undefined) return undefined;
  const { to = [] } =
    request.policy.stages.flat().find(({ name }) => name === step.name)?.escalation ?? {};
  return nextEntry(loaded, {
    ...event,
    ...{ happening: 'escalate', action: 'escalated', escalated: step.name },
    data: { step: step.name, to },
  });
}
