import { after } from './duration.ts';
import { countPeople } from './people.ts';
import { peopleOf } from './policy/bind-policy.ts';
import type { BoundDecider, BoundStep } from './policy/policy.ts';
import type { ApprovalRequest, Decision } from './request.ts';
import type { State } from './transitions.ts';

/** A step whose turn it is. */
export interface OpenStep {
  readonly name: string;
  readonly openedAt: Date;
  /** Who may decide now: those of the policy, and those of the escalation once its time has come. */
  readonly deciders: readonly BoundDecider[];
  readonly quorum: number;
  readonly approvals: number;
  /** How many approvals are still to come. */
  readonly missing: number;
  readonly escalatesAt?: Date;
  readonly expiresAt?: Date;
}

/** What follows from a request, its decisions and the time. */
export interface Standing {
  /** `expired` from the deadline on, also where nobody has recorded it yet. */
  readonly state: State;
  /** Empty unless pending. */
  readonly openSteps: readonly OpenStep[];
  /** The moment at which it expires unless something is decided before. */
  readonly expiresAt?: Date;
}

type Tally = 'approved' | 'rejected' | 'returned' | 'open';

/**
 * Where a request stands. A function of what was decided, not of the order in which it arrives: any order of the same decisions
 * gives the same standing.
 */
export function standingOf(
  request: ApprovalRequest,
  decisions: readonly Decision[],
  now: Date,
): Standing {
  if (request.state !== 'pending') return { state: request.state, openSteps: [] };
  const tallies = new Map(
    request.policy.stages.flat().map((step) => [step.name, tally(request, step, decisions)]),
  );
  const all = [...tallies.values()];
  // One no outweighs every yes, wherever both were recorded.
  if (all.includes('rejected')) return { state: 'rejected', openSteps: [] };
  if (all.includes('returned')) return { state: 'returned', openSteps: [] };
  let openedAt = request.createdAt;
  for (const stage of request.policy.stages) {
    if (stage.some(({ name }) => tallies.get(name) === 'open')) {
      const open = stage.filter(({ name }) => tallies.get(name) === 'open');
      return pending(
        request,
        open.map((step) => openStep(step, openedAt, decisions, now)),
        now,
      );
    }
    const names = stage.map(({ name }) => name);
    openedAt = latest(decisions.filter(({ step }) => names.includes(step)));
  }
  return { state: 'approved', openSteps: [] };
}

/** How one step came out so far. */
function tally(request: ApprovalRequest, step: BoundStep, decisions: readonly Decision[]): Tally {
  const of = decisions.filter((decision) => decision.step === step.name);
  const rejections = of.filter(({ verdict }) => verdict === 'reject');
  if (countPeople(rejections) >= step.rejections || outOfReach(request, step, rejections))
    return 'rejected';
  if (of.some(({ verdict }) => verdict === 'return')) return 'returned';
  return countPeople(of.filter(({ verdict }) => verdict === 'approve')) >= step.quorum
    ? 'approved'
    : 'open';
}

/** Whether so many named people said no that those who are left are fewer than the quorum. */
function outOfReach(
  { requester, filedBy }: ApprovalRequest,
  step: BoundStep,
  rejections: readonly Decision[],
): boolean {
  if (rejections.length === 0) return false;
  const people = peopleOf(step);
  if (people === undefined) return false;
  for (const own of [requester, filedBy]) people.delete(own);
  for (const { by, onBehalfOf } of rejections) {
    people.delete(by);
    people.delete(onBehalfOf);
  }
  return people.size < step.quorum;
}

function openStep(
  step: BoundStep,
  openedAt: Date,
  decisions: readonly Decision[],
  now: Date,
): OpenStep {
  const escalatesAt =
    step.escalation === undefined ? undefined : after(openedAt, step.escalation.after);
  const escalated = escalatesAt !== undefined && escalatesAt <= now;
  const approvals = countPeople(
    decisions.filter(({ step: name, verdict }) => name === step.name && verdict === 'approve'),
  );
  return {
    name: step.name,
    openedAt,
    deciders: escalated ? [...step.deciders, ...(step.escalation?.to ?? [])] : step.deciders,
    quorum: step.quorum,
    approvals,
    missing: step.quorum - approvals,
    ...(escalatesAt === undefined ? {} : { escalatesAt }),
    ...(step.expiresAfter === undefined ? {} : { expiresAt: after(openedAt, step.expiresAfter) }),
  };
}

function pending(request: ApprovalRequest, openSteps: readonly OpenStep[], now: Date): Standing {
  const { createdAt, policy } = request;
  const ends = openSteps.flatMap(({ expiresAt }) => expiresAt ?? []);
  if (policy.expiresAfter !== undefined) ends.push(after(createdAt, policy.expiresAfter));
  const expiresAt = earliest(ends);
  if (expiresAt !== undefined && expiresAt <= now) return { state: 'expired', openSteps: [] };
  return {
    state: 'pending',
    openSteps,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

/** The first of some moments, if there is one. */
export function earliest(dates: readonly Date[]): Date | undefined {
  return dates.length === 0
    ? undefined
    : new Date(Math.min(...dates.map((date) => date.getTime())));
}

function latest(decisions: readonly Decision[]): Date {
  return new Date(Math.max(...decisions.map(({ at }) => at.getTime())));
}
