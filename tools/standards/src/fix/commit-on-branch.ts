import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StandardsError } from '@h-j-petroleum/standards-engine';
import { currentBranch, git } from '../git.ts';
import type { AppliedFix } from './applied-fix.ts';
import { commitMessage } from './commit-message.ts';

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
  // Says by itself that there is no git, or no repository.
  await git(root, ['rev-parse', '--git-dir']);
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
  const born = await git(root, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']).then(
    () => true,
    () => false,
  );
  if (!born) {
    throw new StandardsError(
      'FIX_REFUSED',
      `There is no commit yet that \`${branch}\` could start from. Commit first, or use --write.`,
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
      const blob =
        // By its path, so that line ends and filters are those that `git add` would have.
        (
          await git(root, ['hash-object', '-w', '--stdin', '--path', full], { input: after })
        ).trim();
      const listed = await git(root, ['ls-tree', 'HEAD', '--', path]);
      const mode = listed.split(' ')[0] || '100644';
      await git(root, ['update-index', '--add', '--cacheinfo', `${mode},${blob},${full}`], { env });
    }
    const tree = (await git(root, ['write-tree'], { env })).trim();
    const message = commitMessage(applied);
    const commit = (
      await git(root, ['commit-tree', tree, '-p', head, '-F', '-'], { input: message })
    ).trim();
    await checkOutNew(root, branch, commit);
    return commit;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The branch comes first: `checkout -b` writes the files before it learns that the name cannot be had. */
async function checkOutNew(root: string, branch: string, commit: string): Promise<void> {
  await git(root, ['branch', '--no-track', branch, commit]);
  try {
    await git(root, ['checkout', '--quiet', branch, '--']);
  } catch (error) {
    // A hook that runs after the checkout can fail; the checkout is done all the same.
    if ((await currentBranch(root)) === branch) return;
    await git(root, ['branch', '--quiet', '-D', branch]);
    throw error;
  }
}
