import { describe, expect, it } from 'vitest';
import { soundPolicy } from '../../../test/scene.ts';
import type { Asked } from './bind-policy.ts';
import { bindPolicy } from './bind-policy.ts';

const policy = soundPolicy({
  name: 'purchase',
  version: 3,
  title: 'Purchases',
  subjectTypes: ['purchase', 'contract'],
  currency: 'EUR',
  steps: [
    { name: 'manager', deciders: [{ named: 'manager' }] },
    {
      parallel: [
        { name: 'finance', deciders: [{ role: 'finance' }], when: { atLeast: '1000' } },
        {
          name: 'board',
          deciders: [{ person: 'ada' }, { person: 'ben' }, { person: 'cai' }],
          quorum: 3,
          when: { atLeast: '10000' },
        },
      ],
    },
  ],
});

const asked: Asked = {
  subjectType: 'purchase',
  requester: 'rea',
  filedBy: 'shop',
  named: { manager: ['max'] },
};
const euros = (value: string) => ({ value, currency: 'EUR' });

describe('a policy for one request', () => {
  it.each([
    ['999.999999', [['manager']]],
    ['1000.00', [['manager'], ['finance']]],
    ['9999.99', [['manager'], ['finance']]],
    ['10000', [['manager'], ['finance', 'board']]],
    ['99999999999999.999999', [['manager'], ['finance', 'board']]],
  ])('has the steps that %s needs', (value, stages) => {
    const bound = bindPolicy(policy, { ...asked, amount: euros(value) }).policy;
    expect(bound?.stages.map((stage) => stage.map(({ name }) => name))).toStrictEqual(stages);
  });

  it('has the people whom the request names', () => {
    const named = { manager: ['max', 'mia'] };
    const bound = bindPolicy(policy, { ...asked, named, amount: euros('1') }).policy;
    expect(bound).toMatchObject({ name: 'purchase', version: 3 });
    expect(bound?.stages[0]?.[0]?.deciders).toStrictEqual([{ person: 'max' }, { person: 'mia' }]);
  });

  it('does without somebody who is not named where others may decide in their place', () => {
    const named = (given: Asked['named']) =>
      bindPolicy(
        soundPolicy({
          ...{ name: 'sheet', version: 1, title: 'Sheets' },
          steps: [{ name: 'manager', deciders: [{ named: 'manager' }, { role: 'head' }] }],
        }),
        { ...asked, subjectType: 'sheet', named: given },
      ).policy?.stages[0]?.[0]?.deciders;
    expect(named({ manager: ['max'] })).toStrictEqual([{ person: 'max' }, { role: 'head' }]);
    expect(named(undefined)).toStrictEqual([{ role: 'head' }]);
  });

  it.each<[string, Partial<Asked>]>([
    ['"purchase" needs an amount in EUR', { amount: undefined }],
    [
      '"purchase" takes amounts in EUR, not USD: nothing here converts money',
      { amount: { value: '1', currency: 'USD' } },
    ],
    [
      '"purchase" is for subjects of the type purchase, contract, not timesheet',
      { subjectType: 'timesheet' },
    ],
    ['"purchase" needs somebody named as "manager"', { named: {} }],
    ['"purchase" needs somebody named as "manager"', { named: { manager: [] } }],
    ['"purchase" has nobody to be named as "boss"', { named: { manager: ['max'], boss: ['bob'] } }],
    [
      'the step "board" needs 3, and without the requester only 2 may decide',
      { requester: 'ada', amount: euros('10000') },
    ],
    [
      'the step "manager" needs 1, and without the requester only 0 may decide',
      { named: { manager: ['rea'] } },
    ],
  ])('is refused: %s', (message, change) => {
    expect(bindPolicy(policy, { ...asked, amount: euros('5'), ...change }).problems).toStrictEqual([
      message,
    ]);
  });
});
