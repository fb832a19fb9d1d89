import { compareDecimals } from '../amount.ts';
import { millisecondsOf } from '../duration.ts';
import { applies } from './bind-policy.ts';
import type { PolicyProblem } from './parse-policy.ts';
import type { Decider, Policy, Step } from './policy.ts';

/** What is wrong in a policy whose every part is right by itself. */
export function findContradictions(policy: Policy): PolicyProblem[] {
  const placed = placesOf(policy);
  return [
    ...repeatedNames(placed),
    ...placed.flatMap(([place, step]) => [
      ...repeatedDeciders(`${place}.deciders`, step.deciders),
      ...repeatedDeciders(`${place}.escalation.to`, step.escalation?.to ?? []),
      ...unreachable(place, step),
      ...amounts(place, step, policy),
      ...neverEscalates(place, step, policy),
    ]),
    ...uncovered(policy, placed),
  ];
}

type Placed = readonly [place: string, step: Step];

function placesOf(policy: Policy): Placed[] {
  return policy.steps.flatMap((one, index): Placed[] =>
    'parallel' in one
      ? one.parallel.map((step, inner) => [`steps[${index}].parallel[${inner}]`, step])
      : [[`steps[${index}]`, one]],
  );
}

function repeatedNames(placed: readonly Placed[]): PolicyProblem[] {
  const seen = new Map<string, string>();
  return placed.flatMap(([place, { name }]) => {
    const first = seen.get(name);
    if (first !== undefined)
      return [{ place: `${place}.name`, message: `"${name}" is the name of ${first} already` }];
    seen.set(name, place);
    return [];
  });
}

function repeatedDeciders(place: string, deciders: readonly Decider[]): PolicyProblem[] {
  const words = deciders.map((decider) => JSON.stringify(decider));
  return words.flatMap((word, index) =>
    words.indexOf(word) === index
      ? []
      : [{ place: `${place}[${index}]`, message: `${word} stands there twice` }],
  );
}

/** Only named people can be counted; nobody knows how many have a role. */
function unreachable(place: string, step: Step): PolicyProblem[] {
  const deciders = [...step.deciders, ...(step.escalation?.to ?? [])];
  if (!deciders.every((decider) => 'person' in decider)) return [];
  const people = new Set(deciders.map(({ person }) => person)).size;
  if (step.quorum > people)
    return [{ place: `${place}.quorum`, message: `${step.quorum} of ${people} can't be reached` }];
  if (step.rejections > people)
    return [
      { place: `${place}.rejections`, message: `${step.rejections} of ${people} can't be reached` },
    ];
  return [];
}

function amounts(place: string, { when }: Step, { currency }: Policy): PolicyProblem[] {
  if (when === undefined) return [];
  if (when.atLeast === undefined && when.below === undefined)
    return [{ place: `${place}.when`, message: 'needs atLeast, below or both' }];
  if (currency === undefined)
    return [
      {
        place: `${place}.when`,
        message: 'an amount means nothing without the policy\'s "currency"',
      },
    ];
  if (when.below === undefined || when.atLeast === undefined) return [];
  return compareDecimals(when.atLeast, when.below) < 0
    ? []
    : [
        {
          place: `${place}.when`,
          message: `no amount is at least ${when.atLeast} and below ${when.below}`,
        },
      ];
}

function neverEscalates(place: string, step: Step, policy: Policy): PolicyProblem[] {
  const { escalation } = step;
  if (escalation === undefined) return [];
  const ends = [step.expiresAfter, policy.expiresAfter].filter((end) => end !== undefined);
  const earlier = ends.find((end) => millisecondsOf(end) <= millisecondsOf(escalation.after));
  return earlier === undefined
    ? []
    : [
        {
          place: `${place}.escalation.after`,
          message: `${escalation.after} is never reached: it expires after ${earlier}`,
        },
      ];
}

/** A request that needs no step would be approved by nobody. */
function uncovered(policy: Policy, placed: readonly Placed[]): PolicyProblem[] {
  // Which steps are needed changes at these amounts only.
  const bounds = placed.flatMap(([, { when }]) => [when?.atLeast ?? [], when?.below ?? []].flat());
  const amount = ['0', ...bounds]
    .sort(compareDecimals)
    .find((value) => !placed.some(([, step]) => applies(step, { value, currency: '' })));
  return amount === undefined
    ? []
    : [
        {
          place: 'steps',
          message: `no step is needed from an amount of ${amount} ${policy.currency ?? ''} on, so nobody would approve it; leave "when" out of one step, or add one`,
        },
      ];
}
