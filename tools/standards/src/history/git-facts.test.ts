import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRepository, type Repository } from '../testing/repository.ts';
import { lookAtTree } from './dirty-tree.ts';
import { gitFacts } from './git-facts.ts';

let repository: Repository;
beforeEach(() => {
  repository = createRepository({ 'package.json': { name: 'x' }, 'libs/a/package.json': {} });
});
afterEach(() => repository.remove());

const head = (): string => repository.git('rev-parse', 'HEAD').trim();

describe('gitFacts', () => {
  it('are the commit and the branch, also of a workspace in a folder', () => {
    const expected = { commit: head(), branch: 'main' };
    expect(gitFacts(repository.root, {})).toEqual(expected);
    expect(gitFacts(join(repository.root, 'libs/a'), {})).toEqual(expected);
  });

  it('are found where git has packed its refs', () => {
    repository.git('checkout', '--quiet', '-b', 'feature/x');
    repository.git('pack-refs', '--all');
    expect(gitFacts(repository.root, {})).toEqual({ commit: head(), branch: 'feature/x' });
  });

  it('are found in another work tree', () => {
    const tree = mkdtempSync(join(tmpdir(), 'standards-tree-'));
    try {
      repository.git('worktree', 'add', '--quiet', '-b', 'other', join(tree, 'w'));
      expect(gitFacts(join(tree, 'w'), {})).toEqual({ commit: head(), branch: 'other' });
      repository.git('pack-refs', '--all');
      expect(gitFacts(join(tree, 'w'), {})).toEqual({ commit: head(), branch: 'other' });
    } finally {
      rmSync(tree, { recursive: true, force: true });
    }
  });

  it('are no commit on a branch without one', () => {
    repository.git('checkout', '--quiet', '--orphan', 'new');
    expect(gitFacts(repository.root, {})).toEqual({ commit: null, branch: 'new' });
  });

  it('are nothing outside of git', () => {
    const folder = mkdtempSync(join(tmpdir(), 'standards-plain-'));
    try {
      expect(gitFacts(folder, {})).toEqual({ commit: null, branch: null });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each([
    ['nothing', {}, null],
    ['GitHub, for a push', { GITHUB_REF: 'refs/heads/release/1' }, 'release/1'],
    [
      'GitHub, for a request to merge a branch of a fork that is called main',
      { GITHUB_REF: 'refs/pull/12/merge', GITHUB_HEAD_REF: 'main' },
      'pull/12',
    ],
    ['GitHub, for a tag', { GITHUB_REF: 'refs/tags/v1' }, null],
    ['GitLab, for a push', { CI_COMMIT_BRANCH: 'main' }, 'main'],
    ['GitLab, for a request', { CI_MERGE_REQUEST_IID: '7' }, 'merge/7'],
    ['Azure', { BUILD_SOURCEBRANCH: 'refs/heads/main' }, 'main'],
    ['Azure, for a request', { BUILD_SOURCEBRANCH: 'refs/pull/3/merge' }, null],
    ['Buildkite', { BUILDKITE_BRANCH: 'main', BUILDKITE_PULL_REQUEST: 'false' }, 'main'],
    ['Buildkite, for a request', { BUILDKITE_BRANCH: 'main', BUILDKITE_PULL_REQUEST: '4' }, null],
    ['CircleCI', { CIRCLE_BRANCH: 'main' }, 'main'],
  ])('take for a commit alone the branch that is told by %s', (_what, env, branch) => {
    repository.git('checkout', '--quiet', '--detach');
    expect(gitFacts(repository.root, env)).toEqual({ commit: head(), branch });
  });
});

describe('lookAtTree', () => {
  /** Waits until git is done, however long that takes here. */
  async function look(root: string): Promise<boolean | null> {
    const { lookedAt } = lookAtTree(root);
    return lookedAt;
  }

  it('tells a tree that is as its commit from one that is not', async () => {
    expect(await look(repository.root)).toBe(false);
    repository.write({ 'new.txt': '' });
    expect(await look(repository.root)).toBe(true);
    expect(await look(join(repository.root, 'libs/a'))).toBe(false);
  });

  it('knows nothing outside of git', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'standards-plain-'));
    try {
      expect(await look(folder)).toBeNull();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('is not waited for', async () => {
    const tree = lookAtTree(join(repository.root, 'no such folder'));
    expect(await tree.known()).toBeNull();
  });
});
