import { afterEach, describe, expect, it } from 'vitest';
import { createRepository, type Repository } from '../testing/repository.ts';
import { inferProjects } from './create-nodes.ts';

let workspace: Repository | undefined;
afterEach(() => {
  workspace?.remove();
  workspace = undefined;
});

/** File, root and name of what is inferred. */
async function infer(
  tree: Readonly<Record<string, string | object>>,
  configFiles: readonly string[] = Object.keys(tree).filter((file) =>
    /(?:^|\/)(?:package|project)\.json$/.test(file),
  ),
) {
  workspace = createRepository(tree);
  const nodes = await inferProjects(configFiles, {}, workspace.root);
  return nodes.flatMap(([file, { projects }]) =>
    Object.entries(projects).map(([root, project]) => [file, root, project.root, project.name]),
  );
}

const npm = { name: 'acme', private: true, workspaces: ['libs/*'] };

describe('inferProjects', () => {
  it('gives members, projects of Nx and the root a target, and fixtures none', async () => {
    expect(
      await infer({
        'package.json': npm,
        'libs/a/package.json': { name: '@acme/a' },
        'libs/b/package.json': { name: '@acme/b' },
        'libs/b/project.json': { name: 'b' },
        'apps/c/project.json': { name: 'c' },
        'libs/a/fixtures/x/package.json': '{ broken',
      }),
    ).toStrictEqual([
      ['package.json', '.', '.', 'acme'],
      ['libs/a/package.json', 'libs/a', 'libs/a', '@acme/a'],
      ['libs/b/project.json', 'libs/b', 'libs/b', '@acme/b'],
      ['apps/c/project.json', 'apps/c', 'apps/c', undefined],
    ]);
  });

  it('infers no project that Nx ignores', async () => {
    expect(
      await infer({ 'package.json': npm, 'libs/a/package.json': { name: '@acme/a' } }, [
        'package.json',
      ]),
    ).toStrictEqual([['package.json', '.', '.', 'acme']]);
  });

  it('leaves the name of a root that is a project already to Nx', async () => {
    expect(await infer({ 'package.json': npm, 'project.json': { name: 'shop' } })).toStrictEqual([
      ['project.json', '.', '.', undefined],
    ]);
  });

  it.each([
    [{ 'libs/a/package.json': { name: 'acme' } }, 'acme-workspace'],
    [{ 'apps/c/project.json': { name: 'acme' } }, 'acme-workspace'],
    [
      {
        'apps/c/project.json': { name: 'acme' },
        'libs/a/package.json': { name: 'acme-workspace' },
      },
      'acme-workspace-workspace',
    ],
    [{ 'apps/c/project.json': '{ broken' }, 'acme'],
    [{ 'apps/c/project.json': '"text"' }, 'acme'],
  ])('names the root as nothing else is named: %j', async (more, name) => {
    const [root] = await infer({ 'package.json': npm, ...more });
    expect(root).toStrictEqual(['package.json', '.', '.', name]);
  });

  it('names a root that has no name', async () => {
    expect(await infer({ 'package.json': { workspaces: [] } })).toStrictEqual([
      ['package.json', '.', '.', 'workspace'],
    ]);
  });

  it('infers a workspace without any manifest', async () => {
    expect(await infer({ 'nx.json': {}, 'apps/c/project.json': { name: 'c' } })).toStrictEqual([
      ['package.json', '.', '.', 'workspace'],
      ['apps/c/project.json', 'apps/c', 'apps/c', undefined],
    ]);
  });

  it('takes the configuration, the baseline and packs for inputs', async () => {
    workspace = createRepository({
      'package.json': npm,
      'libs/a/package.json': { name: '@acme/a' },
      'standards.config.json': { packs: ['./tools/pack.mjs'], baseline: 'known.json' },
      'tools/pack.mjs': `export default { name: 'acme', skills: [{
        meta: {
          id: 'acme:own-check', title: 'Own', description: 'Own.', scope: 'project', defaultMode: 'warn', docs: 'x.md',
          messages: { wrong: { text: 'wrong', why: 'It is.' } },
          options: { safeParse: () => ({ success: true, data: {} }) }, optionDocs: {},
          inputs: { project: ['OWN.md'], workspace: [] },
        },
        check() {},
      }] };`,
    });
    const nodes = await inferProjects(
      ['package.json', 'libs/a/package.json'],
      { targetName: 'gate', inputs: ['{workspaceRoot}/extra.txt'] },
      workspace.root,
    );
    const target = nodes[1]?.[1].projects['libs/a']?.targets['gate'];
    expect(target?.inputs).toEqual(
      expect.arrayContaining([
        '{projectRoot}/OWN.md',
        '{projectRoot}/package.json',
        '{workspaceRoot}/extra.txt',
        '{workspaceRoot}/known.json',
        '{workspaceRoot}/standards.config.json',
        '{workspaceRoot}/tools/**/*',
      ]),
    );
    expect(target?.inputs).not.toContain('{workspaceRoot}/**/package.json');
    expect(target?.options).toStrictEqual({ versions: ['@h-j-petroleum/standards@0.1.0'] });
  });

  it('takes what a skill tells of one project, and all it names where it cannot tell', async () => {
    const skill = (name: string, inputsOf: string) => `{
      meta: {
        id: 'acme:${name}', title: 'Own', description: 'Own.', scope: 'project', defaultMode: 'warn', docs: 'x.md',
        messages: { wrong: { text: 'wrong', why: 'It is.' } },
        options: { safeParse: () => ({ success: true, data: {} }) }, optionDocs: {},
        inputs: { project: ['${name}/**/*'], workspace: [] },
      },
      check() {},
      inputsOf: ${inputsOf},
    }`;
    workspace = createRepository({
      'package.json': npm,
      'libs/a/package.json': { name: '@acme/a', private: true, main: './own.js' },
      'apps/py/project.json': { name: 'py' },
      'standards.config.json': { packs: ['./pack.mjs'] },
      'pack.mjs': `export default { name: 'acme', skills: [
        ${skill('told-check', "({ project }) => ['told/' + project.root + '/' + project.manifest?.data.main]")},
        ${skill('thrown-check', "() => { throw new Error('no'); }")},
        ${skill('odd-check', '() => [1]')},
      ] };`,
    });
    const files = ['package.json', 'libs/a/package.json', 'apps/py/project.json'];
    const nodes = await inferProjects(files, {}, workspace.root);
    const own = nodes.map(([, { projects }]) =>
      Object.values(projects).flatMap(({ targets }) =>
        (targets['standards']?.inputs ?? []).filter((input) =>
          String(input).startsWith('{projectRoot}'),
        ),
      ),
    );
    const forAll = [
      '{projectRoot}/odd-check/**/*',
      '{projectRoot}/openapi.{json,yaml,yml}',
      '{projectRoot}/package.json',
    ];
    expect(own).toStrictEqual([
      [
        '{projectRoot}/**/package.json',
        ...forAll,
        '{projectRoot}/thrown-check/**/*',
        '{projectRoot}/told//undefined',
      ],
      [
        '{projectRoot}/.npmignore',
        '{projectRoot}/.npmrc',
        '{projectRoot}/index.js',
        '{projectRoot}/odd-check/**/*',
        '{projectRoot}/openapi.{json,yaml,yml}',
        '{projectRoot}/own.d.ts',
        '{projectRoot}/own.js',
        '{projectRoot}/own.js.js',
        '{projectRoot}/own.js.json',
        '{projectRoot}/own.js.node',
        '{projectRoot}/own.js/index.js',
        '{projectRoot}/own.js/index.json',
        '{projectRoot}/own.js/package.json',
        '{projectRoot}/package.json',
        '{projectRoot}/thrown-check/**/*',
        '{projectRoot}/told/libs/a/./own.js',
      ],
      [...forAll, '{projectRoot}/thrown-check/**/*', '{projectRoot}/told/apps/py/undefined'],
    ]);
  });

  it('keeps a result until the base moves where a project is compared with it, and no other', async () => {
    workspace = createRepository({
      'package.json': npm,
      'nx.json': { defaultBase: 'trunk' },
      'libs/a/package.json': { name: '@acme/a' },
      'libs/a/openapi.json': {},
      'libs/b/package.json': { name: '@acme/b' },
    });
    const files = ['package.json', 'libs/a/package.json', 'libs/b/package.json'];
    const nodes = await inferProjects(files, {}, workspace.root);
    const inputsOf = (root: string) =>
      nodes.flatMap(([, { projects }]) => projects[root]?.targets['standards']?.inputs ?? []);
    expect(inputsOf('libs/a')).toEqual(
      expect.arrayContaining([
        '{projectRoot}/**/*.{json,yaml,yml}',
        { env: 'NX_BASE' },
        { runtime: 'git merge-base HEAD trunk' },
        { runtime: 'git merge-base HEAD origin/trunk' },
      ]),
    );
    expect(inputsOf('libs/b')).not.toContainEqual({ env: 'NX_BASE' });
  });

  it('infers targets although the configuration is not valid: they fail, and Nx goes on', async () => {
    workspace = createRepository({
      'package.json': npm,
      'libs/a/package.json': { name: '@acme/a' },
      'standards.config.json': { skils: {} },
    });
    const nodes = await inferProjects(['package.json', 'libs/a/package.json'], {}, workspace.root);
    const inputs = nodes[1]?.[1].projects['libs/a']?.targets['standards']?.inputs;
    expect(inputs).toEqual(
      expect.arrayContaining([
        '{workspaceRoot}/standards.baseline.json',
        '{workspaceRoot}/standards.config.json',
      ]),
    );
  });
});
