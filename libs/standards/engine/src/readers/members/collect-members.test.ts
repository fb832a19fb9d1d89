import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../../workspace/memory-files.ts';
import { collectMembers, type MemberRules, otherManifest } from './collect-members.ts';
import type { DeclaredMembers } from './declared-members.ts';
import { everyNegation } from './negation.ts';

const rules: MemberRules = { negation: everyNegation, ignored: new Set(['node_modules']) };

function declared(...globs: readonly string[]): DeclaredMembers {
  const patterns = globs.map((pattern, at) => ({
    pattern,
    file: 'package.json',
    path: ['workspaces', at],
  }));
  return { patterns, problems: [], lineOf: ({ pattern }) => globs.indexOf(pattern) + 10 };
}

function collect(
  texts: Record<string, string>,
  globs: readonly string[],
  more: Partial<MemberRules> = {},
) {
  const { members, problems } = collectMembers(memoryFiles(texts), declared(...globs), {
    ...rules,
    ...more,
  });
  return {
    members: members.map(({ root }) => root),
    problems: problems.map(({ code, line, detail }) => `${code}:${line} ${detail}`),
  };
}

const tree = {
  'package.json': '{}',
  'packages/a/package.json': '{ "name": "a" }',
  'packages/b/package.json': '{ "name": "b" }',
  'packages/docs/README.md': '',
  'tools/cli/README.md': '',
};

describe('collectMembers', () => {
  it('finds each folder once', () => {
    expect(collect(tree, ['packages/a', 'packages/*', './packages/b/'])).toEqual({
      members: ['packages/a', 'packages/b'],
      problems: [],
    });
  });

  it('reports a pattern that finds nothing', () => {
    expect(collect(tree, ['packages/*', 'libs/*', 'tools/*', 'apps/web'])).toEqual({
      members: ['packages/a', 'packages/b'],
      problems: [
        'pattern-matches-nothing:11 `libs/*` in package.json matches no package.',
        'pattern-matches-nothing:12 `tools/*` in package.json matches no package.',
        'pattern-matches-nothing:13 `apps/web` in package.json matches no package.',
      ],
    });
    const { problems } = collectMembers(memoryFiles(tree), declared('libs/*'), rules);
    expect(problems).toEqual([
      {
        code: 'pattern-matches-nothing',
        file: 'package.json',
        line: 10,
        detail: '`libs/*` in package.json matches no package.',
        expected: 'Every pattern in package.json matches at least one folder with a package.json.',
      },
    ]);
  });

  it('reports a folder that is spelt out and holds no manifest', () => {
    const { problems } = collectMembers(memoryFiles(tree), declared('tools/cli'), rules);
    expect(problems).toEqual([
      {
        code: 'manifest-missing',
        file: 'package.json',
        line: 10,
        detail:
          'package.json names tools/cli as a member, but tools/cli/package.json is not there.',
        expected: 'tools/cli/package.json is there, or package.json does not name the folder.',
      },
    ]);
  });

  it('does not say that a manifest is missing where the folder is ignored', () => {
    const texts = { ...tree, 'node_modules/x/package.json': '{}' };
    expect(collect(texts, ['packages/a', 'node_modules/x']).problems).toEqual([
      'pattern-matches-nothing:11 `node_modules/x` in package.json matches no package.',
    ]);
  });

  it('is content with a pattern whose finds are taken away again', () => {
    expect(collect(tree, ['packages/*', '!packages/b', 'packages/b'])).toEqual({
      members: ['packages/a'],
      problems: [],
    });
  });

  it('says when nothing is left of all the patterns', () => {
    const { members, problems } = collectMembers(
      memoryFiles(tree),
      declared('.', 'packages/*', '!packages/**'),
      rules,
    );
    expect(members).toEqual([]);
    expect(problems).toEqual([
      {
        code: 'pattern-matches-nothing',
        file: 'package.json',
        line: 11,
        detail: 'The patterns in package.json leave no package: `.`, `packages/*`, `!packages/**`.',
        expected: 'The patterns in package.json leave at least one package.',
      },
    ]);
    expect(collect(tree, ['!packages/b']).problems).toHaveLength(1);
  });

  it('never takes the root for a member, nor misses it', () => {
    expect(collect(tree, ['.', './'])).toEqual({ members: [], problems: [] });
    expect(collect(tree, ['**']).members).toEqual(['packages/a', 'packages/b']);
    expect(collect({ 'package.json': '{}' }, []).problems).toEqual([]);
  });

  it('keeps a member whose manifest cannot be read', () => {
    const texts = { ...tree, 'packages/c/package.json': '{\n' };
    const { members, problems } = collectMembers(memoryFiles(texts), declared('packages/*'), rules);
    expect(members.map(({ root, manifest }) => [root, manifest?.file])).toEqual([
      ['packages/a', 'packages/a/package.json'],
      ['packages/b', 'packages/b/package.json'],
      ['packages/c', undefined],
    ]);
    expect(problems).toMatchObject([
      { code: 'manifest-unreadable', line: 2, project: 'packages/c' },
    ]);
  });

  it('reports what its list of patterns reports', () => {
    const problem = {
      code: 'graph-missing',
      file: 'x',
      line: 1,
      detail: 'd',
      expected: 'e',
    } as const;
    const given = { ...declared('packages/a'), problems: [problem] };
    expect(collectMembers(memoryFiles(tree), given, rules).problems).toEqual([problem]);
  });

  it('looks from a base', () => {
    const files = memoryFiles({
      'group/package.json': '{}',
      'group/one/package.json': '{}',
      'group/two/package.json': '{}',
      'one/package.json': '{}',
    });
    const found = collectMembers(files, declared('**', '!two'), rules, 'group');
    expect(found.members.map(({ root }) => root)).toEqual(['group/one']);
    const outside = collectMembers(files, declared('../one'), rules, 'group');
    expect(outside.members.map(({ root }) => root)).toEqual(['one']);
  });

  it('passes its rules on to the search', () => {
    const texts = { 'a/x/package.json': '{}', 'a/package.json': '{}', 'skip/b/package.json': '{}' };
    const ignored = new Set(['skip']);
    expect(collect(texts, ['**', '!a'], { ignored }).members).toEqual(['a/x']);
    expect(collect(texts, ['**', '!a'], { negationPrunes: true }).members).toEqual(['skip/b']);
  });
});

describe('manifests of other kinds', () => {
  const texts = {
    'packages/a/package.json': '{}',
    'packages/a/package.yaml': '',
    'packages/y/package.yaml': '',
    'packages/j/package.json5': '',
    'packages/broken/package.json': '',
    'packages/broken/package.yaml': '',
  };

  it('are members that cannot be read', () => {
    const otherManifests = ['package.yaml', 'package.json5'];
    expect(collect(texts, ['packages/*', 'packages/y'], { otherManifests })).toEqual({
      members: ['packages/a', 'packages/broken', 'packages/j', 'packages/y'],
      problems: [
        'manifest-unreadable:1 packages/broken/package.json cannot be read: Unexpected end of JSON input.',
        'members-unsupported:1 The manifest of packages/j is package.json5, which is not read here.',
        'members-unsupported:1 The manifest of packages/y is package.yaml, which is not read here.',
      ],
    });
  });

  it('are nothing to the other package managers', () => {
    expect(collect(texts, ['packages/*']).members).toEqual(['packages/a', 'packages/broken']);
  });

  it('are named', () => {
    expect(otherManifest('a', 'package.yaml')).toEqual({
      code: 'members-unsupported',
      file: 'a/package.yaml',
      line: 1,
      detail: 'The manifest of a is package.yaml, which is not read here.',
      expected: 'The manifest is a package.json.',
      project: 'a',
    });
    expect(otherManifest('', 'package.yaml')).toMatchObject({
      file: 'package.yaml',
      detail: 'The manifest of the root is package.yaml, which is not read here.',
      project: '',
    });
  });
});
