import type { Action, Entry, EntryContent } from '../audit/entry.ts';
import { sealed } from '../audit/entry.ts';
import { standingOf } from '../domain/standing.ts';
import type { Happening, State } from '../domain/transitions.ts';
import { stateAfter } from '../domain/transitions.ts';
import type { LoadedRequest, RecordedDecision, Waiting } from '../store/approval-store.ts';
import { waitingOf } from './waiting.ts';

/** An entry to be appended, and for whom the request waits after it. */
export interface Step {
  readonly entry: Entry;
  readonly waiting: Waiting;
  /** The request as it is once the entry is there. */
  readonly after: LoadedRequest;
}

/** What happens, in the words of the table of transitions and of the trail. */
export interface Event {
  readonly happening: Happening;
  readonly action: Action;
  readonly actor: string;
  readonly data: Entry['data'];
  readonly at: Date;
  /** The decision that the entry records, or the step that it escalates. */
  readonly decision?: RecordedDecision;
  readonly escalated?: string;
}

/** The next entry of a request's trail; `undefined` where the table of transitions has no such thing in its state. */
export function nextEntry(loaded: LoadedRequest, event: Event): Step | undefined {
  const { request } = loaded;
  const state = stateAfter(request.state, event.happening);
  if (state === undefined) return undefined;
  const entry = sealed({
    requestId: request.id,
    sequence: request.version + 1,
    at: notBefore(request.updatedAt, event.at),
    ...content(event, state),
    previous: request.head,
  });
  const after: LoadedRequest = {
    request: {
      ...request,
      ...{ state, version: entry.sequence, head: entry.hash, updatedAt: entry.at },
    },
    decisions: event.decision ? [...loaded.decisions, event.decision] : loaded.decisions,
    escalated: event.escalated ? [...loaded.escalated, event.escalated] : loaded.escalated,
  };
  const standing = standingOf(after.request, after.decisions, entry.at);
  return { entry, after, waiting: waitingOf(after, standing) };
}

function content(
  { actor, action, data }: Event,
  state: State,
): Pick<EntryContent, 'actor' | 'action' | 'data' | 'state'> {
  return { actor, action, state, data };
}

/** The clocks of two instances differ, but a trail never runs backwards. */
export function notBefore(last: Date, now: Date): Date {
  return now < last ? last : now;
}
