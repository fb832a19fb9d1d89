import type { ReaderName } from '@h-j-petroleum/standards-engine';
import { counts, visibleText } from '@h-j-petroleum/standards-engine';
import { applies, applyChanges, prepareWrite, refuseSeveralWays } from '../../fix/apply-changes.ts';
import type { FixedSession } from '../../fix/fix-session.ts';
import { fixSession } from '../../fix/fix-session.ts';
import { fixRecordFile } from '../../fix/record-fix.ts';
import { findRoot, openSession } from '../../session.ts';
import { colourPatch } from '../colour-patch.ts';
import type { Output } from '../output.ts';
import { toJson } from '../output.ts';

export interface FixOptions {
  readonly root?: string;
  readonly reader?: ReaderName;
  readonly project: readonly string[];
  readonly finding: readonly string[];
  readonly write?: boolean;
  readonly branch?: string;
  readonly patch?: string;
  readonly json?: boolean;
}

/** Shows what a fix would change; writes it only when asked, and only where a person sees it before it counts. */
export async function fixCommand(
  skill: string | undefined,
  options: FixOptions,
  output: Output,
): Promise<number> {
  refuseSeveralWays(options);
  const session = await openSession({
    root: options.root ?? findRoot(process.cwd()),
    reader: options.reader,
  });
  await prepareWrite(session, options, output);

  const result = await fixSession(session, {
    skills: skill === undefined ? [] : [skill],
    projects: options.project,
    findings: options.finding,
  });
  const commit = await applyChanges(session.root, options, result);
  if (options.json) output.out(toJson(toData(result, options, commit)));
  else print(result, options, commit, output);
  return result.report.exitCode;
}

function toData(result: FixedSession, options: FixOptions, commit: string | undefined): unknown {
  const brief = ({
    fingerprint,
    skill,
    project,
    file,
    line,
    message,
  }: FixedSession['fixed'][number]) => ({
    fingerprint,
    skill,
    project,
    file,
    line,
    message,
  });
  return {
    schemaVersion: 1,
    written: applies(options) && result.changes.length > 0,
    branch: options.branch ?? null,
    commit: commit ?? null,
    files: result.changes.map(({ path }) => path),
    patch: result.patch,
    fixed: result.fixed.map(brief),
    left: result.left.map(({ finding, reason }) => ({ ...brief(finding), reason })),
    remaining: result.report.findings.filter(counts).map(brief),
    exitCode: result.report.exitCode,
  };
}

function print(
  result: FixedSession,
  options: FixOptions,
  commit: string | undefined,
  output: Output,
): void {
  if (!options.write && options.branch === undefined && options.patch === undefined) {
    output.out(colourPatch(result.patch, output.colour));
  }
  const files = result.changes.length === 1 ? '1 file' : `${result.changes.length} files`;
  const findings = result.fixed.length === 1 ? '1 finding' : `${result.fixed.length} findings`;
  if (result.changes.length === 0) {
    output.out(
      options.patch === undefined
        ? 'Nothing to fix.\n'
        : `Nothing to fix; ${options.patch} is an empty patch.\n`,
    );
  } else if (options.patch !== undefined) {
    output.out(
      `${options.patch}: a patch for ${findings} in ${files}. Apply it with: git apply ${options.patch}\n`,
    );
  } else if (commit !== undefined) {
    output.out(
      `Fixed ${findings} in ${files} on the new branch ${options.branch ?? ''} (${commit.slice(0, 12)}).\n`,
    );
  } else if (options.write) {
    output.out(`Fixed ${findings} in ${files}. Recorded in ${fixRecordFile}.\n`);
  } else {
    output.out(
      `\nThis mends ${findings} in ${files}. Nothing is written; add --write, --branch NAME or --patch FILE.\n`,
    );
  }
  if (result.changes.some(({ path }) => path.endsWith('package.json'))) {
    output.out(
      'A manifest changes: run your package manager afterwards, so that the lock file agrees.\n',
    );
  }
  for (const { finding, reason } of result.left) {
    output.out(
      `${visibleText(`left: ${finding.file}:${finding.line} ${finding.message}`)}\n      ${visibleText(reason)}\n`,
    );
  }
  const leftOver = new Set(result.left.map(({ finding }) => finding.fingerprint));
  const others = result.report.findings.filter(
    (finding) => counts(finding) && !leftOver.has(finding.fingerprint),
  );
  for (const finding of others) {
    const why = finding.fixable ? 'not selected' : 'no fix: it takes a decision';
    output.out(
      `${visibleText(`left: ${finding.file}:${finding.line} ${finding.message} (${finding.skill}; ${why})`)}\n`,
    );
  }
}
