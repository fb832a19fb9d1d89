import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../../workspace/memory-files.ts';
import { readWorkspace } from '../read-workspace.ts';

async function problemsOf(texts: Readonly<Record<string, string>>) {
  const files = memoryFiles({ 'package.json': '{ "name": "x" }', ...texts });
  return (await readWorkspace(files, { root: '/' })).problems;
}

const modules = {
  'modules/a/package.json': '{}',
  'modules/b/package.json': '{}',
  'modules/docs/README.md': '',
};

describe('members that Lerna names by itself', () => {
  it('are said to be unseen', async () => {
    const lerna = '{\n  "version": "1.0.0",\n  "packages": ["modules/*"]\n}\n';
    expect(await problemsOf({ ...modules, 'lerna.json': lerna })).toEqual([
      {
        code: 'members-unsupported',
        file: 'lerna.json',
        line: 3,
        detail:
          'lerna.json names 2 packages that no package manager links, so they are not checked.',
        expected:
          'The members are named under `workspaces` in package.json or under `packages` in pnpm-workspace.yaml.',
      },
    ]);
  });

  it('are said to be unseen also where there are none', async () => {
    const problems = await problemsOf({ 'lerna.json': '{ "packages": ["modules/*", "."] }' });
    expect(problems).toMatchObject([{ detail: '`packages` in lerna.json matches no package.' }]);
  });

  it('are looked for in its own place', async () => {
    const packages = { 'packages/a/package.json': '{}' };
    for (const lerna of ['{}', '{ "packages": "modules/*" }', '[]']) {
      expect(await problemsOf({ ...packages, 'lerna.json': lerna })).toMatchObject([
        {
          file: 'lerna.json',
          line: 1,
          detail: 'lerna.json names 1 package that no package manager links, so it is not checked.',
        },
      ]);
      expect(await problemsOf({ ...modules, 'lerna.json': lerna })).toEqual([]);
    }
    expect(await problemsOf(packages)).toEqual([]);
  });

  it('are nothing where the package manager names members', async () => {
    const texts = { ...modules, 'lerna.json': '{ "packages": ["modules/*"] }' };
    const root = '{ "workspaces": ["modules/*"] }';
    expect(await problemsOf({ ...texts, 'package.json': root })).toEqual([]);
  });

  it('are unknown where the file cannot be read', async () => {
    expect(await problemsOf({ 'lerna.json': '{\n  "packages": [\n' })).toEqual([
      {
        code: 'workspace-file-unreadable',
        file: 'lerna.json',
        line: 3,
        detail: 'lerna.json cannot be read: close bracket expected.',
        expected: 'lerna.json can be read, so that the members of the workspace are known.',
      },
    ]);
  });
});

describe('a file with almost the name of pnpm’s', () => {
  it.each(['pnpm-workspace.yml', 'pnpm-workspaces.yaml', 'pnpm-workspaces.yml'])(
    'is said to be unseen: %s',
    async (file) => {
      expect(await problemsOf({ [file]: 'packages:\n  - modules/*\n' })).toEqual([
        {
          code: 'members-unsupported',
          file,
          line: 1,
          detail: `${file} is not the name of the file that pnpm reads.`,
          expected: 'The file is named pnpm-workspace.yaml.',
        },
      ]);
    },
  );

  it('is nothing beside the right one', async () => {
    const texts = { 'pnpm-workspace.yml': '', 'pnpm-workspace.yaml': 'catalog: {}\n' };
    expect(await problemsOf(texts)).toEqual([]);
  });
});

describe('members of a Deno workspace', () => {
  it.each([
    ['deno.json', '{\n  "workspace": ["./a", "./b"]\n}\n'],
    ['deno.jsonc', '{\n  "workspace": { "members": ["./a", "./b"] } // two\n}\n'],
  ])('are said to be unseen: %s', async (file, text) => {
    expect(await problemsOf({ [file]: text })).toEqual([
      {
        code: 'members-unsupported',
        file,
        line: 2,
        detail: `${file} names the members of a Deno workspace, which are not read here: ./a, ./b.`,
        expected:
          'The members are named under `workspaces` in package.json or under `packages` in pnpm-workspace.yaml.',
      },
    ]);
  });

  it('are none where the file names none', async () => {
    for (const text of ['{ "tasks": {} }', '{ "workspace": [] }', '[]']) {
      expect(await problemsOf({ 'deno.json': text })).toEqual([]);
    }
  });

  it('are unknown where the file cannot be read', async () => {
    expect(await problemsOf({ 'deno.json': '{' })).toMatchObject([
      { code: 'workspace-file-unreadable', file: 'deno.json' },
    ]);
  });
});
