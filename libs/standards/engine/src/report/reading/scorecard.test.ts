import { expect, test } from 'vitest';
import { fullReport, sampleFinding, sampleReport } from '../testing/sample-report.ts';
import type { Score } from './scorecard.ts';
import { scoresByProject, scoresBySkill, standingOf } from './scorecard.ts';

const nothing = { pass: 0, fail: 0, 'not-applicable': 0, 'not-supported': 0, error: 0 };
const blank: Score = {
  outcomes: nothing,
  crashed: 0,
  enforce: 0,
  warn: 0,
  advisory: 0,
  accepted: 0,
  waived: 0,
};

test('scores by skill: those that ran first, then those that the report names besides', () => {
  expect([...scoresBySkill(fullReport())]).toEqual([
    [
      'deps:file-protocol-check',
      {
        outcomes: { pass: 0, fail: 1, 'not-applicable': 1, 'not-supported': 0, error: 0 },
        crashed: 0,
        enforce: 1,
        warn: 0,
        advisory: 0,
        accepted: 1,
        waived: 0,
      },
    ],
    [
      'repo:layering-check',
      {
        outcomes: { pass: 0, fail: 1, 'not-applicable': 0, 'not-supported': 1, error: 0 },
        crashed: 0,
        enforce: 0,
        warn: 1,
        advisory: 0,
        accepted: 0,
        waived: 0,
      },
    ],
    [
      'acme:naming-check',
      {
        outcomes: { pass: 0, fail: 0, 'not-applicable': 0, 'not-supported': 0, error: 1 },
        crashed: 1,
        enforce: 0,
        warn: 0,
        advisory: 1,
        accepted: 0,
        waived: 0,
      },
    ],
  ]);
});

test('a skill that ran and has no row is shown with nothing to its name', () => {
  expect([...scoresBySkill(sampleReport({ outcomes: [] }))]).toEqual([
    ['deps:file-protocol-check', blank],
    ['repo:layering-check', blank],
  ]);
});

test('scores by project', () => {
  const projects = scoresByProject(fullReport());
  expect([...projects.keys()]).toEqual(['@acme/a', '@acme/b']);
  expect([...(projects.get('@acme/b')?.keys() ?? [])]).toEqual([
    'deps:file-protocol-check',
    'repo:layering-check',
    'acme:naming-check',
  ]);
  expect(projects.get('@acme/a')?.get('deps:file-protocol-check')).toEqual({
    outcomes: { ...nothing, fail: 1 },
    crashed: 0,
    enforce: 1,
    warn: 0,
    advisory: 0,
    accepted: 1,
    waived: 0,
  });
});

test('a finding of a skill that is off counts nowhere', () => {
  const report = sampleReport({
    outcomes: [],
    skills: [],
    findings: [sampleFinding({ mode: 'off' })],
  });
  expect([...scoresBySkill(report)]).toEqual([['deps:file-protocol-check', blank]]);
});

test.each([
  ['crashed', { ...blank, outcomes: { ...nothing, error: 2 }, crashed: 1, enforce: 1 }],
  ['unread', { ...blank, outcomes: { ...nothing, error: 1 }, enforce: 1 }],
  ['failed', { ...blank, enforce: 1, warn: 1 }],
  ['warned', { ...blank, warn: 1, advisory: 1 }],
  ['advised', { ...blank, advisory: 1, outcomes: { ...nothing, 'not-supported': 1 } }],
  ['unsupported', { ...blank, outcomes: { ...nothing, pass: 1, 'not-supported': 1 } }],
  ['passed', { ...blank, outcomes: { ...nothing, pass: 1, 'not-applicable': 1 } }],
  ['passed', { ...blank, outcomes: { ...nothing, fail: 1 }, accepted: 1 }],
  ['nothing to check', { ...blank, outcomes: { ...nothing, 'not-applicable': 1 } }],
  ['not run', blank],
])('%s is the gravest that can be said', (standing, score) => {
  expect(standingOf(score)).toBe(standing);
});
