import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnySkill, ConfigInput } from '@h-j-petroleum/standards-engine';
import { createConfig, fix, readWorkspace } from '@h-j-petroleum/standards-engine';
import type { CaseTree } from '@h-j-petroleum/standards-engine/testing';
import { caseBase, memoryFiles, textsOf } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { packs } from './index.ts';

const skills = packs.flatMap((pack) => pack.skills);

/** What a page shows under `Examples`: the blocks of code that fail, and those that pass. */
function examplesOf(id: string): {
  readonly fail: readonly string[];
  readonly pass: readonly string[];
} {
  const path = join(
    import.meta.dirname,
    '../../../../docs/standards',
    `${id.replace(':', '/')}.md`,
  );
  const examples = readFileSync(path, 'utf8').split(/^## Examples$/m)[1] ?? '';
  const found = { fail: new Array<string>(), pass: new Array<string>() };
  let into = found.fail;
  for (const [, word, , code] of examples.matchAll(
    /^(Fail|Pass)|^(`{3,})(?:json|md|ts|yaml)\n([^]*?)^\2$/gm,
  )) {
    if (word === undefined) into.push(code ?? '');
    else into = word === 'Fail' ? found.fail : found.pass;
  }
  return found;
}

/** The messages found in a tree, and the files after the fix. */
async function judge(id: string, tree: CaseTree, config: ConfigInput = {}, base?: CaseTree) {
  const skill: AnySkill | undefined = skills.find(({ meta }) => meta.id === id);
  if (!skill) throw new Error(`no ${id}`);
  const result = await fix({
    files: memoryFiles(textsOf(tree)),
    read: (files) => readWorkspace(files, { root: '/' }),
    config: createConfig(config, [skill]),
    skills: [skill],
    base: caseBase({ name: id, kind: 'edge', tree, findings: [], ...(base ? { base } : {}) }),
  });
  const left = result.part.findings.map(({ messageId }) => messageId);
  return {
    left,
    fixed: Object.fromEntries(result.changes.map(({ path, after }) => [path, after])),
  };
}

const npm = {
  name: 'root',
  private: true,
  packageManager: 'npm@11.4.2',
  engines: { node: '>=20' },
};
const npmTree = { 'package.json': { ...npm, workspaces: ['libs/*'] }, 'package-lock.json': '{}' };

describe('the examples on the page of', () => {
  it('api:openapi-check', async () => {
    const id = 'api:openapi-check';
    const { fail, pass } = examplesOf(id);
    const tree = (text = ''): CaseTree => ({ 'package.json': npm, 'openapi.yaml': text });
    const base = tree(fail[0]);
    expect((await judge(id, base, {}, base)).left).toEqual([]);
    expect((await judge(id, tree(fail[1]), {}, base)).left).toEqual(['breaking', 'breaking']);
    expect((await judge(id, tree(pass[0]), {}, base)).left).toEqual([]);
  });

  it('deps:file-protocol-check', async () => {
    const id = 'deps:file-protocol-check';
    const { fail, pass } = examplesOf(id);
    const tree = (manifest = ''): CaseTree => ({
      'package.json': { name: 'root', private: true, packageManager: 'pnpm@10.0.0' },
      'pnpm-workspace.yaml': 'packages: [libs/*]\n',
      'libs/ui/package.json': { name: '@acme/ui' },
      'libs/app/package.json': manifest,
    });
    const { left, fixed } = await judge(id, tree(fail[0]));
    expect(left).toEqual(['outside-workspace']);
    expect(fixed['libs/app/package.json']).toBe(
      pass[0]?.replace('"^2.0.0"', '"link:/home/me/tool"'),
    );
    expect(await judge(id, tree(pass[0]))).toEqual({ left: [], fixed: {} });
  });

  it('deps:undeclared-check', async () => {
    const id = 'deps:undeclared-check';
    const { fail, pass } = examplesOf(id);
    const tree = (manifest = ''): CaseTree => ({
      'package.json': manifest,
      'src/index.ts': "import qs from 'qs';\n",
      'node_modules/qs/package.json': { name: 'qs' },
      'node_modules/left-pad/package.json': { name: 'left-pad' },
    });
    const { left, fixed } = await judge(id, tree(fail[0]));
    expect(left).toEqual([]);
    expect(JSON.parse(fixed['package.json'] ?? '')).toEqual(JSON.parse(pass[0] ?? ''));
    expect(await judge(id, tree(pass[0]))).toEqual({ left: [], fixed: {} });
  });

  it('deps:version-check', async () => {
    const id = 'deps:version-check';
    const { fail, pass } = examplesOf(id);
    const tree = ([app = '', ui = '']: readonly string[]): CaseTree => ({
      ...npmTree,
      'libs/app/package.json': app,
      'libs/ui/package.json': ui,
    });
    expect(await judge(id, tree(fail))).toEqual({
      left: [],
      fixed: { 'libs/app/package.json': pass[0] },
    });
    expect(await judge(id, tree(pass))).toEqual({ left: [], fixed: {} });
  });

  it('repo:workspace-check', async () => {
    const id = 'repo:workspace-check';
    const { fail, pass } = examplesOf(id);
    const member = (manifest = ''): CaseTree => ({
      ...npmTree,
      'libs/a/package.json': manifest,
      'libs/b/package.json': { name: 'b', version: '2.0.0' },
    });
    expect((await judge(id, member(fail[0]))).left).toEqual([]);
    expect(
      JSON.parse((await judge(id, member(fail[0]))).fixed['libs/a/package.json'] ?? ''),
    ).toEqual(JSON.parse(pass[0] ?? ''));
    expect(await judge(id, member(pass[0]))).toEqual({ left: [], fixed: {} });
    const root = (manifest = ''): CaseTree => ({
      'package.json': manifest,
      'package-lock.json': '{}',
      'packages/a/package.json': { name: 'a', version: '1.0.0' },
    });
    expect((await judge(id, root(fail[1]))).left).toEqual([
      'package-manager-missing',
      'engines-missing',
    ]);
    expect(await judge(id, root(pass[1]))).toEqual({ left: [], fixed: {} });
  });

  it('pkg:manifest-check', async () => {
    const id = 'pkg:manifest-check';
    const { fail, pass } = examplesOf(id);
    const tree = (manifest = ''): CaseTree => ({
      ...npmTree,
      'package.json': { ...npmTree['package.json'], license: 'MIT', repository: 'acme/source' },
      '.gitignore': 'dist\n',
      '.npmrc': '@acme:registry=https://npm.pkg.github.com\n',
      'libs/ui/package.json': manifest,
      'libs/ui/src/index.ts': '',
    });
    expect((await judge(id, tree(fail[0]))).left).toEqual(['target-unbuildable', 'types-missing']);
    expect(await judge(id, tree(pass[0]))).toEqual({ left: [], fixed: {} });
  });

  it('repo:layering-check', async () => {
    const id = 'repo:layering-check';
    const { fail, pass } = examplesOf(id);
    const layers = [
      { name: 'libs', match: ['libs/*'] },
      { name: 'apps', match: ['apps/*'] },
    ];
    const tree = (file: string, code = ''): CaseTree => ({
      'package.json': { ...npm, workspaces: ['libs/*', 'apps/*'] },
      'libs/core/package.json': { name: 'core', exports: './src/core.ts' },
      'libs/model/package.json': { name: '@s/model', exports: './src/index.ts' },
      'libs/model/src/index.ts': '',
      'apps/web/package.json': { name: 'web', dependencies: { core: '*', '@s/model': '*' } },
      [file]: code,
    });
    const config = { skills: { [id]: { options: { layers } } } };
    const upwards = await judge(id, tree('libs/core/src/core.ts', fail[0]), config);
    // The application depends on the library already.
    expect(upwards.left).toEqual(['layer', 'circle']);
    expect(await judge(id, tree('apps/web/src/main.ts', pass[0]), config)).toEqual({
      left: [],
      fixed: {},
    });
    expect(await judge(id, tree('apps/web/src/main.ts', fail[1]), config)).toEqual({
      left: [],
      fixed: { 'apps/web/src/main.ts': pass[1] },
    });
  });

  it('docs:readme-check', async () => {
    const id = 'docs:readme-check';
    const { fail, pass } = examplesOf(id);
    const tree = (readme = ''): CaseTree => ({
      'package.json': { name: '@acme/core', exports: { './money': './src/money.js' } },
      'README.md': readme,
      'src/money.js': '',
    });
    const { left, fixed } = await judge(id, tree(fail[0]));
    expect(left).toEqual(['link-broken', 'command-unknown', 'import-unknown']);
    expect(fixed['README.md']?.split('\n')[0]).toBe('# @acme/core');
    expect(await judge(id, tree(pass[0]))).toEqual({ left: [], fixed: {} });
  });

  it('obs:otel-check', async () => {
    const id = 'obs:otel-check';
    const { fail, pass } = examplesOf(id);
    const tree = (entry = ''): CaseTree => ({
      'package.json': { name: 'api' },
      'src/server.ts': entry,
      'src/app.ts': '',
    });
    const config = { skills: { [id]: { options: { services: { api: {} } } } } };
    expect((await judge(id, tree(fail[0]), config)).left).toEqual(['telemetry-late']);
    expect((await judge(id, tree(pass[0]), config)).left).toEqual([]);
  });
});
