import { describe, expect, it } from 'vitest';
import { createConfig, parseConfigInput } from '../config/load-config.ts';
import { toySkill } from '../testing/toy-skill.ts';
import { policyDocs } from './policy-docs.ts';
import { defaultPolicy, policyOf } from './policy.ts';
import { policySchema } from './policy-schema.ts';

const configOf = (graduation: unknown) =>
  createConfig(parseConfigInput({ graduation }), [toySkill]);

function problems(graduation: unknown): string[] {
  try {
    configOf(graduation);
  } catch (error) {
    return String(error).split('\n').slice(1, -1);
  }
  return [];
}

it('has these defaults', () => {
  expect(configOf(undefined).graduation).toEqual({
    windowDays: 90,
    countDirty: false,
    countPilot: true,
    raise: {
      warn: {
        runs: 10,
        days: 7,
        passRate: 0.5,
        crashRate: 0.02,
        flakyRate: 0.05,
        suppressedShare: 0.4,
        unsupportedShare: 0.5,
        openFindings: null,
        durationMs: 60000,
        cooldownDays: 7,
      },
      enforce: {
        runs: 20,
        days: 14,
        passRate: 0.95,
        crashRate: 0,
        flakyRate: 0,
        suppressedShare: 0.2,
        unsupportedShare: 0.1,
        openFindings: 0,
        durationMs: 60000,
        cooldownDays: 14,
      },
    },
    lower: {
      warn: {
        projects: 3,
        crashes: 3,
        crashRate: 0.1,
        suppressed: 5,
        suppressedShare: 0.5,
        durationMs: null,
        cooldownDays: 1,
      },
      enforce: {
        projects: 3,
        crashes: 3,
        crashRate: 0.1,
        suppressed: 5,
        suppressedShare: 0.5,
        durationMs: null,
        cooldownDays: 1,
      },
    },
    holds: [],
  });
  expect(policyOf({})).toEqual(defaultPolicy);
});

it('takes what is given, and null for a limit that is not wanted', () => {
  const { graduation } = configOf({
    windowDays: 30,
    countDirty: true,
    countPilot: false,
    raise: { enforce: { runs: 5, openFindings: null } },
    lower: { warn: { durationMs: 1000 } },
    holds: [{ skill: 'toy:*', reason: 'new' }],
  });
  expect(graduation).toMatchObject({
    windowDays: 30,
    countDirty: true,
    countPilot: false,
    raise: { warn: { runs: 10 }, enforce: { runs: 5, days: 14, openFindings: null } },
    lower: { warn: { durationMs: 1000, crashes: 3 }, enforce: { durationMs: null } },
    holds: [{ skill: 'toy:*', project: undefined, direction: 'both', reason: 'new' }],
  });
});

describe('a policy that is not valid', () => {
  it.each([
    [{ window: 1 }, '  - graduation: unknown key `window`. Did you mean `windowDays`?'],
    [{ windowDays: 0 }, '  - graduation.windowDays: expected a whole number of at least 1.'],
    [{ raise: { off: {} } }, '  - graduation.raise: unknown key `off`. Known: warn, enforce.'],
    [
      { raise: { warn: { passrate: 1 } } },
      '  - graduation.raise.warn: unknown key `passrate`. Did you mean `passRate`?',
    ],
    [
      { raise: { warn: { runs: 0 } } },
      '  - graduation.raise.warn.runs: expected a whole number of at least 1.',
    ],
    [
      { raise: { warn: { passRate: 95 } } },
      '  - graduation.raise.warn.passRate: expected a share from 0 to 1.',
    ],
    [
      { lower: { enforce: { crashRate: -1 } } },
      '  - graduation.lower.enforce.crashRate: expected a share from 0 to 1.',
    ],
    [
      { lower: { enforce: { crash: 1 } } },
      '  - graduation.lower.enforce: unknown key `crash`. Did you mean `crashes`?',
    ],
    [
      { lower: { warn: { cooldownDays: -1 } } },
      '  - graduation.lower.warn.cooldownDays: expected a number of at least 0.',
    ],
    [
      { holds: [{ skill: 'toy:tidy-check', reason: '' }] },
      '  - graduation.holds.0.reason: expected the reason, for whoever asks why the mode stays.',
    ],
    [
      { holds: [{ skill: 'toy:tidy-chek', reason: 'x' }] },
      '  - graduation.holds.0: unknown skill `toy:tidy-chek`. Did you mean `toy:tidy-check`?',
    ],
    [
      { holds: [{ skill: 'toy:*', reason: 'x', direction: 'sideways' }] },
      '  - graduation.holds.0.direction: Invalid option: expected one of "both"|"up"|"down".',
    ],
  ])('%j is told with what was meant', (given, problem) => {
    expect(problems(given)).toEqual([problem]);
  });

  it('names no project that is not there', () => {
    const config = configOf({ holds: [{ skill: 'toy:*', project: 'lib/a', reason: 'x' }] });
    const project = { id: 'a', name: 'a', root: 'libs/a', manifest: undefined, tags: [] };
    expect(() => config.assertProjects([project])).toThrow(
      'graduation.holds.0.project: there is no project `lib/a`. Did you mean `libs/a`?',
    );
  });
});

it('has a line of documentation for every setting', () => {
  const keysOf = (schema: { def: { innerType: unknown } } | undefined): string[] => {
    const inner = Object(schema?.def.innerType);
    return Object.keys(Object(inner.shape));
  };
  const { raise, lower, holds, ...others } = policySchema.shape;
  const step = (one: typeof raise | typeof lower): string[] =>
    keysOf(Object(one.def.innerType).shape.warn);
  expect(Object.keys(policyDocs)).toEqual([
    ...Object.keys(others),
    ...step(raise).map((key) => `raise.*.${key}`),
    ...step(lower).map((key) => `lower.*.${key}`),
    ...Object.keys(Object(holds.def.innerType).def.element.shape).map((key) => `holds.${key}`),
  ]);
});
