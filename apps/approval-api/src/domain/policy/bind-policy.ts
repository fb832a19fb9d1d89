import type { Amount } from '../amount.ts';
import { compareDecimals } from '../amount.ts';
import type { BoundDecider, BoundPolicy, BoundStep, Decider, Policy, Step } from './policy.ts';
import { stagesOf } from './policy.ts';

/** Whom the request names, by the names in the policy. */
export type Named = Readonly<Record<string, readonly string[]>>;

export type Binding =
  | { readonly policy: BoundPolicy; readonly problems: readonly [] }
  | { readonly policy?: never; readonly problems: readonly string[] };

/** What of a new request a policy looks at. */
export interface Asked {
  readonly subjectType: string;
  readonly requester: string;
  readonly filedBy: string;
  readonly amount?: Amount | undefined;
  readonly named?: Named | undefined;
}

/**
 * The policy as it holds for one request, now and whatever becomes of the policy's file; or why it can't be used for it. A
 * request that could never be approved isn't taken at all.
 */
export function bindPolicy(policy: Policy, asked: Asked): Binding {
  const needed = stagesOf(policy)
    .map((stage) => stage.filter((step) => applies(step, asked.amount)))
    .filter((stage) => stage.length > 0);
  const problems = [...unfit(policy, asked), ...misnamed(policy, needed.flat(), asked.named ?? {})];
  if (problems.length > 0) return { problems };
  const stages = needed.map((stage) => stage.map((step) => bound(step, asked.named ?? {})));
  const tooFew = stages.flat().flatMap((step) => unreachable(step, asked));
  if (tooFew.length > 0) return { problems: tooFew };
  const { name, version, auditors, differentPeople, expiresAfter } = policy;
  return {
    policy: {
      name,
      version,
      auditors,
      differentPeople,
      ...(expiresAfter === undefined ? {} : { expiresAfter }),
      stages,
    },
    problems: [],
  };
}

/** Whether an amount needs a step. */
export function applies({ when }: Step, amount: Amount | undefined): boolean {
  if (when === undefined) return true;
  if (amount === undefined) return false;
  return (
    (when.atLeast === undefined || compareDecimals(amount.value, when.atLeast) >= 0) &&
    (when.below === undefined || compareDecimals(amount.value, when.below) < 0)
  );
}

function unfit(policy: Policy, { subjectType, amount }: Asked): string[] {
  const problems: string[] = [];
  if (policy.subjectTypes?.includes(subjectType) === false)
    problems.push(
      `"${policy.name}" is for subjects of the type ${policy.subjectTypes.join(', ')}, not ${subjectType}`,
    );
  if (policy.currency !== undefined && amount?.currency !== policy.currency)
    problems.push(
      amount === undefined
        ? `"${policy.name}" needs an amount in ${policy.currency}`
        : `"${policy.name}" takes amounts in ${policy.currency}, not ${amount.currency}: nothing here converts money`,
    );
  return problems;
}

/** A step may leave somebody unnamed as long as others are left to decide in it. */
function misnamed(policy: Policy, needed: readonly Step[], named: Named): string[] {
  const lists = needed.flatMap(({ deciders, escalation }) =>
    escalation === undefined ? [deciders] : [deciders, escalation.to],
  );
  const missing = lists
    .filter((list) => filledIn(list, named).length === 0)
    .flatMap((list) => list.flatMap((decider) => ('named' in decider ? [decider.named] : [])));
  const known = stagesOf(policy)
    .flat()
    .flatMap(({ deciders, escalation }) => [...deciders, ...(escalation?.to ?? [])])
    .flatMap((decider) => ('named' in decider ? [decider.named] : []));
  return [
    ...[...new Set(missing)].map((name) => `"${policy.name}" needs somebody named as "${name}"`),
    ...Object.keys(named)
      .filter((name) => !known.includes(name))
      .map((name) => `"${policy.name}" has nobody to be named as "${name}"`),
  ];
}

function bound({ escalation, deciders, ...step }: Step, named: Named): BoundStep {
  return {
    ...step,
    deciders: filledIn(deciders, named),
    ...(escalation === undefined
      ? {}
      : { escalation: { after: escalation.after, to: filledIn(escalation.to, named) } }),
  };
}

function filledIn(deciders: readonly Decider[], named: Named): BoundDecider[] {
  return deciders.flatMap((decider) =>
    'named' in decider ? (named[decider.named] ?? []).map((person) => ({ person })) : [decider],
  );
}

/** Without the requester too few may be left, which the policy alone doesn't show. */
function unreachable(step: BoundStep, { requester, filedBy }: Asked): string[] {
  const people = peopleOf(step);
  if (people === undefined) return [];
  for (const own of [requester, filedBy]) people.delete(own);
  return people.size >= step.quorum
    ? []
    : [
        `the step "${step.name}" needs ${step.quorum}, and without the requester only ${people.size} may decide`,
      ];
}

/** Everybody who may ever decide in a step; `undefined` where a role is among them, for nobody knows how many have it. */
export function peopleOf(step: BoundStep): Set<string> | undefined {
  const people = new Set<string>();
  for (const decider of [...step.deciders, ...(step.escalation?.to ?? [])]) {
    if ('role' in decider) return undefined;
    people.add(decider.person);
  }
  return people;
}
