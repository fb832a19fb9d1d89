import { describe, expect, it } from 'vitest';
import { fullReport, sampleFinding, sampleReport } from '../report/testing/sample-report.ts';
import { recordedRunOf } from './record-run.ts';

const facts = {
  id: '0b6f2c1e-0000-4000-8000-000000000001',
  startedAt: '2026-11-03T08:00:00.000Z',
  workspace: '@acme/source',
  commit: null,
  branch: 'main',
  dirty: true,
  ci: false,
  door: 'cli',
  pilot: false,
} as const;

describe('recordedRunOf', () => {
  it('keeps rows and how findings stood, and no text of them', () => {
    const run = recordedRunOf(fullReport(), facts);
    expect(run).toMatchObject({ ...facts, version: 1, durationMs: 12.5, exitCode: 3 });
    expect(run.outcomes[0]).toEqual({
      skill: 'deps:file-protocol-check',
      project: '@acme/a',
      outcome: 'fail',
      mode: 'enforce',
      durationMs: 1.5,
      findings: [
        {
          fingerprint: '00112233445566778899',
          messageId: 'path',
          file: 'libs/a/package.json',
          standing: 'open',
        },
        {
          fingerprint: 'cccccccccccccccccccc',
          messageId: 'path',
          file: 'libs/a/package.json',
          standing: 'accepted',
        },
      ],
    });
    expect(run.outcomes[3]).toMatchObject({
      outcome: 'not-supported',
      reason: 'Its sources are not TypeScript.',
    });
    expect(run.outcomes).toHaveLength(5);
    expect(JSON.stringify(run)).not.toContain('file:../b');
    expect(JSON.stringify(run)).not.toContain('/home/dev');
  });

  it('gives a finding without a row one', () => {
    const report = sampleReport({
      findings: [
        sampleFinding({ skill: 'standards:read', project: '@acme/z' }),
        sampleFinding({ skill: 'standards:read', project: '@acme/y', accepted: true }),
      ],
    });
    expect(
      recordedRunOf(report, facts).outcomes.map(({ skill, project, outcome, findings }) => [
        skill,
        project,
        outcome,
        findings.length,
      ]),
    ).toEqual([
      ['deps:file-protocol-check', '@acme/a', 'pass', 0],
      ['standards:read', '@acme/z', 'fail', 1],
      ['standards:read', '@acme/y', 'pass', 1],
    ]);
  });

  it('keeps 500 characters of a reason', () => {
    const [row] = sampleReport().outcomes;
    const outcomes = row ? [{ ...row, outcome: 'error' as const, reason: 'x'.repeat(501) }] : [];
    expect(recordedRunOf(sampleReport({ outcomes }), facts).outcomes[0]?.reason).toBe(
      'x'.repeat(500),
    );
  });
});
