import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Sandbox } from './sandbox.ts';
import { createSandbox } from './sandbox.ts';

const workspaceBin = join(import.meta.dirname, '../../../node_modules/.bin');

const skill = `import { defineSkill, noOptions } from '@h-j-petroleum/standards';

export const readmeCheck = defineSkill({
  meta: {
    id: 'acme:readme-check',
    title: 'A description in every package',
    description: 'Every package says in its manifest what it is.',
    scope: 'project',
    defaultMode: 'advisory',
    docs: 'readme-check.md',
    messages: { missing: { text: '{name} has no description', why: 'It is read in lists.' } },
    options: noOptions,
    optionDocs: {},
    inputs: { project: ['package.json'], workspace: [] },
  },
  check({ project, report }) {
    if (!project.manifest || typeof project.manifest.data['description'] === 'string') return;
    report({
      message: 'missing',
      data: { name: project.id },
      file: project.manifest.file,
      expected: 'a description',
      actual: 'none',
    });
  },
});
`;

const pack = `import { definePack, openSession, type Pack, type Session } from '@h-j-petroleum/standards';
import { readmeCheck } from './readme-check.js';

const pack: Pack = definePack({ name: 'acme', skills: [readmeCheck] });
export default pack;
export const open = (root: string): Promise<Session> => openSession({ root });
`;

const test = `import { testSkill, type Case } from '@h-j-petroleum/standards/testing';
import { describe, it } from 'node:test';
import { readmeCheck } from './readme-check.js';

const cases: readonly Case[] = [
  { name: 'described', kind: 'valid', tree: { 'package.json': { name: 'one', description: 'One.' } }, findings: [] },
  {
    name: 'mute',
    kind: 'invalid',
    tree: { 'package.json': { name: 'one' } },
    findings: [
      { message: 'missing', project: 'one', file: 'package.json', line: 1, expected: 'a description', actual: 'none' },
    ],
  },
];

testSkill(readmeCheck, cases, {
  describe: (name, body) => void describe(name, body),
  it: (name, body) => void it(name, body),
});
`;

describe('a pack of another repository', () => {
  let consumer: Sandbox;

  beforeAll(() => {
    consumer = createSandbox({
      'package.json': { name: 'acme', private: true, type: 'module' },
      'tsconfig.json': {
        compilerOptions: {
          target: 'es2023',
          module: 'nodenext',
          moduleResolution: 'nodenext',
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          types: ['node'],
          typeRoots: [join(import.meta.dirname, '../../../node_modules/@types')],
          outDir: 'out',
          rootDir: 'src',
        },
        include: ['src'],
      },
      'src/readme-check.ts': skill,
      'src/index.ts': pack,
      'src/readme-check.test.ts': test,
    });
    consumer.succeed('npm', 'install', '--no-audit', '--no-fund', inject('tarball'));
  });
  afterAll(() => consumer?.remove());

  it('gets no packages of ours besides the gate, and no zod', () => {
    expect(consumer.exists('node_modules/@h-j-petroleum/standards/index.d.ts')).toBe(true);
    expect(consumer.exists('node_modules/@h-j-petroleum/standards-engine')).toBe(false);
    expect(consumer.exists('node_modules/zod')).toBe(false);
  });

  it('type-checks against the published types, which are whole', () => {
    const { exitCode, output } = consumer.run(join(workspaceBin, 'tsc'), '--project', '.');
    expect(output).toBe('');
    expect(exitCode).toBe(0);
  });

  it('is not type-checked in vain: a message that the skill has not is refused', () => {
    consumer.write({ 'src/wrong.ts': skill.replace("message: 'missing'", "message: 'mising'") });
    const { exitCode, output } = consumer.run(
      join(workspaceBin, 'tsc'),
      '--project',
      '.',
      '--noEmit',
    );
    consumer.succeed('rm', 'src/wrong.ts');
    expect(output).toContain('src/wrong.ts(');
    expect(output).toContain('"mising"');
    expect(exitCode).not.toBe(0);
  });

  it('is tested by the harness that the gate ships', () => {
    const { exitCode, output } = consumer.run(
      process.execPath,
      '--test',
      'out/readme-check.test.js',
    );
    expect(exitCode, output).toBe(0);
    expect(output).toMatch(/pass 7/);
  });

  it('is loaded by the command line', () => {
    consumer.write({ 'standards.config.json': { packs: ['./out'] } });
    const { stdout, output } = consumer.run(
      ...(['standards', 'check', '--skill', 'acme:readme-check', '--format', 'json'] as const),
    );
    expect(JSON.parse(stdout), output).toMatchObject({
      findings: [
        { skill: 'acme:readme-check', file: 'package.json', message: 'acme has no description' },
      ],
      exitCode: 0,
    });
  });

  it('reports and graduates by what it recorded', () => {
    consumer.write({ '.gitignore': 'node_modules/\n' });
    consumer.commit('recorded');
    consumer.run('standards', 'check', '--skill', 'acme:readme-check');
    const report = consumer.run('standards', 'report', '--format', 'json');
    expect(JSON.parse(report.stdout), report.output).toMatchObject({
      workspace: 'acme',
      counted: { runs: 1, commits: 1, damagedLines: 0 },
      pairs: [{ skill: 'acme:readme-check', project: 'acme', mode: 'advisory', open: 1 }],
    });
    const page = consumer.run('standards', 'report', '--format', 'html');
    expect(page.stdout).toMatch(/^<!doctype html>\n/);
    const graduated = consumer.run('standards', 'graduate', '--skill', 'acme:readme-check');
    expect(graduated.output).toContain('✗ It was judged on 1 commit; 10 are needed.');
    expect(graduated.exitCode).toBe(0);
  });

  it('runs on the Node that is there, 20 or later', () => {
    const node = otherNode();
    const bin = join(consumer.root, 'node_modules/@h-j-petroleum/standards/bin.js');
    const help = spawnSync(node, [bin, '--help'], { cwd: consumer.root, encoding: 'utf8' });
    expect(help.status, help.stderr).toBe(0);
    expect(help.stdout).toContain('Usage: standards');
    expect(help.stderr).toBe('');
    const check = spawnSync(
      node,
      [bin, 'check', '--skill', 'deps:file-protocol-check', '--format', 'json'],
      {
        cwd: consumer.root,
        encoding: 'utf8',
      },
    );
    expect(JSON.parse(check.stdout), check.stderr).toMatchObject({
      findings: [{ skill: 'deps:file-protocol-check', file: 'package.json' }],
    });
  });

  it('every file that the manifest names is in the package', () => {
    const root = join(consumer.root, 'node_modules/@h-j-petroleum/standards');
    const text = readFileSync(join(root, 'package.json'), 'utf8');
    const named = [...text.matchAll(/"(\.\/[^"]+)"/g)].map(([, path = '']) => path);
    const files = named.filter((path) => /\.(?:js|ts|json)$/.test(path));
    expect(files).toContain('./nx/plugin.js');
    expect(
      files.filter((path) => !consumer.exists(`node_modules/@h-j-petroleum/standards/${path}`)),
    ).toStrictEqual([]);
    expect(text).not.toContain('standards-engine');
  });
});

/** Another Node of the machine, 20 or later, where there is one: the workspace's own is not the only one that is used. */
function otherNode(): string {
  for (const folder of (process.env['PATH'] ?? '').split(':')) {
    if (folder.includes('node_modules')) continue;
    const node = join(folder, 'node');
    const { stdout } = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' });
    if (Number.parseInt(stdout ?? '', 10) >= 20) return node;
  }
  return process.execPath;
}
