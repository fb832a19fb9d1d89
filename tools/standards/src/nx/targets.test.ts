import { execFileSync } from 'node:child_process';
import { defineSkill } from '@h-j-petroleum/standards-engine';
import { describe, expect, it } from 'vitest';
import { noOptions } from '../no-options.ts';
import { standardsTargets, type TargetRequest } from './targets.ts';

function skill(scope: 'project' | 'workspace', project: string[], workspace: string[]) {
  return defineSkill({
    meta: {
      id: 'acme:some-check',
      title: 'Some',
      description: 'Some.',
      scope,
      defaultMode: 'enforce',
      docs: 'some.md',
      messages: { wrong: { text: 'wrong', why: 'It is.' } },
      options: noOptions,
      optionDocs: {},
      inputs: { project, workspace },
    },
    check: () => undefined,
  });
}

const request: TargetRequest = {
  targetName: 'standards',
  projectRoot: 'libs/@acme/a',
  skills: [
    skill('project', ['src/**/*', '!src/**/*.snap'], ['.npmrc']),
    skill('workspace', ['own.txt'], ['**/*.ts']),
    skill('project', ['package.json'], ['**/package.json', 'rush.json']),
  ],
  wideInputs: [],
  projectInputs: ({ meta }) => meta.inputs.project,
  configuration: ['standards.config.json', 'standards.baseline.json'],
  extraInputs: ['{workspaceRoot}/tools/gate/**/*'],
  versions: ['@h-j-petroleum/standards@1.2.3'],
  comparedWith: undefined,
  measured: [],
  waived: false,
};

describe('a waived project', () => {
  it('is judged anew on another day', () => {
    const inputsOf = (waived: boolean) =>
      standardsTargets({ ...request, waived }).targets['standards']?.inputs;
    const day = { runtime: 'node -p "new Date().toISOString().slice(0,10)"' };
    expect(inputsOf(true)).toContainEqual(day);
    expect(inputsOf(false)).not.toContainEqual(day);
    const [command = '', ...args] = ['node', '-p', 'new Date().toISOString().slice(0,10)'];
    expect(execFileSync(command, args, { encoding: 'utf8' })).toMatch(/^\d{4}-\d{2}-\d{2}\n$/);
  });
});

describe('standardsTargets', () => {
  it('takes what a skill of the whole workspace tells of itself from the whole workspace', () => {
    const whole = { ...skill('workspace', ['**/*'], ['once.txt']), inputsOf: () => ['**/*.md'] };
    const { targets } = standardsTargets({
      ...{ ...request, skills: [whole], projectRoot: '', configuration: [], extraInputs: [] },
      projectInputs: () => ['**/*.md'],
    });
    expect(targets['standards']?.inputs).toStrictEqual([
      ...['{workspaceRoot}/**/*.md', '{workspaceRoot}/once.txt', { externalDependencies: [] }],
    ]);
  });

  it('takes for a project what its own skills read, and hides what reaches into other projects', () => {
    expect(standardsTargets(request)).toStrictEqual({
      targets: {
        standards: {
          executor: '@h-j-petroleum/standards:check',
          cache: true,
          inputs: [
            '!{projectRoot}/src/**/*.snap',
            '{projectRoot}/package.json',
            '{projectRoot}/src/**/*',
            '{workspaceRoot}/.npmrc',
            '{workspaceRoot}/standards.baseline.json',
            '{workspaceRoot}/standards.config.json',
            '{workspaceRoot}/tools/gate/**/*',
            { input: 'standardsUnseen' },
            { externalDependencies: [] },
          ],
          outputs: ['{workspaceRoot}/.standards/outcomes/libs~%40acme~a.json'],
          options: { versions: ['@h-j-petroleum/standards@1.2.3'] },
          metadata: {
            description: 'Judges this project by the standards',
            technologies: ['standards'],
          },
        },
      },
      namedInputs: {
        standardsUnseen: ['{workspaceRoot}/**/package.json', '{workspaceRoot}/rush.json'],
      },
    });
  });

  it('takes for the root what all skills read, in the open, so that Nx sees what affects it', () => {
    const wideInputs = ['libs/b/**/*'];
    expect(standardsTargets({ ...request, wideInputs })).toStrictEqual(standardsTargets(request));
    const withWide = standardsTargets({ ...request, wideInputs, projectRoot: '' });
    expect(withWide.targets['standards']?.inputs).toContain('{workspaceRoot}/libs/b/**/*');
    const { targets, namedInputs } = standardsTargets({ ...request, projectRoot: '' });
    expect(namedInputs).toBeUndefined();
    expect(targets['standards']?.inputs).toStrictEqual([
      '!{projectRoot}/src/**/*.snap',
      '{projectRoot}/own.txt',
      '{projectRoot}/package.json',
      '{projectRoot}/src/**/*',
      '{workspaceRoot}/**/*.ts',
      '{workspaceRoot}/**/package.json',
      '{workspaceRoot}/.npmrc',
      '{workspaceRoot}/rush.json',
      '{workspaceRoot}/standards.baseline.json',
      '{workspaceRoot}/standards.config.json',
      '{workspaceRoot}/tools/gate/**/*',
      { externalDependencies: [] },
    ]);
    expect(targets['standards']?.outputs).toStrictEqual([
      '{workspaceRoot}/.standards/outcomes/~.json',
    ]);
    expect(targets['standards']?.metadata.description).toBe(
      'Judges the workspace as a whole, and its root, by the standards',
    );
  });

  it('hides nothing that another skill shows anyway', () => {
    const { targets, namedInputs } = standardsTargets({
      ...request,
      skills: [
        skill('project', ['package.json'], ['**/package.json']),
        skill('project', ['a.txt'], ['**/package.json']),
      ],
      configuration: [],
      extraInputs: [],
    });
    expect(namedInputs).toBeUndefined();
    expect(targets['standards']?.inputs).toStrictEqual([
      '{projectRoot}/a.txt',
      '{projectRoot}/package.json',
      '{workspaceRoot}/**/package.json',
      { externalDependencies: [] },
    ]);
  });

  it('has what is measured come first, recorded and not cached by Nx', () => {
    const { targets } = standardsTargets({
      ...request,
      measured: [{ skill: 'acme:speed-check', dependsOn: ['build', '^build'] }],
    });
    expect(targets['standards']?.dependsOn).toStrictEqual(['standards-acme-speed-check']);
    expect(targets['standards']?.inputs).toContainEqual({
      dependentTasksOutputFiles: '.standards/measured/**/*',
    });
    expect(targets['standards-acme-speed-check']).toStrictEqual({
      executor: '@h-j-petroleum/standards:measure',
      cache: false,
      dependsOn: ['build', '^build'],
      outputs: ['{workspaceRoot}/.standards/measured/acme~speed-check/libs~%40acme~a.json'],
      options: { skill: 'acme:speed-check' },
      metadata: {
        description: 'Measures what acme:speed-check judges here',
        technologies: ['standards'],
      },
    });
    expect(standardsTargets(request).targets['standards']?.dependsOn).toBeUndefined();
  });

  it('has the name that is asked for', () => {
    expect(Object.keys(standardsTargets({ ...request, targetName: 'gate' }).targets)).toStrictEqual(
      ['gate'],
    );
  });

  it('takes for a project that is compared where its base is, and nothing of it for others', () => {
    const inputsOf = (comparedWith: string | undefined) =>
      standardsTargets({ ...request, comparedWith }).targets['standards']?.inputs?.filter(
        (input) => typeof input === 'object' && ('env' in input || 'runtime' in input),
      );
    expect(inputsOf('release/1')).toEqual([
      { env: 'NX_BASE' },
      { runtime: 'git merge-base HEAD release/1' },
      { runtime: 'git merge-base HEAD origin/release/1' },
    ]);
    expect(inputsOf(undefined)).toEqual([]);
    expect(inputsOf('main; rm -r x')).toEqual([]);
  });
});
