import { describe, expect, test } from 'vitest';
import type { Report } from '../report.ts';
import {
  fullReport,
  sampleFinding,
  sampleOutcome,
  sampleReport,
} from '../testing/sample-report.ts';
import { nextSteps, verdictOf } from './verdict.ts';

const enforced = sampleFinding();
const warning = sampleFinding({ mode: 'warn' });
const advice = sampleFinding({ mode: 'advisory' });
const accepted = sampleFinding({ accepted: true });
const crash = sampleOutcome({ outcome: 'error' });
const unsupported = sampleOutcome({ outcome: 'not-supported' });
const passed = sampleOutcome();

describe('verdict', () => {
  test.each<[string, Partial<Report>, string, string]>([
    ['nothing found', {}, 'passed', 'Passed: no enforced finding.'],
    [
      'one enforced',
      { findings: [enforced] },
      'failed',
      'Failed: 1 enforced finding must be mended or accepted.',
    ],
    [
      'some enforced, some not',
      { findings: [enforced, enforced, warning] },
      'failed',
      'Failed: 2 enforced findings must be mended or accepted. Besides: 1 warning.',
    ],
    [
      'nothing that fails',
      { findings: [warning, warning, advice, accepted], outcomes: [passed, unsupported] },
      'passed',
      'Passed: no enforced finding. Besides: 2 warnings, 1 advisory finding, 1 finding accepted by the baseline and 1 check not possible here.',
    ],
    [
      'a crash',
      { outcomes: [passed, crash] },
      'crashed',
      'Crashed: 1 check broke off, so this result is incomplete.',
    ],
    [
      'crashes and a finding',
      { outcomes: [crash, crash], findings: [enforced] },
      'crashed',
      'Crashed: 2 checks broke off, so this result is incomplete. Besides, there is 1 enforced finding.',
    ],
    [
      'crashes and findings',
      { outcomes: [crash], findings: [enforced, enforced] },
      'crashed',
      'Crashed: 1 check broke off, so this result is incomplete. Besides, there are 2 enforced findings.',
    ],
    [
      'a crash outside of any check',
      { exitCode: 3 },
      'crashed',
      'Crashed: the run broke off, so this result is incomplete.',
    ],
    ['bad use', { exitCode: 2 }, 'stopped', 'Stopped: the command or the configuration is wrong.'],
    [
      'nothing checked',
      { outcomes: [unsupported] },
      'nothing checked',
      'Nothing was checked, so nothing is known.',
    ],
    [
      'every skill off',
      { outcomes: [sampleOutcome({ skill: 'standards:read' })] },
      'nothing checked',
      'Nothing was checked but whether all can be read: every other skill is off, or has no project here.',
    ],
    [
      'only findings that fail nothing',
      { outcomes: [sampleOutcome({ outcome: 'fail' })], findings: [accepted] },
      'passed',
      'Passed: no enforced finding. Besides: 1 finding accepted by the baseline.',
    ],
  ])('%s', (_, given, word, sentence) => {
    expect(verdictOf(sampleReport(given))).toEqual({ word, sentence });
  });
});

describe('next steps', () => {
  test('nothing to do', () => {
    expect(nextSteps(sampleReport({ findings: [accepted] }))).toEqual([]);
  });

  test('the gravest finding is explained, each fixable skill fixed, gone entries pruned', () => {
    const report = sampleReport({
      findings: [
        sampleFinding({ fingerprint: 'weak', mode: 'advisory', skill: 'a:b' }),
        sampleFinding({ fingerprint: 'strong' }),
        sampleFinding({ fingerprint: 'another' }),
        sampleFinding({ fingerprint: 'by hand', skill: 'c:d', fixable: false }),
        sampleFinding({ fingerprint: 'known', skill: 'e:f', accepted: true }),
      ],
      baseline: fullReport().baseline,
    });
    expect(nextSteps(report)).toEqual([
      {
        command: 'standards explain strong',
        does: 'says why this is a finding and what is right',
      },
      {
        command: 'standards fix deps:file-protocol-check',
        does: 'shows the patch; --write applies it',
      },
      { command: 'standards fix a:b', does: 'shows the patch; --write applies it' },
      {
        command: 'standards baseline --prune',
        does: 'drops 1 entry that is not found any more',
      },
    ]);
  });

  test('two gone entries', () => {
    const entry = { fingerprint: 'x', skill: 'a:b', project: 'p', file: 'f', message: 'm' };
    const baseline = { file: 'b.json', accepted: 0, added: [], gone: [entry, entry] };
    expect(nextSteps(sampleReport({ baseline }))).toEqual([
      {
        command: 'standards baseline --prune',
        does: 'drops 2 entries that are not found any more',
      },
    ]);
  });

  test('a baseline that is as it should be asks for nothing', () => {
    const baseline = { file: 'b.json', accepted: 0, added: [], gone: [] };
    expect(nextSteps(sampleReport({ baseline }))).toEqual([]);
  });
});
