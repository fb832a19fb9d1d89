import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Change, Config, Finding } from '@h-j-petroleum/standards-engine';
import { StandardsError } from '@h-j-petroleum/standards-engine';
import picomatch from 'picomatch';
import { currentBranch, git } from './git.ts';

/** Where applied fixes are recorded, one JSON object a line, relative to the workspace's root. */
export const fixRecordFile = '.standards/fixes.jsonl';

export interface AppliedFix {
  readonly changes: readonly Change[];
  readonly fixed: readonly Finding[];
}

/**
 * Refuses to write where a person must look first.
 *
 * @param target the branch that would be written to; undefined outside git and on no branch
 * @throws StandardsError FIX_REFUSED
 */
export function refuseProtected(target: string | undefined, config: Config, ci: boolean): void {
  if (ci) {
    throw new StandardsError(
      'FIX_REFUSED',
      'A fix is not applied in CI. Use --patch FILE there, and apply the patch where a person sees it.',
    );
  }
  if (target !== undefined && picomatch([...config.protectedBranches])(target)) {
    throw new StandardsError(
      'FIX_REFUSED',
      `\`${target}\` is a protected branch (protectedBranches in standards.config.json), and a fix is not written there. Use --branch NAME, or --patch FILE.`,
    );
  }
}

/**
 * Writes every change or none: each file is written beside its place first, and a failure puts back what was replaced.
 *
 * @throws StandardsError FIX_REFUSED when a file differs from what the fix was computed from
 */
export function writeChanges(root: string, changes: readonly Change[]): void {
  const staged: { readonly change: Change; readonly temporary: string | undefined }[] = [];
  const done: Change[] = [];
  try {
    for (const change of changes) {
      const path = join(root, change.path);
      if (change.after === undefined) {
        staged.push({ change, temporary: undefined });
        continue;
      }
      mkdirSync(dirname(path), { recursive: true });
      const temporary = `${path}.standards-${process.pid}`;
      staged.push({ change, temporary });
      writeFileSync(temporary, change.after);
      if (existsSync(path)) chmodSync(temporary, statSync(path).mode);
    }
    for (const { change, temporary } of staged) {
      const path = join(root, change.path);
      if (temporary === undefined) rmSync(path);
      else renameSync(temporary, path);
      done.push(change);
    }
  } catch (error) {
    for (const { path, before } of done) {
      if (before === undefined) rmSync(join(root, path), { force: true });
      else writeFileSync(join(root, path), before);
    }
    for (const { temporary } of staged) if (temporary) rmSync(temporary, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new StandardsError(
      'FIX_REFUSED',
      `The fix could not be written (${reason}); every file is as it was.`,
      { cause: error },
    );
  }
}

/**
 * Commits the changes on a new branch and checks it out. The commit is made beside the work tree, in an index of its own,
 * so that a failure before the last step leaves nothing behind, and other edits of the user are not touched.
 *
 * @returns the commit's id
 * @throws StandardsError FIX_REFUSED, GIT_FAILED
 */
export async function commitOnBranch(
  root: string,
  branch: string,
  applied: AppliedFix,
): Promise<string> {
  await git(root, ['check-ref-format', '--branch', branch]).catch(() => {
    throw new StandardsError('BAD_USAGE', `\`${branch}\` is no name for a branch.`);
  });
  const paths = applied.changes.map(({ path }) => path);
  const exists = await git(root, ['rev-parse', '--verify', '--quiet', `refs/heads/${branch}`]).then(
    () => true,
    () => false,
  );
  if (exists) {
    throw new StandardsError(
      'FIX_REFUSED',
      `The branch \`${branch}\` exists already. Name another, or delete it.`,
    );
  }
  const dirty = await git(root, ['status', '--porcelain', '-z', '--', ...paths]);
  if (dirty !== '') {
    throw new StandardsError(
      'FIX_REFUSED',
      `The fix would take uncommitted edits along in ${paths.filter((path) => dirty.includes(path)).join(', ')}. Commit or stash them first.`,
    );
  }

  const head = (await git(root, ['rev-parse', 'HEAD'])).trim();
  const prefix = (await git(root, ['rev-parse', '--show-prefix'])).trim();
  const scratch = mkdtempSync(join(tmpdir(), 'standards-fix-'));
  const env = { GIT_INDEX_FILE: join(scratch, 'index') };
  try {
    await git(root, ['read-tree', 'HEAD'], { env });
    for (const { path, after } of applied.changes) {
      const full = prefix + path;
      if (after === undefined) {
        await git(root, ['update-index', '--force-remove', '--', path], { env });
        continue;
      }
      const blob = (await git(root, ['hash-object', '-w', '--stdin'], { input: after })).trim();
      const listed = await git(root, ['ls-tree', 'HEAD', '--', path]);
      const mode = listed.split(' ')[0] || '100644';
      await git(root, ['update-index', '--add', '--cacheinfo', `${mode},${blob},${full}`], { env });
    }
    const tree = (await git(root, ['write-tree'], { env })).trim();
    const message = commitMessage(applied.fixed);
    const commit = (
      await git(root, ['commit-tree', tree, '-p', head, '-F', '-'], { input: message })
    ).trim();
    await git(root, ['branch', '--no-track', branch, commit]);
    try {
      await git(root, ['checkout', '--quiet', branch, '--']);
    } catch (error) {
      await git(root, ['branch', '--quiet', '-D', branch]);
      throw error;
    }
    return commit;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A subject, what was mended, and trailers that name skills and findings for whoever asks git for them. */
export function commitMessage(fixed: readonly Finding[]): string {
  const skills = [...new Set(fixed.map((finding) => finding.skill))].sort();
  const count = fixed.length === 1 ? '1 finding' : `${fixed.length} findings`;
  const lines = fixed.map((finding) => `- ${finding.file}: ${finding.message}`);
  const trailers = [
    ...skills.map((skill) => `Standards-Skill: ${skill}`),
    ...fixed.map((finding) => `Standards-Finding: ${finding.fingerprint}`),
  ];
  return `fix(standards): ${skills.join(', ')}: ${count}\n\n${lines.join('\n')}\n\n${trailers.join('\n')}\n`;
}

/** Records an applied fix, so that it can be told later what was changed by code, when, and for which findings. */
export async function recordFix(
  root: string,
  applied: AppliedFix,
  commit: string | undefined,
): Promise<void> {
  const record = {
    time: new Date().toISOString(),
    branch: (await currentBranch(root)) ?? null,
    commit: commit ?? null,
    files: applied.changes.map(({ path }) => path),
    findings: applied.fixed.map(({ fingerprint, skill, project, file, message }) => ({
      fingerprint,
      skill,
      project,
      file,
      message,
    })),
  };
  const path = join(root, fixRecordFile);
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `${JSON.stringify(record)}\n`);
}
