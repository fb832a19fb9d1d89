import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Sandbox } from './sandbox.ts';
import { createSandbox } from './sandbox.ts';

/** What an installation brings along. */
const skills = [
  'api:openapi-check',
  'deps:file-protocol-check',
  'deps:undeclared-check',
  'deps:version-check',
  'docs:readme-check',
  'obs:otel-check',
  'perf:api-latency',
  'perf:bundle-budget',
  'perf:lighthouse',
  'pkg:manifest-check',
  'pkg:types-check',
  'repo:changeset-check',
  'repo:ci-check',
  'repo:layering-check',
  'repo:workspace-check',
  'test:coverage-check',
];
/** With the skill that tells what the reader could not see. */
const everySkillOnThree = 3 * (skills.length + 1);

const manifestOfB = `{
  "name": "b",
  "version": "1.0.0",
  "private": true,
  "type": "module",
  "dependencies": {
    "a": "*"
  }
}
`;

function freshWorkspace(nxVersion: string): Sandbox {
  return createSandbox({
    'package.json': {
      name: 'fresh',
      private: true,
      type: 'module',
      packageManager: 'npm@11.0.0',
      engines: { node: '>=20' },
      workspaces: ['packages/*'],
      devDependencies: { nx: nxVersion },
    },
    'nx.json': { analytics: false, neverConnectToCloud: true, defaultBase: 'main' },
    '.gitignore': 'node_modules/\n.nx/\n.standards/\n',
    'docs/notes.txt': 'First note.\n',
    'packages/a/package.json': { name: 'a', version: '1.0.0', private: true, type: 'module' },
    'packages/a/index.js': 'export const a = 1;\n',
    'packages/b/package.json': manifestOfB,
    'packages/b/index.js': "import { a } from 'a';\nexport const b = a + 1;\n",
  });
}

// One story in order: each test takes the workspace as the one before left it.
describe.each(['22.7.12', '23.2.1'])('a fresh workspace of Nx %s', (nxVersion) => {
  let workspace: Sandbox;
  const nx = (...args: string[]) => workspace.run('nx', ...args);
  /** What Nx says of each task: run, or taken from the cache. */
  const cached = (output: string): string[] =>
    [...output.matchAll(/nx run (\S+):standards\s+\[(?:local cache|existing outputs match)/g)]
      .map(([, project = '']) => project)
      .sort();

  beforeAll(() => {
    workspace = freshWorkspace(nxVersion);
    const tarball = inject('tarball');
    workspace.succeed(
      'npm',
      ...['install', '--save-dev', '--save-exact', '--no-audit', '--no-fund', tarball],
    );
    // As it stands once the package is published; a path to a tarball is what the gate finds fault with.
    const { version: installed } = Object(
      workspace.json('node_modules/@h-j-petroleum/standards/package.json'),
    );
    expect(installed).toBe('0.1.0');
    for (const file of ['package.json', 'package-lock.json']) {
      workspace.write({ [file]: workspace.read(file).replaceAll(/"file:[^"]*\.tgz"/g, '"0.1.0"') });
    }
    workspace.commit('fresh');
  });
  afterAll(() => workspace?.remove());

  it('is what these tests mean it to be', () => {
    expect(workspace.json('node_modules/nx/package.json')).toMatchObject({ version: nxVersion });
    expect(workspace.exists('node_modules/@h-j-petroleum/standards-engine')).toBe(false);
    expect(workspace.exists('node_modules/zod')).toBe(false);
    expect(workspace.succeed('git', 'status', '--porcelain').stdout).toBe('');
  });

  it('init --dry-run names the files and writes none', () => {
    const { exitCode, output } = nx('g', '@h-j-petroleum/standards:init', '--dry-run');
    expect(exitCode, output).toBe(0);
    expect(output).toContain('UPDATE nx.json');
    expect(output).toContain('CREATE standards.config.json');
    expect(workspace.succeed('git', 'status', '--porcelain').stdout).toBe('');
  });

  it('init adds the plugin and an advisory configuration; again, it changes nothing', () => {
    const { exitCode, output } = nx('g', '@h-j-petroleum/standards:init');
    expect(exitCode, output).toBe(0);
    expect(workspace.json('nx.json')).toStrictEqual({
      analytics: false,
      neverConnectToCloud: true,
      defaultBase: 'main',
      plugins: ['@h-j-petroleum/standards/plugin'],
    });
    expect(workspace.json('standards.config.json')).toStrictEqual({
      $schema: './node_modules/@h-j-petroleum/standards/config.schema.json',
      skills: Object.fromEntries(skills.map((id) => [id, 'advisory'])),
    });
    expect(workspace.exists('node_modules/@h-j-petroleum/standards/config.schema.json')).toBe(true);
    workspace.commit('init');
    expect(nx('g', '@h-j-petroleum/standards:init').exitCode).toBe(0);
    expect(workspace.succeed('git', 'status', '--porcelain').stdout).toBe('');
  });

  it('gives members and the root the target', () => {
    for (const project of ['a', 'b', 'fresh']) {
      const { exitCode, stdout, output } = nx('show', 'project', project, '--json');
      expect(exitCode, output).toBe(0);
      const shown: unknown = JSON.parse(stdout);
      expect(shown).toMatchObject({
        name: project,
        targets: { standards: { executor: '@h-j-petroleum/standards:check', cache: true } },
      });
    }
  });

  it('passes', () => {
    const { exitCode, output } = nx('run-many', '-t', 'standards');
    expect(exitCode, output).toBe(0);
    expect(output).toContain('Successfully ran target standards for 3 projects');
    expect(output).toContain('3 projects checked; 0 enforced, 0 warned, 0 advisory, 0 accepted');
  });

  it('takes a second run from the cache, with the whole report', () => {
    for (const file of ['report.json', 'report.sarif', 'report.md', 'outcomes/packages~a.json']) {
      workspace.succeed('rm', `.standards/${file}`);
    }
    const { exitCode, output } = nx('run-many', '-t', 'standards');
    expect(exitCode, output).toBe(0);
    expect(output).toMatch(
      /(?:read the output from the cache|existing outputs match).* 3 out of 3 tasks/,
    );
    const report = Object(workspace.json('.standards/report.json'));
    expect(report).toMatchObject({
      schemaVersion: 2,
      workspace: { root: workspace.root, reader: 'nx', projects: 2 },
      findings: [],
      exitCode: 0,
    });
    const judged = new Set(report.outcomes.map(({ project }: { project: string }) => project));
    expect([...judged].sort()).toStrictEqual(['a', 'b', 'fresh']);
    // Every skill, that of the reader among them, on three projects.
    expect(report.outcomes).toHaveLength(everySkillOnThree);
    expect(workspace.json('.standards/report.sarif')).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [] }],
    });
    expect(workspace.read('.standards/report.md')).not.toBe('');
  });

  it('an advisory finding is reported and fails nothing', () => {
    workspace.replace('packages/b/package.json', '"a": "*"', '"a": "file:../a"');
    const { exitCode, output } = nx('run-many', '-t', 'standards');
    expect(exitCode, output).toBe(0);
    expect(output).toContain('0 enforced, 0 warned, 1 advisory, 0 accepted');
  });

  it('an enforced finding turns the run red, and says once what stands where', () => {
    workspace.replace('standards.config.json', '"advisory"', '"enforce"');
    // What is planted below is imported by nothing, the scaffolded test imports a vitest that is not installed, and a README
    // that comes and goes says nothing.
    for (const skill of ['deps:undeclared-check', 'docs:readme-check']) {
      workspace.replace('standards.config.json', `"${skill}": "enforce"`, `"${skill}": "off"`);
    }
    const { exitCode, output } = nx('run-many', '-t', 'standards');
    expect(exitCode, output).toBe(1);
    expect(output).toContain('b:standards');
    expect(output).toContain('1 enforced, 0 warned, 0 advisory, 0 accepted');
    expect(output.match(/packages\/b\/package\.json:7/g)).toHaveLength(1);
    expect(output).toContain('dependencies "a" reaches the member a by path: file:../a');
    const findings = [
      {
        skill: 'deps:file-protocol-check',
        project: 'b',
        file: 'packages/b/package.json',
        line: 7,
        mode: 'enforce',
        expected: '*',
        actual: 'file:../a',
        fixable: true,
      },
    ];
    expect(workspace.json('.standards/report.json')).toMatchObject({ findings, exitCode: 1 });
    expect(workspace.json('.standards/report.sarif')).toMatchObject({
      runs: [
        {
          results: [
            {
              ruleId: 'deps:file-protocol-check',
              level: 'error',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'packages/b/package.json' },
                    region: { startLine: 7 },
                  },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('a failure is judged anew, and what passed is still in the report', () => {
    const { exitCode, output } = nx('run-many', '-t', 'standards');
    expect(exitCode, output).toBe(1);
    // The root's verdict holds for the workspace, whichever projects run with it, so it fails and is judged anew too.
    expect(cached(output)).toStrictEqual(['a']);
    // All but the one that is off.
    expect(Object(workspace.json('.standards/report.json')).outcomes).toHaveLength(
      everySkillOnThree - 6,
    );
  });

  it('a single task says by its exit code what it found', () => {
    const red = nx('run', 'b:standards');
    expect(red.exitCode, red.output).toBe(1);
    expect(red.output).toContain('packages/b/package.json:7');
    const green = nx('run', 'a:standards', '--skip-nx-cache');
    expect(green.exitCode, green.output).toBe(0);
    // Without batches, Nx runs the plain executor also where batches are preferred.
    const plain = nx('run', 'b:standards', '--batch=false');
    expect(plain.exitCode, plain.output).toBe(1);
    expect(plain.output).toContain('packages/b/package.json:7');
  });

  it('fix --dry-run shows what changes and writes nothing', () => {
    const before = workspace.read('packages/b/package.json');
    const { exitCode, output } = nx(
      ...['g', '@h-j-petroleum/standards:fix', 'deps:file-protocol-check', '--dry-run'],
    );
    expect(exitCode, output).toBe(0);
    expect(output).toContain('UPDATE packages/b/package.json');
    expect(workspace.read('packages/b/package.json')).toBe(before);
  });

  it('fix is refused in CI and on a protected branch', () => {
    const fix = ['g', '@h-j-petroleum/standards:fix', 'deps:file-protocol-check'] as const;
    const inCi = nx(...fix);
    expect(inCi.exitCode, inCi.output).toBe(1);
    expect(inCi.output).toContain('A fix is not applied in CI.');
    const onMain = workspace.runByHand('nx', ...fix);
    expect(onMain.exitCode, onMain.output).toBe(1);
    expect(onMain.output).toContain('`main` is a protected branch');
  });

  it('fix mends it on a branch, and records that', () => {
    workspace.succeed('git', 'switch', '--quiet', '--create', 'mend');
    const { exitCode, output } = workspace.runByHand(
      'nx',
      'g',
      '@h-j-petroleum/standards:fix',
      'deps:file-protocol-check',
    );
    expect(exitCode, output).toBe(0);
    expect(output).toContain('UPDATE packages/b/package.json');
    expect(workspace.read('packages/b/package.json')).toBe(manifestOfB);
    expect(workspace.json('.standards/fixes.jsonl')).toMatchObject({
      branch: 'mend',
      files: ['packages/b/package.json'],
    });
    const green = nx('run-many', '-t', 'standards');
    expect(green.exitCode, green.output).toBe(0);
    workspace.commit('enforce');
  });

  it('a file that no skill reads leaves everything in the cache', () => {
    workspace.write({ 'docs/notes.txt': 'Second note.\n', 'packages/a/notes.txt': 'A note.\n' });
    const { exitCode, output } = nx('run-many', '-t', 'standards');
    expect(exitCode, output).toBe(0);
    expect(cached(output)).toStrictEqual(['a', 'b', 'fresh']);
  });

  it('a source makes only the root judge anew, which reads imports', () => {
    workspace.write({ 'packages/a/index.js': 'export const a = 2;\n' });
    const { exitCode, output } = nx('run-many', '-t', 'standards');
    expect(exitCode, output).toBe(0);
    expect(cached(output)).toStrictEqual(['a', 'b']);
  });

  it('a manifest that a workspace-wide skill reads makes the root judge anew', () => {
    workspace.replace('packages/b/package.json', '"version": "1.0.0"', '"version": "1.0.1"');
    const { exitCode, output } = nx('run-many', '-t', 'standards');
    expect(exitCode, output).toBe(0);
    expect(cached(output)).not.toContain('fresh');
    expect(cached(output)).not.toContain('b');
    workspace.commit('version of b');
  });

  it('affected judges what a change touches, and the root', () => {
    workspace.write({ 'packages/b/index.js': "import { a } from 'a';\nexport const b = a + 2;\n" });
    const { exitCode, output } = nx('affected', '-t', 'standards', '--base=HEAD');
    expect(exitCode, output).toBe(0);
    expect(output).toMatch(/^- b$/m);
    expect(output).toMatch(/^- fresh$/m);
    expect(output).not.toMatch(/^- a$/m);
    const report = Object(workspace.json('.standards/report.json'));
    expect(report).toMatchObject({ schemaVersion: 2, findings: [], exitCode: 0 });
    workspace.commit('source of b');
  });

  it('a manifest affects its project and the root, and not the builds of all others', () => {
    workspace.replace('packages/b/package.json', '"version": "1.0.1"', '"version": "1.0.2"');
    const { exitCode, stdout, output } = nx('show', 'projects', '--affected', '--base=HEAD');
    expect(exitCode, output).toBe(0);
    expect(stdout.trim().split('\n').sort()).toStrictEqual(['b', 'fresh']);
    workspace.commit('version of b');
  });

  it('a change that accepts its own finding by the baseline fails under affected', () => {
    const standards = (...args: string[]) => workspace.runByHand('standards', ...args);
    workspace.replace('packages/b/package.json', '"a": "*"', '"a": "file:../a"');
    const first = standards('baseline');
    expect(first.exitCode, first.output).toBe(0);
    workspace.commit('baseline');
    const accepted = nx('affected', '-t', 'standards', '--base=HEAD~1');
    expect(accepted.exitCode, accepted.output).toBe(0);
    expect(accepted.output).toContain('0 enforced, 0 warned, 0 advisory, 1 accepted');

    const manifestOfA = workspace.read('packages/a/package.json');
    workspace.replace(
      'packages/a/package.json',
      '"type"',
      '"dependencies": { "x": "github:x/x" }, "type"',
    );
    const second = standards('baseline', '--force');
    expect(second.exitCode, second.output).toBe(0);
    // What compares nothing passes, and leaves its passes in the cache; they do not help the change.
    const whole = nx('run-many', '-t', 'standards');
    expect(whole.exitCode, whole.output).toBe(0);
    const { exitCode, output } = nx('affected', '-t', 'standards', '--base=HEAD');
    expect(exitCode, output).toBe(1);
    expect(output).toContain(
      'this change adds 1 of its own findings to standards.baseline.json, and they count all the same',
    );
    const report = Object(workspace.json('.standards/report.json'));
    expect(report.exitCode).toBe(1);
    expect(
      report.findings.map(({ project, accepted: isAccepted }: Record<string, unknown>) => [
        project,
        isAccepted,
      ]),
    ).toStrictEqual([
      ['a', false],
      ['b', true],
    ]);

    workspace.write({
      'packages/a/package.json': manifestOfA,
      'packages/b/package.json': manifestOfB,
    });
    workspace.succeed('rm', 'standards.baseline.json');
    workspace.commit('without a baseline');
  });

  it('a skill is scaffolded, named in the configuration, and runs', () => {
    const { exitCode, output } = nx(
      ...['g', '@h-j-petroleum/standards:skill', 'acme:readme-check'],
      ...['--directory', 'tools/acme', '--interactive=false'],
    );
    expect(exitCode, output).toBe(0);
    expect(workspace.files().filter((file) => file.startsWith('tools/'))).toStrictEqual([
      'tools/acme/index.ts',
      'tools/acme/readme-check/readme-check.cases.ts',
      'tools/acme/readme-check/readme-check.md',
      'tools/acme/readme-check/readme-check.test.ts',
      'tools/acme/readme-check/readme-check.ts',
    ]);
    expect(workspace.json('standards.config.json')).toMatchObject({ packs: ['./tools/acme'] });

    const ran = nx('run-many', '-t', 'standards');
    expect(ran.exitCode, ran.output).toBe(0);
    expect(ran.output).toContain('0 enforced, 0 warned, 3 advisory, 0 accepted');
    const { findings } = Object(workspace.json('.standards/report.json'));
    expect(
      findings.map(({ skill, file, message }: Record<string, string>) => [skill, file, message]),
    ).toStrictEqual([
      ['acme:readme-check', 'packages/a/package.json', 'a has no description'],
      ['acme:readme-check', 'packages/b/package.json', 'b has no description'],
      ['acme:readme-check', 'package.json', 'fresh has no description'],
    ]);
    // The pack is read by Node from the sources: a change in it is a change of the gate.
    workspace.replace('tools/acme/readme-check/readme-check.ts', 'has no description', 'is mute');
    const changed = nx('run-many', '-t', 'standards');
    expect(cached(changed.output)).toStrictEqual([]);
    expect(workspace.read('.standards/report.json')).toContain('a is mute');
  });

  it('the skill goes again by its id, and its pack with it', () => {
    const removed = nx('g', '@h-j-petroleum/standards:remove', 'acme:readme-check');
    expect(removed.exitCode, removed.output).toBe(0);
    expect(workspace.files().filter((file) => file.startsWith('tools/'))).toStrictEqual([]);
    expect(workspace.json('standards.config.json')).not.toHaveProperty('packs');
    const ran = nx('run-many', '-t', 'standards');
    expect(ran.exitCode, ran.output).toBe(0);
    expect(ran.output).toContain('0 enforced, 0 warned, 0 advisory, 0 accepted');
  });

  it('what leans on the layout of the house is refused where that is missing, and named', () => {
    const { exitCode, output } = nx('g', '@h-j-petroleum/standards:toolkit-package', 'price-list');
    expect(exitCode).not.toBe(0);
    expect(output).toContain(
      'This workspace has no tsconfig.json, tsconfig.base.json, eslint.config.mjs, vitest.base.mjs.',
    );
    expect(workspace.succeed('git', 'status', '--porcelain').stdout).toBe('');
  });

  it('where it is there, a package is made from the published templates, and removed', () => {
    workspace.write({
      'tsconfig.json': '{\n  "files": [],\n  "references": [{ "path": "./packages/a" }]\n}\n',
      'tsconfig.base.json': '{}\n',
      'eslint.config.mjs': 'export default [];\n',
      'vitest.base.mjs': 'export default {};\n',
    });
    workspace.commit('house');
    const make = () =>
      nx(...['g', '@h-j-petroleum/standards:toolkit-package', 'price-list', '--skip-install']);
    // Nx alone is enough for all but the generators; what they ask for is what mends it.
    const without = make();
    expect(without.exitCode).not.toBe(0);
    expect(without.output).toContain(
      'Cannot import `@nx/devkit`, which generators write with. Install it in the version of `nx`: npx nx add @nx/devkit',
    );
    workspace.succeed('npx', 'nx', 'add', '@nx/devkit');
    workspace.commit('devkit');
    const made = make();
    expect(made.exitCode, made.output).toBe(0);
    expect(workspace.read('libs/toolkit/price-list/src/index.ts')).toContain('createPriceList');
    expect(workspace.json('package.json')).toMatchObject({
      workspaces: ['libs/toolkit/*', 'packages/*'],
    });

    const refused = nx('g', '@h-j-petroleum/standards:pipeline', 'price-feed', '--skip-install');
    expect(refused.exitCode).not.toBe(0);
    expect(refused.output).toMatch(
      /A pipeline builds on \S+, which this workspace does not have\./,
    );

    const removed = nx('g', 'remove', 'libs/toolkit/price-list', '--skip-install');
    expect(removed.exitCode, removed.output).toBe(0);
    expect(workspace.exists('libs')).toBe(false);
    expect(workspace.json('package.json')).toMatchObject({ workspaces: ['packages/*'] });
  });
});
