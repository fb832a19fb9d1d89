import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';

/** Where in its history a workspace stands. */
export interface GitFacts {
  /** Full hash; null outside of git. */
  readonly commit: string | null;
  /** Null on a detached head of no known branch. */
  readonly branch: string | null;
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Read from git's own files: to start git takes longer than all of the rest that is recorded.
 *
 * @param env asked where CI has checked out a commit and no branch
 */
export function gitFacts(root: string, env: Env): GitFacts {
  const folder = gitFolder(root);
  const head = folder === undefined ? undefined : read(join(folder, 'HEAD'));
  if (folder === undefined || head === undefined) return { commit: null, branch: null };
  const [, ref] = /^ref: (\S+)$/.exec(head) ?? [];
  if (ref === undefined) return { commit: hashOf(head), branch: branchOfCi(env) };
  const branch = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
  // Where refs are kept in tables of git's own, HEAD names a branch that cannot be.
  if (branch === '.invalid') return { commit: null, branch: null };
  const shared = read(join(folder, 'commondir'));
  const common = shared === undefined ? folder : within(folder, shared);
  const commit = hashOf(read(join(folder, ref)) ?? read(join(common, ref)) ?? packed(common, ref));
  return { commit, branch };
}

/** The folder that `.git` is, or, of a work tree or a submodule, names. */
function gitFolder(root: string): string | undefined {
  for (let above = root; ; above = dirname(above)) {
    const path = join(above, '.git');
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) return path;
    const named = found && /^gitdir: (.+)$/.exec(read(path) ?? '')?.[1];
    if (named !== undefined) return within(above, named);
    if (dirname(above) === above) return undefined;
  }
}

function within(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function packed(folder: string, ref: string): string | undefined {
  const line = read(join(folder, 'packed-refs'))
    ?.split('\n')
    .find((one) => one.endsWith(` ${ref}`));
  return line?.slice(0, line.indexOf(' '));
}

function hashOf(text: string | undefined): string | null {
  return text !== undefined && /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(text) ? text : null;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/**
 * The branch as a CI service says it. A request to merge is named by its number: its branch may be that of a fork, and called
 * `main` there.
 */
function branchOfCi(env: Env): string | null {
  const request = /^refs\/pull\/(\d+)\//.exec(env['GITHUB_REF'] ?? '')?.[1];
  if (request !== undefined) return `pull/${request}`;
  const merge = env['CI_MERGE_REQUEST_IID'];
  if (merge) return `merge/${merge}`;
  const named = [
    env['GITHUB_REF']?.startsWith('refs/heads/') ? env['GITHUB_REF'] : undefined,
    env['CI_COMMIT_BRANCH'],
    env['BUILD_SOURCEBRANCH']?.startsWith('refs/heads/') ? env['BUILD_SOURCEBRANCH'] : undefined,
    env['BUILDKITE_PULL_REQUEST'] === 'false' ? env['BUILDKITE_BRANCH'] : undefined,
    env['CIRCLE_PULL_REQUEST'] ? undefined : env['CIRCLE_BRANCH'],
  ].find((one) => one !== undefined && one !== '');
  return named?.replace(/^refs\/heads\//, '') ?? null;
}
