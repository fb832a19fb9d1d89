import type {
  Finding,
  FindingWaiver,
  Messages,
  OptionsSchema,
  SkillMeta,
} from '../../contract/skill.ts';
import { counts, isWaived } from '../../waivers/waivers.ts';
import type { OutcomeRow, Report } from '../report.ts';
import { schemaVersion } from '../report.ts';

/** Reports for tests. A test gives what it is about; all the rest is dull and valid. */

const noOptions: OptionsSchema<unknown> = {
  safeParse: (input) => ({ success: true, data: input }),
};

export const fileProtocol: SkillMeta = {
  id: 'deps:file-protocol-check',
  title: 'Dependencies by path',
  description:
    'A dependency names a version or the workspace, never a path, an archive or a git address.',
  scope: 'project',
  defaultMode: 'enforce',
  docs: 'https://acme.example/standards/deps/file-protocol-check',
  messages: {
    path: {
      text: '{field}.{name} points at {range}',
      why: 'A path exists on the machine that wrote it, so an install elsewhere breaks or takes other code.',
    },
  },
  options: noOptions,
  optionDocs: {},
  inputs: { project: ['package.json'], workspace: [] },
};

export const layering: SkillMeta = {
  ...fileProtocol,
  id: 'repo:layering-check',
  title: 'Layers',
  description: 'A project depends on its own layer or a lower one.',
  scope: 'workspace',
  defaultMode: 'warn',
  docs: 'docs/standards/repo/layering-check.md',
  messages: {
    upward: {
      text: '{from} depends on {to}',
      why: 'A toolkit that knows a platform cannot be reused.',
    },
    circle: {
      text: '{from} depends on itself',
      why: 'Packages in a circle can only change together.',
    },
  } satisfies Messages,
};

export function sampleFinding(given: Partial<Finding> = {}): Finding {
  return {
    fingerprint: '00112233445566778899',
    skill: 'deps:file-protocol-check',
    project: '@acme/a',
    file: 'libs/a/package.json',
    line: 12,
    mode: 'enforce',
    message: 'dependencies.@acme/b points at file:../b',
    expected: 'workspace:*',
    actual: 'file:../b',
    why: 'A path exists on the machine that wrote it, so an install elsewhere breaks or takes other code.',
    docs: 'https://acme.example/standards/deps/file-protocol-check',
    fixable: true,
    accepted: false,
    messageId: 'path',
    data: {},
    at: undefined,
    ...given,
  };
}

export function sampleOutcome(given: Partial<OutcomeRow> = {}): OutcomeRow {
  return {
    skill: 'deps:file-protocol-check',
    project: '@acme/a',
    outcome: 'pass',
    mode: 'enforce',
    durationMs: 0.25,
    ...given,
  };
}

/** The summary and the exit code are counted from what is given, as the runner counts them. */
export function sampleReport(given: Partial<Report> = {}): Report {
  const outcomes = given.outcomes ?? [sampleOutcome()];
  const findings = given.findings ?? [];
  const open = findings.filter(counts);
  const rowsOf = (outcome: string) => outcomes.filter((row) => row.outcome === outcome).length;
  const openOf = (mode: string) => open.filter((finding) => finding.mode === mode).length;
  return {
    schemaVersion,
    workspace: { root: '/home/dev/acme', reader: 'pnpm', projects: 2 },
    outcomes,
    findings,
    baseline: null,
    waivers: null,
    summary: {
      outcomes: {
        pass: rowsOf('pass'),
        fail: rowsOf('fail'),
        'not-applicable': rowsOf('not-applicable'),
        'not-supported': rowsOf('not-supported'),
        error: rowsOf('error'),
      },
      findings: { advisory: openOf('advisory'), warn: openOf('warn'), enforce: openOf('enforce') },
      accepted: findings.filter(({ accepted }) => accepted).length,
      waived: findings.filter(isWaived).length,
      fixable: open.filter((finding) => finding.fixable).length,
      durationMs: 12.5,
    },
    exitCode: rowsOf('error') > 0 ? 3 : openOf('enforce') > 0 ? 1 : 0,
    skills: [fileProtocol, layering],
    ...given,
  };
}

/** A finding whose waiver holds, one whose waiver is over, one that the change waives, and a waiver of nothing. */
export function waivedReport(): Report {
  const waiver = {
    ...{ skill: 'deps:file-protocol-check', project: '@acme/a', reason: 'The registry moves.' },
    ...{ owner: 'team-platform', until: '2026-12-31' },
  };
  const { reason, owner, until } = waiver;
  const findingOf = (digit: string, state: FindingWaiver['state'], given: Partial<Finding> = {}) =>
    sampleFinding({
      ...{ fingerprint: digit.repeat(20), waiver: { reason, owner, until, state } },
      ...given,
    });
  const over = { ...waiver, until: '2026-11-25' };
  return sampleReport({
    outcomes: [sampleOutcome({ outcome: 'fail' })],
    findings: [
      findingOf('1', 'holds'),
      findingOf('2', 'expired', { waiver: { reason, owner, until: over.until, state: 'expired' } }),
      findingOf('3', 'added', { mode: 'warn' }),
    ],
    waivers: {
      waived: 1,
      expired: [{ fingerprint: '2'.repeat(20), ...over }],
      added: [{ fingerprint: '3'.repeat(20), ...waiver }],
      gone: [{ fingerprint: '4'.repeat(20), ...waiver }],
    },
  });
}

/** One of everything: each mode, each outcome, an accepted finding, a gone entry, a crash. */
export function fullReport(): Report {
  return sampleReport({
    outcomes: [
      sampleOutcome({ outcome: 'fail', durationMs: 1.5 }),
      sampleOutcome({
        project: '@acme/b',
        outcome: 'not-applicable',
        reason: 'It has no dependencies.',
      }),
      sampleOutcome({ skill: 'repo:layering-check', mode: 'warn', outcome: 'fail' }),
      sampleOutcome({
        skill: 'repo:layering-check',
        project: '@acme/b',
        mode: 'warn',
        outcome: 'not-supported',
        reason: 'Its sources are not TypeScript.',
      }),
      sampleOutcome({
        skill: 'acme:naming-check',
        project: '@acme/b',
        mode: 'advisory',
        outcome: 'error',
        reason: "TypeError: Cannot read properties of undefined (reading 'x')",
      }),
    ],
    findings: [
      sampleFinding(),
      sampleFinding({
        fingerprint: 'aaaaaaaaaaaaaaaaaaaa',
        skill: 'repo:layering-check',
        line: 20,
        mode: 'warn',
        message: '@acme/a depends on @acme/app',
        expected: 'a package of layer toolkit',
        actual: '@acme/app of layer platform',
        why: 'A toolkit that knows a platform cannot be reused.',
        docs: 'docs/standards/repo/layering-check.md',
        fixable: false,
        messageId: 'upward',
      }),
      sampleFinding({
        fingerprint: 'bbbbbbbbbbbbbbbbbbbb',
        skill: 'acme:naming-check',
        project: '@acme/b',
        file: 'libs/b/package.json',
        line: 2,
        mode: 'advisory',
        message: 'the name is not lower case',
        expected: '@acme/b',
        actual: '@acme/B',
        why: 'Some file systems tell no difference.',
        docs: 'docs/standards/acme/naming-check.md',
        fixable: false,
        messageId: 'case',
      }),
      sampleFinding({ fingerprint: 'cccccccccccccccccccc', line: 14, accepted: true }),
    ],
    baseline: {
      file: 'standards.baseline.json',
      accepted: 1,
      added: [],
      gone: [
        {
          fingerprint: 'dddddddddddddddddddd',
          skill: 'deps:version-check',
          project: '@acme/b',
          file: 'libs/b/package.json',
          message: 'zod has two ranges',
        },
      ],
    },
  });
}
