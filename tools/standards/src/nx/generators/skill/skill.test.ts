import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { houseTree, snapshot } from '../../scaffold/testing/house-tree.ts';
import remove from '../remove/remove.ts';
import skill from './skill.ts';

const printed: string[] = [];
beforeEach(() => {
  printed.length = 0;
  vi.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A workspace of another layout, without a configuration. */
const plain = () => houseTree({ 'vitest.base.mjs': undefined, 'standards.config.json': undefined });
const engine = {
  'package.json': {
    name: '@h-j-petroleum/source',
    private: true,
    repository: { type: 'git', url: 'git+https://github.com/h-j-petroleum/source.git' },
    workspaces: ['libs/standards/*', 'libs/toolkit/*'],
  },
  'libs/standards/engine/package.json': { name: '@h-j-petroleum/standards-engine' },
};

describe('a skill in a local pack', () => {
  const directory = 'tools/acme';

  it('is written with its pack and the configuration, in any Nx workspace', async () => {
    using workspace = await plain();
    await skill(workspace.tree, { id: 'acme:readme-check', directory: './tools/acme/' });
    expect(workspace.changes()).toStrictEqual([
      'CREATE standards.config.json',
      'CREATE tools/acme/index.ts',
      'CREATE tools/acme/readme-check/readme-check.cases.ts',
      'CREATE tools/acme/readme-check/readme-check.md',
      'CREATE tools/acme/readme-check/readme-check.test.ts',
      'CREATE tools/acme/readme-check/readme-check.ts',
    ]);
    expect(workspace.json('standards.config.json')).toStrictEqual({ packs: ['./tools/acme'] });
    expect(workspace.text('tools/acme/index.ts')).toContain("name: 'acme'");
    const source = workspace.text('tools/acme/readme-check/readme-check.ts');
    expect(source).toContain("from '@h-j-petroleum/standards';");
    expect(source).toContain("docs: 'tools/acme/readme-check/readme-check.md',");
  });

  it('comes to the others, whose folder is known by then', async () => {
    using workspace = await plain();
    await skill(workspace.tree, { id: 'acme:one-check', directory });
    await skill(workspace.next(), { id: 'acme:two-check', scope: 'workspace' });
    expect(workspace.text('tools/acme/index.ts')).toBe(
      `import { definePack } from '@h-j-petroleum/standards';
import { oneCheck } from './one-check/one-check.ts';
import { twoCheck } from './two-check/two-check.ts';

export default definePack({
  name: 'acme',
  skills: [
    oneCheck,
    twoCheck,
  ],
});
`,
    );
    expect(workspace.json('standards.config.json')).toStrictEqual({ packs: ['./tools/acme'] });
    const source = workspace.text('tools/acme/two-check/two-check.ts');
    expect(source).toContain("scope: 'workspace'");
    expect(source).toContain("inputs: { project: [], workspace: ['**/package.json'] }");
  });

  it('is removed by its id, and the pack with its last', async () => {
    using workspace = await plain();
    const before = snapshot(workspace.tree.root);
    await skill(workspace.tree, { id: 'acme:one-check', directory });
    const one = snapshot(workspace.next().root);
    await skill(workspace.tree, { id: 'acme:two-check' });
    await remove(workspace.next(), { project: 'acme:two-check' });
    workspace.next();
    expect(Object.keys(snapshot(workspace.tree.root))).toStrictEqual(Object.keys(one));
    expect(workspace.text('tools/acme/index.ts')).not.toContain('twoCheck');
    await remove(workspace.tree, { project: 'acme:one-check' });
    workspace.next();
    // The configuration is the user's from then on.
    expect(snapshot(workspace.tree.root)).toStrictEqual({
      ...before,
      'standards.config.json': '{\n}\n',
    });
  });

  it('changes nothing when it is run again', async () => {
    using workspace = await plain();
    await skill(workspace.tree, { id: 'acme:a-check', directory });
    const again = await skill(workspace.next(), { id: 'acme:a-check', directory });
    expect(workspace.changes()).toStrictEqual([]);
    await again();
    expect(printed).toStrictEqual([
      'acme:a-check is there already, in tools/acme. Nothing was changed.',
    ]);
  });

  it.each([
    ['readme-check', 'acme:readme-check'],
    ['Acme:Readme', 'acme:readme'],
    ['acme:', 'acme:acme'],
    ['acme:a:b', 'acme:acme'],
    ['', 'acme:readme-check'],
  ])('refuses the id %j and suggests %s', async (id, right) => {
    using workspace = await plain();
    await expect(skill(workspace.tree, { id, directory })).rejects.toMatchObject({
      code: 'GENERATE_REFUSED',
      message: `\`${id}\` is no id of a skill. Write pack:name in kebab-case, here \`${right}\`.`,
    });
    expect(workspace.changes()).toStrictEqual([]);
  });

  it.each(['', '.', './', '/tmp/x', '../outside', 'tools/../../x'])(
    'refuses the folder %j',
    async (folder) => {
      using workspace = await plain();
      await expect(
        skill(workspace.tree, { id: 'acme:a-check', directory: folder }),
      ).rejects.toThrow(`\`${folder}\` is no folder inside the workspace.`);
    },
  );

  it('refuses a folder that is something else, an index that it cannot extend, and a configuration that cannot be read', async () => {
    using other = await houseTree({ 'tools/acme/a-check/notes.txt': 'mine' });
    await expect(skill(other.tree, { id: 'acme:a-check', directory })).rejects.toThrow(
      'tools/acme/a-check is there, and no skill.',
    );
    using index = await houseTree({ 'tools/acme/index.ts': 'export default 1;\n' });
    await expect(skill(index.tree, { id: 'acme:a-check', directory })).rejects.toThrow(
      'tools/acme/index.ts has no list `skills: [`. Add aCheck to it by hand.',
    );
    using config = await houseTree({ 'standards.config.json': '{' });
    await expect(skill(config.tree, { id: 'acme:a-check', directory })).rejects.toThrow(
      'standards.config.json:1 is not valid JSON',
    );
    for (const one of [other, index, config]) expect(one.changes()).toStrictEqual([]);
  });
});

describe('a skill of a pack that is there nowhere', () => {
  it('gets a package of layer 1, which is entered everywhere', async () => {
    using workspace = await houseTree(engine);
    await skill(workspace.tree, { id: 'acme:readme-check' });
    const root = 'libs/standards/pack-acme';
    expect(workspace.changes()).toStrictEqual([
      'CREATE .changeset/new-skill-acme.md',
      `CREATE ${root}/README.md`,
      `CREATE ${root}/package.json`,
      `CREATE ${root}/src/index.test.ts`,
      `CREATE ${root}/src/index.ts`,
      `CREATE ${root}/src/readme-check/readme-check.cases.ts`,
      `CREATE ${root}/src/readme-check/readme-check.md`,
      `CREATE ${root}/src/readme-check/readme-check.test.ts`,
      `CREATE ${root}/src/readme-check/readme-check.ts`,
      `CREATE ${root}/tsconfig.json`,
      `CREATE ${root}/tsup.config.ts`,
      `CREATE ${root}/vitest.config.ts`,
      'UPDATE README.md',
      'UPDATE standards.config.json',
      'UPDATE tsconfig.json',
    ]);
    expect(workspace.json(`${root}/package.json`)).toMatchObject({
      name: '@h-j-petroleum/standards-pack-acme',
      dependencies: { '@h-j-petroleum/standards-engine': '*', zod: '4.6.7' },
      nx: { tags: ['layer:1', 'scope:standards'] },
    });
    expect(workspace.json('standards.config.json')).toMatchObject({ packs: [`./${root}/src`] });
    expect(workspace.text(`${root}/src/index.ts`)).toBe(
      `import { definePack } from '@h-j-petroleum/standards-engine';
import { readmeCheck } from './readme-check/readme-check.ts';

/** What this package brings to the gate, a folder a skill. */
export const pack = definePack({
  name: 'acme',
  skills: [readmeCheck],
});
`,
    );
    const source = workspace.text(`${root}/src/readme-check/readme-check.ts`);
    expect(source).toContain("import * as z from 'zod/mini';");
    expect(source).toContain(
      "docs: 'https://github.com/h-j-petroleum/source/blob/main/libs/standards/pack-acme/src/readme-check/readme-check.md',",
    );
  });

  it('comes and goes without a trace, by its id or with its package', async () => {
    using workspace = await houseTree(engine);
    const before = snapshot(workspace.tree.root);
    for (const project of ['acme:readme-check', 'libs/standards/pack-acme']) {
      await skill(workspace.tree, { id: 'acme:readme-check' });
      await remove(workspace.next(), { project, skipInstall: true });
      workspace.next();
      expect(snapshot(workspace.tree.root)).toStrictEqual(before);
    }
  });

  it('is joined by another, which alone goes again', async () => {
    using workspace = await houseTree(engine);
    await skill(workspace.tree, { id: 'acme:one-check' });
    const one = snapshot(workspace.next().root);
    await skill(workspace.tree, { id: 'acme:two-check' });
    expect(workspace.changes()).toStrictEqual([
      'CREATE libs/standards/pack-acme/src/two-check/two-check.cases.ts',
      'CREATE libs/standards/pack-acme/src/two-check/two-check.md',
      'CREATE libs/standards/pack-acme/src/two-check/two-check.test.ts',
      'CREATE libs/standards/pack-acme/src/two-check/two-check.ts',
      'UPDATE libs/standards/pack-acme/src/index.ts',
    ]);
    await remove(workspace.next(), { project: 'acme:two-check' });
    expect(snapshot(workspace.next().root)).toStrictEqual(one);
  });

  it('is announced when its package was released before', async () => {
    using workspace = await houseTree(engine);
    await skill(workspace.tree, { id: 'acme:one-check' });
    workspace.next().delete('.changeset/new-skill-acme.md');
    const released = snapshot(workspace.next().root);
    await skill(workspace.tree, { id: 'acme:two-check' });
    expect(workspace.text('.changeset/new-skill-acme-two-check.md')).toBe(
      "---\n'@h-j-petroleum/standards-pack-acme': minor\n---\n\nThe skill `acme:two-check`: every package says in its manifest what it is.\n",
    );
    await remove(workspace.next(), { project: 'acme:two-check' });
    expect(snapshot(workspace.next().root)).toStrictEqual(released);
  });

  it('needs the layout or a folder', async () => {
    using workspace = await plain();
    await expect(skill(workspace.tree, { id: 'acme:readme-check' })).rejects.toThrow(
      /This workspace has no vitest\.base\.mjs, standards|This workspace has no vitest\.base\.mjs\..*`skill --directory` work/,
    );
    using bare = await houseTree();
    await expect(skill(bare.tree, { id: 'acme:readme-check' })).rejects.toThrow(
      'A skill builds on libs/standards/engine, which this workspace does not have.',
    );
    using vague = await houseTree(engine);
    await expect(skill(vague.tree, { id: 'utils:readme-check' })).rejects.toThrow(
      '`utils` does not say what the skill is for.',
    );
    for (const one of [workspace, bare, vague]) expect(one.changes()).toStrictEqual([]);
  });
});

describe('a skill of a pack that every installation has', () => {
  const builtIn = {
    ...engine,
    'libs/standards/skills/package.json': {
      name: '@h-j-petroleum/standards-skills',
      dependencies: { '@h-j-petroleum/standards-engine': '*' },
    },
    'libs/standards/skills/src/index.ts': `import { definePack, type Pack } from '@h-j-petroleum/standards-engine';
import { aStandardWithALongName } from './deps/a-standard-with-a-long-name/a-standard-with-a-long-name.ts';
import { versionCheck } from './deps/version-check/version-check.ts';
import { typesCheck } from './pkg/types-check/types-check.ts';

export const packs: readonly Pack[] = [
  definePack({ name: 'deps', skills: [versionCheck, aStandardWithALongName, aStandardWithALong] }),
  definePack({ name: 'pkg', skills: [typesCheck] }),
];
`,
    'libs/standards/skills/src/registry.test.ts': `expect(ids).toEqual([
  'deps:a-standard-with-a-name-that-fills-its-line',
  'deps:version-check',
  'pkg:types-check',
  'repo:a-standard-with-a-name-that-fills-its-line',
]);
`,
    'libs/standards/skills/src/deps/version-check/version-check.ts':
      'export const versionCheck = 1;\n',
    'libs/standards/skills/src/pkg/types-check/types-check.ts': 'export const typesCheck = 1;\n',
  };

  it('stands with the others, its page with theirs', async () => {
    using workspace = await houseTree(builtIn);
    const before = snapshot(workspace.tree.root);
    const after = await skill(workspace.tree, { id: 'deps:name-check' });
    expect(workspace.changes()).toStrictEqual([
      'CREATE .changeset/new-skill-deps-name-check.md',
      'CREATE docs/standards/deps/name-check.md',
      'CREATE libs/standards/skills/src/deps/name-check/name-check.cases.ts',
      'CREATE libs/standards/skills/src/deps/name-check/name-check.test.ts',
      'CREATE libs/standards/skills/src/deps/name-check/name-check.ts',
      'UPDATE libs/standards/skills/src/index.ts',
      'UPDATE libs/standards/skills/src/registry.test.ts',
    ]);
    const index = workspace.text('libs/standards/skills/src/index.ts');
    expect(index).toContain(
      "import { nameCheck } from './deps/name-check/name-check.ts';\nimport { versionCheck }",
    );
    expect(index).toContain(
      '    skills: [versionCheck, aStandardWithALongName, aStandardWithALong, nameCheck],\n',
    );
    expect(index).toContain("definePack({ name: 'pkg', skills: [typesCheck] }),");
    expect(workspace.text('libs/standards/skills/src/registry.test.ts')).toContain(
      "  'deps:name-check',\n  'deps:version-check',\n",
    );
    expect(workspace.text('libs/standards/skills/src/deps/name-check/name-check.ts')).toContain(
      "docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/deps/name-check.md',",
    );
    await after();
    expect(printed).toStrictEqual([
      'Next: npm run generate, and a row for deps:name-check in the table of README.md',
    ]);
    await remove(workspace.next(), { project: 'deps:name-check' });
    expect(snapshot(workspace.next().root)).toStrictEqual(before);
  });
});

describe('removing a skill', () => {
  it('forgets what the configuration says of it', async () => {
    using workspace = await houseTree({
      ...engine,
      'standards.config.json': {
        skills: { 'acme:one-check': 'warn', 'acme:two-check': { mode: 'off' } },
      },
    });
    await skill(workspace.tree, { id: 'acme:one-check' });
    await skill(workspace.next(), { id: 'acme:two-check' });
    await remove(workspace.next(), { project: 'acme:two-check' });
    expect(workspace.json('standards.config.json')).toStrictEqual({
      skills: { 'acme:one-check': 'warn' },
      packs: ['./libs/standards/pack-acme/src'],
    });
  });

  it.each([
    [
      'acme:x-check',
      'No pack of this workspace has a skill `acme:x-check`. There is acme:one-check.',
    ],
    ['other:x-check', 'No pack of this workspace has a skill `other:x-check`.'],
  ])('refuses %s', async (project, message) => {
    using workspace = await houseTree(engine);
    await skill(workspace.tree, { id: 'acme:one-check' });
    await expect(remove(workspace.next(), { project })).rejects.toMatchObject({
      code: 'GENERATE_REFUSED',
      message,
    });
  });
});
