import type { Finding, OutcomeRow, Part } from '@h-j-petroleum/standards-engine';
import { createWorkspace, memoryFiles } from '@h-j-petroleum/standards-engine';
import { packs } from '@h-j-petroleum/standards-skills';
import { describe, expect, it } from 'vitest';
import { taskOutput } from './task-output.ts';

const workspace = createWorkspace({
  root: '/work',
  reader: 'nx',
  packageManager: { name: 'npm', version: undefined, source: 'default' },
  files: memoryFiles({}),
  rootProject: { root: '', manifest: undefined },
  members: [{ root: 'a', manifest: undefined }],
});
const skills = packs.flatMap((pack) => pack.skills.map((skill) => skill.meta));

const row = (outcome: OutcomeRow['outcome'], skill: OutcomeRow['skill']): OutcomeRow => ({
  skill,
  project: 'a',
  outcome,
  mode: 'enforce',
  durationMs: 1,
});
const finding: Finding = {
  fingerprint: 'f'.repeat(20),
  skill: 'deps:file-protocol-check',
  project: 'a',
  file: 'a/package.json',
  line: 4,
  mode: 'enforce',
  message: 'it is wrong',
  expected: 'right',
  actual: 'wrong',
  why: 'It matters.',
  docs: 'page.md',
  fixable: false,
  accepted: false,
  messageId: 'wrong',
  data: {},
  at: undefined,
};
const output = (part: Part, env: Record<string, string> = {}) =>
  taskOutput({ workspace, part, skills, env });

describe('taskOutput', () => {
  it('is one line that counts every outcome where nothing is found', () => {
    expect(
      output({
        outcomes: [
          row('pass', 'deps:file-protocol-check'),
          row('pass', 'deps:version-check'),
          row('not-applicable', 'pkg:manifest-check'),
          row('not-supported', 'repo:layering-check'),
        ],
        findings: [],
        crashed: false,
      }),
    ).toStrictEqual({
      success: true,
      terminalOutput: 'standards: 2 pass, 1 not-applicable, 1 not-supported\n',
    });
  });

  it('says that accepted findings are there', () => {
    expect(
      output({
        outcomes: [row('pass', 'deps:file-protocol-check')],
        findings: [{ ...finding, accepted: true }],
        crashed: false,
      }),
    ).toStrictEqual({
      success: true,
      terminalOutput: 'standards: 1 pass (1 accepted by the baseline)\n',
    });
  });

  it('says that no skill looked', () => {
    expect(output({ outcomes: [], findings: [], crashed: false }).terminalOutput).toBe(
      'standards: no skill looks at this project\n',
    );
  });

  it('shows a finding, and only the skills that ran', () => {
    const { success, terminalOutput } = output({
      outcomes: [row('fail', 'deps:file-protocol-check')],
      findings: [finding],
      crashed: false,
    });
    expect(success).toBe(false);
    expect(terminalOutput).toContain('a/package.json:4');
    expect(terminalOutput).toContain('it is wrong');
    expect(terminalOutput).toContain('It matters.');
    expect(terminalOutput).not.toContain('pkg:manifest-check');
    expect(terminalOutput).not.toContain('\u001B[');
  });

  it('shows an advisory finding and fails nothing', () => {
    const { success, terminalOutput } = output({
      outcomes: [row('fail', 'deps:file-protocol-check')],
      findings: [{ ...finding, mode: 'advisory' }],
      crashed: false,
    });
    expect(success).toBe(true);
    expect(terminalOutput).toContain('it is wrong');
  });

  it('fails for a crash, and says so', () => {
    const { success, terminalOutput } = output({
      outcomes: [{ ...row('error', 'deps:version-check'), reason: 'The check crashed: oh' }],
      findings: [],
      crashed: true,
    });
    expect(success).toBe(false);
    expect(terminalOutput).toContain('The check crashed: oh');
  });

  it.each([
    [{ FORCE_COLOR: 'true' }, true],
    [{ FORCE_COLOR: '' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: 'false' }, false],
    [{ FORCE_COLOR: 'true', NO_COLOR: '1' }, false],
    [{ NO_COLOR: '1' }, false],
  ])('with %o it has colours: %s', (env, coloured) => {
    const part = {
      outcomes: [row('fail', 'deps:file-protocol-check')],
      findings: [finding],
      crashed: false,
    };
    expect(output(part, env).terminalOutput.includes('\u001B[')).toBe(coloured);
  });
});
