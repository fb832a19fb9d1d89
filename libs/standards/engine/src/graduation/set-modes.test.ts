import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConfig, parseConfigInput } from '../config/load-config.ts';
import type { Mode } from '../contract/skill.ts';
import { modes } from '../contract/skill.ts';
import { tolerantJson } from '../readers/sources/json-with-comments.ts';
import { toySkill, toyWideSkill } from '../testing/toy-skill.ts';
import type { Project } from '../workspace/workspace.ts';
import type { Decision } from './decide.ts';
import { evidenceOf } from './evidence.ts';
import type { SkillGraduation } from './graduate.ts';
import { setModes } from './set-modes.ts';

const skills = [toySkill, toyWideSkill];
const projectOf = (id: string, root = `libs/${id}`): Project => ({
  ...{ id, name: id, root, manifest: undefined, tags: [] },
});
const projects = ['a', 'b', 'c'].map((id) => projectOf(id));

const nothing = evidenceOf([]);

/** Modes by project; `indifferent` is a project in which there was nothing to check. */
function graduated(
  changes: Readonly<Record<string, readonly [Mode, Mode] | 'indifferent'>>,
  skill = 'toy:tidy-check',
): SkillGraduation {
  return {
    skill,
    overall: { evidence: nothing, everything: nothing, crashing: 0, silencing: 0 },
    decisions: Object.entries(changes).map(([project, given]): Decision => {
      const [from, to] = given === 'indifferent' ? (['warn', 'warn'] as const) : given;
      return {
        ...{ skill, project, from, to, reason: '', criteria: [], hold: undefined },
        change: from === to ? 'stay' : modes.indexOf(to) > modes.indexOf(from) ? 'raise' : 'lower',
        evidence: given === 'indifferent' ? nothing : { ...nothing, commits: 1 },
      };
    }),
  };
}

const edit = (text: string | undefined, ...parts: SkillGraduation[]): string =>
  setModes({ text, skills, projects, graduated: parts });

const all = (from: Mode, to: Mode) => ({ a: [from, to], b: [from, to], c: [from, to] }) as const;

describe('where all projects agree', () => {
  it('the mode of the skill changes, and nothing else: comments and form stay', () => {
    expect(
      edit(
        `{
  // what we hold
  "skills": {
    "toy:tidy-check": "advisory", // new in March
    "toy:twin-check": { "mode": "warn", "options": {} },
  },
}
`,
        graduated(all('advisory', 'warn')),
        graduated(all('warn', 'enforce'), 'toy:twin-check'),
      ),
    ).toBe(`{
  // what we hold
  "skills": {
    "toy:tidy-check": "warn", // new in March
    "toy:twin-check": { "mode": "enforce", "options": {} },
  },
}
`);
  });

  it('a skill that is not named is named', () => {
    expect(edit('{\n\t"defaultMode": "advisory"\n}', graduated(all('advisory', 'warn')))).toBe(
      '{\n\t"defaultMode": "advisory",\n\t"skills": {\n\t\t"toy:tidy-check": "warn"\n\t}\n}',
    );
    expect(edit(undefined, graduated(all('enforce', 'warn')))).toBe(
      '{\n  "skills": {\n    "toy:tidy-check": "warn"\n  }\n}\n',
    );
  });

  it('those in which there was nothing to check agree', () => {
    expect(
      edit(
        '{ "skills": { "toy:tidy-check": "warn" } }',
        graduated({ a: ['warn', 'enforce'], b: 'indifferent', c: ['warn', 'enforce'] }),
      ),
    ).toBe('{ "skills": { "toy:tidy-check": "enforce" } }');
  });

  it('under one entry of `projects`, that entry changes', () => {
    expect(
      edit(
        '{ "skills": { "toy:tidy-check": { "mode": "enforce", "projects": { "libs/{a,b}": "advisory" } } } }',
        graduated({ a: ['advisory', 'warn'], b: ['advisory', 'warn'], c: ['enforce', 'enforce'] }),
      ),
    ).toBe(
      '{ "skills": { "toy:tidy-check": { "mode": "enforce", "projects": { "libs/{a,b}": "warn" } } } }',
    );
  });
});

describe('where they do not', () => {
  it('a project gets an entry of its own', () => {
    expect(
      edit(
        `{
  "skills": {
    "toy:tidy-check": "advisory"
  }
}
`,
        graduated({ ...all('advisory', 'advisory'), b: ['advisory', 'warn'] }),
      ),
    ).toBe(`{
  "skills": {
    "toy:tidy-check": {
      "mode": "advisory",
      "projects": {
        "b": "warn"
      }
    }
  }
}
`);
    expect(edit('{}', graduated({ ...all('enforce', 'enforce'), b: ['enforce', 'warn'] }))).toBe(
      '{\n  "skills": {\n    "toy:tidy-check": {\n      "projects": {\n        "b": "warn"\n      }\n    }\n  }\n}',
    );
  });

  it('the entry that a project has is moved to the end where a later one would hold', () => {
    const text =
      '{ "skills": { "toy:tidy-check": { "mode": "enforce", "projects": { "a": "warn", "libs/*": "advisory" } } } }';
    const edited = edit(
      text,
      graduated({ ...all('advisory', 'advisory'), a: ['advisory', 'warn'] }),
    );
    expect(tolerantJson(edited)).toEqual({
      skills: {
        'toy:tidy-check': { mode: 'enforce', projects: { 'libs/*': 'advisory', a: 'warn' } },
      },
    });
    expect(Object.keys(Object(tolerantJson(edited)).skills['toy:tidy-check'].projects)).toEqual([
      'libs/*',
      'a',
    ]);
  });
});

it('changes nothing where nothing follows', () => {
  const text = '{"skills":{"toy:tidy-check":"warn"},}';
  expect(edit(text, graduated(all('warn', 'warn')))).toBe(text);
  expect(edit(text)).toBe(text);
});

it('refuses what a name cannot tell apart', () => {
  const twins = [projectOf('x', 'y'), projectOf('y', 'x')];
  expect(() =>
    setModes({
      text: '{ "skills": { "toy:tidy-check": "warn" } }',
      skills,
      projects: twins,
      graduated: [graduated({ x: ['warn', 'enforce'], y: ['warn', 'warn'] })],
    }),
  ).toThrow('The mode of toy:tidy-check on x cannot be told apart');
});

it('sets exactly the modes that follow, whatever the configuration is', () => {
  const mode = fc.constantFrom(...modes);
  const globs = fc.constantFrom('a', 'b', 'libs/*', 'libs/a', '*', '{b,c}');
  fc.assert(
    fc.property(
      fc.oneof(
        mode,
        fc.record(
          { mode, projects: fc.dictionary(globs, mode, { maxKeys: 4 }) },
          { requiredKeys: [] },
        ),
      ),
      fc.array(mode, { minLength: 3, maxLength: 3 }),
      (setting, wanted) => {
        const text = JSON.stringify({ skills: { 'toy:tidy-check': setting } }, null, 2);
        const before = createConfig(parseConfigInput(tolerantJson(text)), skills);
        const changes = Object.fromEntries(
          projects.map((project, at) => [
            project.id,
            [before.modeOf(toySkill, project), wanted[at] ?? 'off'] as const,
          ]),
        );
        const after = createConfig(
          parseConfigInput(tolerantJson(edit(text, graduated(changes)))),
          skills,
        );
        expect(projects.map((project) => after.modeOf(toySkill, project))).toEqual(wanted);
      },
    ),
  );
});
