import { describe, expect, it } from 'vitest';
import { createConfig } from '../config/load-config.ts';
import type { AnySkill, CheckContext } from '../contract/skill.ts';
import { readWorkspace } from '../readers/read-workspace.ts';
import { toySkill } from '../testing/toy-skill.ts';
import { memoryFiles } from '../workspace/memory-files.ts';
import { check } from './check.ts';
import { createGate } from './gate.ts';
import { runningCheck } from './running.ts';

// A pack in JavaScript has no types, so its check is any function at all.
type Check = (context: CheckContext) => void;

/** What came of the toy skill with another check, on a package of its own beside one that is untidy. */
async function outcomesOf(body: Check) {
  const rogue: AnySkill = {
    meta: { ...toySkill.meta, id: 'rogue:check' },
    check: (context) => body(context),
  };
  const skills: readonly AnySkill[] = [rogue, toySkill];
  const workspace = await readWorkspace(
    memoryFiles({
      'package.json': '{ "name": "root", "workspaces": ["a"], "tidy": true }',
      'a/package.json': '{ "name": "a" }',
    }),
    { root: '/' },
  );
  const gate = createGate({ workspace, skills, config: createConfig(undefined, skills) });
  const part = await check({ workspace, gate });
  return {
    crashed: part.crashed,
    findings: part.findings.map(({ skill, project }) => [skill, project]),
    reasons: [
      ...new Set(
        part.outcomes.flatMap(({ skill, outcome, reason }) =>
          skill === 'rogue:check' ? [`${outcome}: ${reason}`] : [],
        ),
      ),
    ],
  };
}

const whole = { message: 'untidy', file: 'package.json', expected: 'x', actual: 'y' };

describe('a skill that breaks the contract crashes by name, and nothing it said is believed', () => {
  it.each<[string, Check, string]>([
    [
      'reports nothing at all',
      ({ report }) => report(Object(null)),
      'reported `undefined` with a `file` that is no text',
    ],
    [
      'gives no file',
      ({ report }) => report(Object({ ...whole, file: undefined })),
      'reported `untidy` with a `file` that is no text',
    ],
    [
      'gives an object for a text',
      ({ report }) => report(Object({ ...whole, actual: {} })),
      'reported `untidy` with a `actual` that is no text',
    ],
    [
      'gives no number for a line',
      ({ report }) => report({ ...whole, at: { line: Number.NaN } }),
      'reported `untidy` with an `at` that is neither a line nor a path',
    ],
    [
      'gives data that no report can hold',
      ({ report }) => report(Object({ ...whole, data: { name: 5n } })),
      'reported `untidy` with `data` other than texts, numbers and booleans',
    ],
    [
      'speaks of a project of its own making',
      ({ report, project }) => report({ ...whole, project: { ...project, id: 'other' } }),
      'spoke of a project that is none of the workspace',
    ],
    [
      'passes itself',
      ({ conclude }) => conclude(Object({ outcome: 'pass', reason: 'All is well.' })),
      'concluded with `pass`, which is not for a skill to say',
    ],
    [
      'gives no reason',
      ({ conclude }) => conclude(Object({ outcome: 'not-applicable' })),
      'concluded without a reason',
    ],
  ])('one that %s', async (_, body, reason) => {
    const { crashed, findings, reasons } = await outcomesOf(body);
    expect(crashed).toBe(true);
    expect(reasons).toEqual([`error: The check crashed: Error: ${reason}`]);
    expect(findings).toEqual([['toy:tidy-check', 'a']]);
  });

  it('one that takes projects off the workspace', async () => {
    const { crashed, findings, reasons } = await outcomesOf(({ workspace }) => {
      Reflect.apply(Array.prototype.pop, workspace.projects, []);
    });
    expect(crashed).toBe(true);
    expect(reasons).toEqual([expect.stringMatching(/^error: The check crashed: TypeError: /)]);
    expect(findings).toEqual([['toy:tidy-check', 'a']]);
  });

  it('one that throws what throws when it is looked at', async () => {
    const { reasons } = await outcomesOf(() => {
      throw Object.defineProperty(new Error(), 'message', {
        get() {
          throw new Error('again');
        },
      });
    });
    expect(reasons).toEqual(['error: The check crashed: something that cannot be shown']);
  });
});

describe('the check that runs', () => {
  it('is known by skill and project', async () => {
    const seen: unknown[] = [];
    await outcomesOf(() => void seen.push(runningCheck()));
    expect(seen).toEqual([
      { skill: 'rogue:check', project: 'root' },
      { skill: 'rogue:check', project: 'a' },
    ]);
  });
});
