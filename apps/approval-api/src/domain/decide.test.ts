import { describe, expect, it } from 'vitest';
import { delegation, hours, person, request, step } from '../../test/scene.ts';
import type { Wish } from './decide.ts';
import { decide } from './decide.ts';
import type { Delegation } from './delegation.ts';
import type { Actor, ApprovalRequest, Decision } from './request.ts';
import { standingOf } from './standing.ts';

type Act = readonly [actor: Actor, wish: Wish, at?: Date];

const approve = { verdict: 'approve' } as const;
const reject = { verdict: 'reject', comment: 'Too dear.' } as const;
const giveBack = { verdict: 'return', comment: 'Which room?' } as const;

/** One decision after another; what became of each, and the state at the end. */
function play(asked: ApprovalRequest, acts: readonly Act[], delegations: Delegation[] = []) {
  let current = asked;
  const decisions: Decision[] = [];
  const answers = acts.map(([actor, wish, at = hours(1)]) => {
    const ruling = decide(wish, actor, current, decisions, delegations, at);
    if (ruling.decision === undefined) return ruling.refusal;
    decisions.push(ruling.decision);
    current = { ...current, state: ruling.state };
    return ruling.state;
  });
  return { answers, decisions };
}

describe('a decision', () => {
  const two = request([[step('board', ['ada', 'ben', 'cai'], { quorum: 2 })]]);

  it('is counted until the quorum is reached, and refused after', () => {
    const { answers } = play(two, [
      [person('ada'), approve],
      [person('ben'), approve],
      [person('cai'), reject],
    ]);
    expect(answers).toStrictEqual(['pending', 'approved', 'request-closed']);
  });

  it('that says no ends it; a yes before does not help', () => {
    const { answers } = play(two, [
      [person('ada'), approve],
      [person('ben'), reject],
    ]);
    expect(answers).toStrictEqual(['pending', 'rejected']);
  });

  it('that says no counts against the quorum where the policy wants more than one', () => {
    const lenient = request([[step('board', ['ada', 'ben', 'cai'], { quorum: 2, rejections: 3 })]]);
    const { answers } = play(lenient, [
      [person('ada'), reject],
      // One is left of three, and two are needed.
      [person('ben'), reject],
    ]);
    expect(answers).toStrictEqual(['pending', 'rejected']);
  });

  it('gives it back to the requester', () => {
    expect(play(two, [[person('cai'), giveBack]]).answers).toStrictEqual(['returned']);
  });

  it('needs a reason where it is no yes', () => {
    const { answers } = play(two, [
      [person('ada'), { verdict: 'reject', comment: ' ' }],
      [person('ada'), { verdict: 'return' }],
    ]);
    expect(answers).toStrictEqual(['comment-needed', 'comment-needed']);
  });

  it('is for who holds a role, and for nobody else', () => {
    const { answers } = play(request([[step('finance', ['@finance'])]]), [
      [person('eve', 'sales'), approve],
      [{ subject: 'robot', kind: 'machine', roles: ['finance'] }, approve],
      [person('fay', 'sales', 'finance'), approve],
    ]);
    expect(answers).toStrictEqual(['not-a-decider', 'people-decide', 'approved']);
  });

  it('is for nobody on their own request', () => {
    const asked = { ...request([[step('team', ['@team', 'rea'])]]), filedBy: 'kim' };
    const { answers } = play(
      asked,
      [
        [person('rea', 'team'), approve],
        [person('kim', 'team'), approve],
        // The requester's right, through somebody else.
        [person('ada'), { ...approve, onBehalfOf: 'rea' }],
        [person('ada', 'team'), approve],
      ],
      [delegation('rea', 'ada', { roles: ['team'] })],
    );
    expect(answers).toStrictEqual(['own-request', 'own-request', 'own-request', 'approved']);
  });

  it('of a step that has had its turn, or has not had it yet, is refused', () => {
    const { answers } = play(
      request([[step('manager', ['max'])], [step('finance', ['@finance'])]]),
      [
        [person('fay', 'finance'), approve],
        [person('max'), approve],
        [person('max'), approve],
        [person('fay', 'finance'), approve],
      ],
    );
    expect(answers).toStrictEqual(['not-a-decider', 'pending', 'not-a-decider', 'approved']);
  });

  it('says in which of two steps side by side', () => {
    const asked = request([[step('legal', ['@legal']), step('finance', ['@finance'])]]);
    const both = person('lou', 'legal', 'finance');
    const { answers, decisions } = play(asked, [
      [both, approve],
      [both, { ...approve, step: 'board' }],
      [both, { ...approve, step: 'legal' }],
      [both, approve],
    ]);
    expect(answers).toStrictEqual(['ambiguous-decision', 'not-this-way', 'pending', 'approved']);
    expect(decisions.map((one) => one.step)).toStrictEqual(['legal', 'finance']);
  });

  it('in one step shuts out from every other where the policy wants different people', () => {
    const asked = request([[step('first', ['@boss'])], [step('second', ['@boss'])]], {
      differentPeople: true,
    });
    const { answers } = play(asked, [
      [person('ada', 'boss'), approve],
      [person('ada', 'boss'), approve],
      [person('ben', 'boss'), approve],
    ]);
    expect(answers).toStrictEqual(['pending', 'already-counted', 'approved']);
  });
});

describe('a delegate', () => {
  const two = request([[step('board', ['ada', 'ben', 'cai'], { quorum: 2 })]]);
  const eve = person('eve');

  it('decides for whom they stand in, and both are on record', () => {
    const { answers, decisions } = play(two, [[eve, approve]], [delegation('ada', 'eve')]);
    expect(answers).toStrictEqual(['pending']);
    expect(decisions).toMatchObject([{ by: 'eve', onBehalfOf: 'ada' }]);
  });

  it('counts as one, however many they stand in for, and with them', () => {
    const { answers } = play(
      two,
      [
        [eve, { ...approve, onBehalfOf: 'ada' }],
        [eve, { ...approve, onBehalfOf: 'ben' }],
        [person('ada'), approve],
        [person('ben'), approve],
      ],
      [delegation('ada', 'eve'), delegation('ben', 'eve')],
    );
    expect(answers).toStrictEqual(['pending', 'already-counted', 'already-counted', 'approved']);
  });

  it('who may decide themselves decides for themselves unless they say otherwise', () => {
    const { decisions } = play(two, [[person('ben'), approve]], [delegation('ada', 'ben')]);
    expect(decisions).toMatchObject([{ by: 'ben', onBehalfOf: 'ben' }]);
  });

  it.each<[string, Delegation, Date, string]>([
    ['from its start', delegation('ada', 'eve', { startsAt: hours(2) }), hours(2), 'pending'],
    ['not before', delegation('ada', 'eve', { startsAt: hours(2) }), hours(1.99), 'not-a-decider'],
    ['until its end', delegation('ada', 'eve', { endsAt: hours(2) }), hours(1.99), 'pending'],
    ['not at its end', delegation('ada', 'eve', { endsAt: hours(2) }), hours(2), 'not-a-decider'],
    [
      'not once it is revoked',
      delegation('ada', 'eve', { revokedAt: hours(1) }),
      hours(1),
      'not-a-decider',
    ],
    [
      'for the policies it names',
      delegation('ada', 'eve', { policies: ['test'] }),
      hours(1),
      'pending',
    ],
    ['for no others', delegation('ada', 'eve', { policies: ['other'] }), hours(1), 'not-a-decider'],
    ['only if they are the one', delegation('ada', 'eva'), hours(1), 'not-a-decider'],
    ['not for who has no part in it', delegation('zoe', 'eve'), hours(1), 'not-a-decider'],
  ])('decides %s', (_, one, at, answer) => {
    expect(play(two, [[eve, approve, at]], [one]).answers).toStrictEqual([answer]);
  });

  it('has the roles that were handed over, and no chain leads further', () => {
    const asked = request([[step('finance', ['@finance'])]]);
    const chain = [
      delegation('fay', 'eve', { roles: ['finance'] }),
      delegation('eve', 'gus', { roles: [] }),
    ];
    expect(play(asked, [[person('gus'), approve]], chain).answers).toStrictEqual(['not-a-decider']);
    expect(play(asked, [[eve, approve]], chain).answers).toStrictEqual(['approved']);
  });
});

describe('time', () => {
  const asked = request(
    [
      [step('manager', ['max'], { escalation: { after: 'P1D', to: [{ role: 'head' }] } })],
      [step('finance', ['@finance'], { expiresAfter: 'PT12H' })],
    ],
    { expiresAfter: 'P3D' },
  );

  it('adds deciders once a step has waited long enough, and takes none away', () => {
    const head = person('hal', 'head');
    expect(play(asked, [[head, approve, hours(23.99)]]).answers).toStrictEqual(['not-a-decider']);
    expect(play(asked, [[head, approve, hours(24)]]).answers).toStrictEqual(['pending']);
    expect(play(asked, [[person('max'), approve, hours(25)]]).answers).toStrictEqual(['pending']);
  });

  it('ends a step some time after it opened, not after the request was made', () => {
    const fay = person('fay', 'finance');
    const max = person('max');
    expect(
      play(asked, [
        [max, approve, hours(20)],
        [fay, approve, hours(31.99)],
      ]).answers,
    ).toStrictEqual(['pending', 'approved']);
    expect(
      play(asked, [
        [max, approve, hours(20)],
        [fay, approve, hours(32)],
      ]).answers,
    ).toStrictEqual(['pending', 'request-expired']);
  });

  it('ends the request as a whole', () => {
    expect(play(asked, [[person('max'), approve, hours(72)]]).answers).toStrictEqual([
      'request-expired',
    ]);
  });
});

describe('what is missing', () => {
  it('is told for every open step', () => {
    const asked = request([
      [
        step('legal', ['lea']),
        step('board', ['ada', 'ben', 'cai'], {
          quorum: 2,
          escalation: { after: 'PT2H', to: [{ role: 'chair' }] },
        }),
      ],
    ]);
    const { decisions } = play(asked, [
      [person('lea'), approve],
      [person('ben'), approve],
    ]);
    expect(standingOf(asked, decisions, hours(3))).toStrictEqual({
      state: 'pending',
      openSteps: [
        {
          name: 'board',
          openedAt: hours(0),
          deciders: [{ person: 'ada' }, { person: 'ben' }, { person: 'cai' }, { role: 'chair' }],
          quorum: 2,
          approvals: 1,
          missing: 1,
          escalatesAt: hours(2),
        },
      ],
    });
  });
});
