import { defineSkill } from '@h-j-petroleum/standards-engine';
import { describe, expect, it } from 'vitest';
import { noOptions } from '../no-options.ts';
import { isWide } from './wide-skills.ts';

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

describe('isWide', () => {
  it('holds for a project skill whose own inputs are read of all projects', () => {
    expect(isWide(skill('project', ['package.json'], ['**/package.json', '.npmrc']))).toBe(true);
  });

  it('holds without any input of its own project', () => {
    expect(isWide(skill('project', [], ['**/package.json']))).toBe(true);
  });

  it('does not hold where it also reads something of its own project alone', () => {
    expect(isWide(skill('project', ['package.json', 'src/**/*'], ['**/package.json']))).toBe(false);
  });

  it('holds for one that says so, where it reads files of other projects', () => {
    const { meta, ...rest } = skill('project', ['src/**/*'], ['**/package.json']);
    const inputs = { ...meta.inputs, wide: true };
    expect(isWide({ ...rest, meta: { ...meta, inputs } })).toBe(true);
    expect(isWide({ ...rest, meta: { ...meta, inputs: { ...inputs, workspace: [] } } })).toBe(
      false,
    );
  });

  it('does not hold for files of the root, which no other project has', () => {
    expect(isWide(skill('project', [], ['package.json']))).toBe(false);
  });

  it('does not hold for a skill that the root runs anyway', () => {
    expect(isWide(skill('workspace', ['package.json'], ['**/package.json']))).toBe(false);
  });
});
