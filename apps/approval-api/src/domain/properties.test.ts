import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { delegation, hours, person, request, step } from '../../test/scene.ts';
import { compareDecimals } from './amount.ts';
import { decide } from './decide.ts';
import type { Delegation } from './delegation.ts';
import { countPeople } from './people.ts';
import type { Actor, ApprovalRequest, Decision, Verdict } from './request.ts';
import { verdicts } from './request.ts';
import { standingOf } from './standing.ts';
import { waysToDecide } from './who-may-decide.ts';

const names = ['rea', 'fil', 'ada', 'ben', 'cai', 'dee'] as const;
const subject = fc.constantFrom(...names);
const role = fc.constantFrom('boss', 'finance');
const actor = fc
  .record({ subject, roles: fc.uniqueArray(role) })
  .map(({ subject: name, roles }): Actor => person(name, ...roles));

/** One to three stages of one or two steps with people and roles, some with an escalation. */
const asked = fc
  .record({
    shape: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 3 }),
    steps: fc.array(
      fc.record({
        deciders: fc.uniqueArray(fc.constantFrom(...names, '@boss', '@finance'), { minLength: 1 }),
        quorum: fc.integer({ min: 1, max: 3 }),
        rejections: fc.integer({ min: 1, max: 2 }),
        escalated: fc.boolean(),
      }),
      { minLength: 6, maxLength: 6 },
    ),
    differentPeople: fc.boolean(),
  })
  .map(({ shape, steps, differentPeople }): ApprovalRequest => {
    const made = steps.map(({ deciders, escalated, ...numbers }, index) =>
      step(`step-${index}`, deciders, {
        ...numbers,
        ...(escalated ? { escalation: { after: 'PT3H', to: [{ role: 'boss' }] } } : {}),
      }),
    );
    const stages = shape.map((size) => made.splice(0, size));
    return { ...request(stages, { differentPeople }), filedBy: 'fil' };
  });

const delegations = fc.array(
  fc
    .record({ from: subject, to: subject, roles: fc.uniqueArray(role), start: fc.nat(6) })
    .map(({ from, to, roles, start }) => delegation(from, to, { roles, startsAt: hours(start) })),
  { maxLength: 5 },
);

interface Act {
  readonly actor: Actor;
  readonly verdict: Verdict;
  readonly onBehalfOf: string | undefined;
  readonly step: string | undefined;
}
// Mostly yes, or hardly anything is ever approved.
const verdict = fc.oneof(
  { weight: 6, arbitrary: fc.constant('approve' as const) },
  fc.constantFrom(...verdicts),
);
const act = fc.record<Act>({
  actor,
  verdict,
  onBehalfOf: fc.option(subject, { nil: undefined }),
  step: fc.option(fc.constantFrom('step-0', 'step-1', 'step-2'), { nil: undefined }),
});
const acts = fc.array(act, { maxLength: 30 });

/** Every act in turn, a quarter of an hour apart. */
function play(from: ApprovalRequest, all: readonly Act[], given: readonly Delegation[]) {
  let current = from;
  const decisions: Decision[] = [];
  const states = [current.state];
  all.forEach(({ actor: who, ...wish }, index) => {
    const ruling = decide(
      { ...wish, comment: 'why' },
      who,
      current,
      decisions,
      given,
      hours(index / 4),
    );
    if (ruling.decision === undefined) return;
    decisions.push(ruling.decision);
    current = { ...current, state: ruling.state };
    states.push(ruling.state);
  });
  return { current, decisions, states };
}

describe('whatever is decided', () => {
  it('ends a request once, and by the last decision that was taken', () => {
    fc.assert(
      fc.property(asked, acts, delegations, (from, all, given) => {
        const { states } = play(from, all, given);
        expect(states.slice(0, -1).every((state) => state === 'pending')).toBe(true);
      }),
    );
  });

  it('stands the same in every order of the same decisions, also of such as are never taken', () => {
    const recorded = fc.array(
      fc
        .record({ name: fc.nat(3), by: subject, onBehalfOf: subject, verdict, hour: fc.nat(6) })
        .map(({ name, hour, ...rest }): Decision => ({
          ...rest,
          step: `step-${name}`,
          at: hours(hour),
        })),
      { maxLength: 8 },
    );
    const twoOrders = recorded.chain((decisions) =>
      fc.tuple(
        fc.constant(decisions),
        fc.shuffledSubarray(decisions, { minLength: decisions.length }),
      ),
    );
    fc.assert(
      fc.property(asked, twoOrders, (from, [one, other]) => {
        expect(standingOf(from, other, hours(8))).toStrictEqual(standingOf(from, one, hours(8)));
      }),
      { numRuns: 500 },
    );
  });

  it('comes out the same in every order where everybody says yes', () => {
    const board = ['ada', 'ben', 'cai', 'dee'] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.shuffledSubarray([...board]),
        (quorum, order) => {
          const from = request([[step('board', board, { quorum })]]);
          const { current } = play(
            from,
            order.map((name) => ({
              actor: person(name),
              verdict: 'approve',
              onBehalfOf: undefined,
              step: undefined,
            })),
            [],
          );
          expect(current.state).toBe(order.length >= quorum ? 'approved' : 'pending');
        },
      ),
    );
  });

  it('nobody decides on their own, by themselves or through another', () => {
    fc.assert(
      fc.property(asked, acts, delegations, (from, all, given) => {
        const people = play(from, all, given).decisions.flatMap(({ by, onBehalfOf }) => [
          by,
          onBehalfOf,
        ]);
        expect(people).not.toContain('rea');
        expect(people).not.toContain('fil');
      }),
    );
  });

  it('a quorum never counts somebody twice, not through delegations either', () => {
    // Everybody may decide, and most stand in for others, so that hardly anything but the count stops them.
    const crowd = fc.constantFrom('ada', 'ben', 'cai', 'dee', 'eli');
    const pairs = fc.array(fc.record({ from: crowd, to: crowd }), { minLength: 4, maxLength: 12 });
    const wishes = fc.array(fc.record({ by: crowd, onBehalfOf: crowd }), { maxLength: 20 });
    const from = request([[step('all', ['ada', 'ben', 'cai', 'dee', 'eli'], { quorum: 3 })]]);
    fc.assert(
      fc.property(pairs, wishes, (given, wanted) => {
        const { decisions, current } = play(
          from,
          wanted.map(({ by, onBehalfOf }) => ({
            actor: person(by),
            verdict: 'approve',
            onBehalfOf,
            step: undefined,
          })),
          given.map((pair) => delegation(pair.from, pair.to)),
        );
        const parts = decisions.flatMap(({ by, onBehalfOf }) => [...new Set([by, onBehalfOf])]);
        expect(new Set(parts).size).toBe(parts.length);
        expect(current.state === 'approved').toBe(decisions.length === 3);
      }),
      { numRuns: 500 },
    );
  });

  it('a way that is offered is taken, and one that is not offered is refused', () => {
    fc.assert(
      fc.property(
        asked,
        acts,
        delegations,
        act,
        (from, all, given, { actor: who, onBehalfOf, step: name }) => {
          const { decisions, current } = play(from, all, given);
          const now = hours(all.length / 4);
          const standing = standingOf(current, decisions, now);
          const { ways } = waysToDecide(who, current, standing, decisions, given, now);
          const on = { step: name ?? 'step-0', onBehalfOf: onBehalfOf ?? who.subject };
          const offered = ways.some(
            (way) => way.step === on.step && way.onBehalfOf === on.onBehalfOf,
          );
          const ruling = decide({ verdict: 'approve', ...on }, who, current, decisions, given, now);
          expect(ruling.decision !== undefined).toBe(offered);
        },
      ),
    );
  });

  it('time takes nobody the right to decide before the deadline, as long as nobody decides', () => {
    fc.assert(
      fc.property(asked, actor, fc.nat(10), fc.nat(10), (from, who, early, later) => {
        const waysAt = (hour: number) =>
          waysToDecide(who, from, standingOf(from, [], hours(hour)), [], [], hours(hour)).ways;
        expect(waysAt(early + later)).toStrictEqual(expect.arrayContaining([...waysAt(early)]));
      }),
    );
  });
});

describe('people behind decisions', () => {
  it('are no more than who decided and no more than for whom', () => {
    const pair = fc.record({ by: subject, onBehalfOf: subject });
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const count = countPeople(pairs);
        expect(count).toBeLessThanOrEqual(new Set(pairs.map(({ by }) => by)).size);
        expect(count).toBeLessThanOrEqual(new Set(pairs.map(({ onBehalfOf }) => onBehalfOf)).size);
        expect(count).toBe(countPeople([...pairs].reverse()));
        expect(count > 0).toBe(pairs.length > 0);
      }),
    );
  });
});

describe('decimals', () => {
  it('compare as whole millionths do', () => {
    const millionths = fc.bigInt({ min: 0n, max: 10n ** 21n - 1n });
    const written = (value: bigint) =>
      `${value / 1_000_000n}.${String(value % 1_000_000n).padStart(6, '0')}`;
    fc.assert(
      fc.property(millionths, millionths, (left, right) => {
        expect(compareDecimals(written(left), written(right))).toBe(
          left < right ? -1 : left > right ? 1 : 0,
        );
      }),
    );
  });
});
