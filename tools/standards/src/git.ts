import { execFile } from 'node:child_process';
import { StandardsError } from '@h-j-petroleum/standards-engine';

export interface GitOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Runs git in a folder and gives back what it prints.
 *
 * @throws StandardsError GIT_FAILED with what git said
 */
export async function git(
  root: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      [...args],
      {
        cwd: root,
        maxBuffer: 256 * 1024 * 1024,
        env: { ...process.env, LC_ALL: 'C', ...options.env },
      },
      (error, stdout, stderr) => {
        if (!error) return resolve(stdout);
        const said =
          error.code === 'ENOENT'
            ? 'there is no git on the PATH'
            : stderr.trim() || (error.message.split('\n')[0] ?? '');
        reject(
          new StandardsError('GIT_FAILED', `git ${args[0] ?? ''} failed in ${root}: ${said}`, {
            cause: error,
          }),
        );
      },
    );
    // A git that reads nothing may have closed its end already; how it ended is told by its exit code.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input);
  });
}

/** The branch that is checked out; undefined outside git and on no branch. */
export async function currentBranch(root: string): Promise<string | undefined> {
  try {
    return (await git(root, ['symbolic-ref', '--quiet', '--short', 'HEAD'])).trim() || undefined;
  } catch {
    // No repository, or a detached head: there is no branch to protect.
    return undefined;
  }
}

async function knowsCommit(root: string, ref: string): Promise<boolean> {
  // A name that starts with a dash would be an option to git.
  if (ref.startsWith('-')) return false;
  return git(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]).then(
    () => true,
    () => false,
  );
}

/**
 * What a change is measured from where nobody says it: the branch that `wanted` names, as it is here or, in a clone that
 * has checked out another branch alone, as it is at the origin.
 */
export async function defaultBase(root: string, wanted: string): Promise<string> {
  for (const ref of [wanted, `origin/${wanted}`]) if (await knowsCommit(root, ref)) return ref;
  return wanted;
}

/** The commit at which two histories part. @throws StandardsError GIT_FAILED with the way out */
export async function mergeBase(root: string, base: string, head: string): Promise<string> {
  // Says by itself that there is no git, or no repository.
  await git(root, ['rev-parse', '--git-dir']);
  for (const ref of [base, head]) {
    if (!(await knowsCommit(root, ref))) {
      throw new StandardsError(
        'GIT_FAILED',
        `git knows no commit \`${ref}\` in ${root}. Name one by --base and --head; in CI, fetch the whole history (fetch-depth: 0).`,
      );
    }
  }
  try {
    return (await git(root, ['merge-base', base, head])).trim();
  } catch (error) {
    throw new StandardsError(
      'GIT_FAILED',
      `\`${base}\` and \`${head}\` have no common history here. Fetch more of it (fetch-depth: 0).`,
      { cause: error },
    );
  }
}

/**
 * The paths that differ from a commit, relative to the folder that is checked.
 *
 * @param head a commit, or undefined for the work tree with its untracked files
 */
export async function changedFiles(
  root: string,
  from: string,
  head: string | undefined,
): Promise<string[]> {
  const list = async (args: string[]): Promise<string[]> =>
    (await git(root, args)).split('\0').filter((path) => path !== '');
  const diff = ['diff', '--name-only', '--no-renames', '--relative', '-z', from];
  if (head !== undefined) return list([...diff, head, '--']);
  const [changed, untracked] = await Promise.all([
    list([...diff, '--']),
    list(['ls-files', '--others', '--exclude-standard', '-z']),
  ]);
  return [...new Set([...changed, ...untracked])].sort();
}

/** A file as it stood at a commit, by its path relative to the folder; undefined where it was not there. */
export async function fileAt(
  root: string,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const listed = await git(root, ['ls-tree', '--name-only', '-z', commit, '--', path]);
  return listed === '' ? undefined : git(root, ['show', `${commit}:./${path}`]);
}
