import { describe, expect, it } from 'vitest';
import { parsePolicy } from './parse-policy.ts';

const sound = {
  name: 'purchase',
  version: 1,
  title: 'Purchases',
  currency: 'EUR',
  steps: [
    { name: 'manager', deciders: [{ named: 'manager' }] },
    {
      parallel: [
        {
          name: 'finance',
          deciders: [{ role: 'finance' }],
          quorum: 2,
          when: { atLeast: '1000' },
        },
        {
          name: 'board',
          deciders: [{ person: 'ada' }, { person: 'ben' }, { person: 'cai' }],
          quorum: 2,
          when: { atLeast: '10000.00' },
          escalation: { after: 'P2D', to: [{ role: 'chair' }] },
        },
      ],
    },
  ],
  expiresAfter: 'P14D',
};

/** The sound policy with one thing in it changed. */
function changed(change: (policy: typeof sound) => unknown): unknown {
  const copy = structuredClone(sound);
  change(copy);
  return copy;
}

describe('a policy', () => {
  it('is taken, with what it leaves out filled in', () => {
    const { policy, problems } = parsePolicy(sound);
    expect(problems).toStrictEqual([]);
    expect(policy).toMatchObject({
      auditors: [],
      differentPeople: false,
      steps: [{ name: 'manager', quorum: 1, rejections: 1 }, { parallel: [{ quorum: 2 }, {}] }],
    });
  });

  it.each<[string, string, unknown]>([
    [
      'steps[0].quorum',
      'Invalid input: expected number, received string',
      changed((policy) => Object.assign(policy.steps[0] ?? {}, { quorum: 'two' })),
    ],
    [
      'steps[1].parallel[1].escalation.after',
      'a length of time in days, hours and minutes, such as "P2D" or "PT4H"',
      changed((policy) =>
        Object.assign(policy.steps[1]?.parallel?.[1]?.escalation ?? {}, { after: 'P1M' }),
      ),
    ],
    [
      'steps[1].parallel[0].when.atLeast',
      'a decimal number as text, such as "1250.00"',
      changed((policy) =>
        Object.assign(policy.steps[1]?.parallel?.[0]?.when ?? {}, { atLeast: '1e3' }),
      ),
    ],
    [
      'steps[0].deciders[0]',
      'a decider is {"person": …}, {"role": …} or {"named": …}, and nothing else',
      changed((policy) => Object.assign(policy.steps[0]?.deciders?.[0] ?? {}, { role: 'x' })),
    ],
    [
      'steps[0]',
      'Unrecognized key: "quorumm"',
      changed((policy) => Object.assign(policy.steps[0] ?? {}, { quorumm: 2 })),
    ],
    [
      'steps[1].parallel[1].quorum',
      "4 of 3 can't be reached",
      changed((policy) =>
        Object.assign(policy.steps[1]?.parallel?.[1] ?? {}, { quorum: 4, escalation: undefined }),
      ),
    ],
    [
      'steps[1].parallel[1].rejections',
      "4 of 3 can't be reached",
      changed((policy) =>
        Object.assign(policy.steps[1]?.parallel?.[1] ?? {}, {
          rejections: 4,
          escalation: undefined,
        }),
      ),
    ],
    [
      'steps[1].parallel[0].name',
      '"manager" is the name of steps[0] already',
      changed((policy) => Object.assign(policy.steps[1]?.parallel?.[0] ?? {}, { name: 'manager' })),
    ],
    [
      'steps[1].parallel[1].deciders[3]',
      '{"person":"ada"} stands there twice',
      changed((policy) =>
        Object.assign(policy.steps[1]?.parallel?.[1]?.deciders ?? [], { 3: { person: 'ada' } }),
      ),
    ],
    [
      'steps[1].parallel[1].escalation.after',
      'P14D is never reached: it expires after P14D',
      changed((policy) =>
        Object.assign(policy.steps[1]?.parallel?.[1]?.escalation ?? {}, { after: 'P14D' }),
      ),
    ],
    [
      'steps[1].parallel[0].when',
      'no amount is at least 1000 and below 1000.00',
      changed((policy) =>
        Object.assign(policy.steps[1]?.parallel?.[0]?.when ?? {}, { below: '1000.00' }),
      ),
    ],
    [
      'steps',
      'no step is needed from an amount of 50 EUR on, so nobody would approve it; leave "when" out of one step, or add one',
      changed((policy) => Object.assign(policy.steps[0] ?? {}, { when: { below: '50' } })),
    ],
  ])('is refused at %s: %s', (place, message, policy) => {
    expect(parsePolicy(policy).problems).toStrictEqual([{ place, message }]);
  });

  it('says everything that is wrong with it, not the first alone', () => {
    const policy = { name: 'Purchase', version: 0, title: '', steps: [] };
    expect(parsePolicy(policy).problems.map(({ place }) => place)).toStrictEqual([
      'name',
      'version',
      'title',
      'steps',
    ]);
  });
});
