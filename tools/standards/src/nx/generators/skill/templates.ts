export type SkillScope = 'project' | 'workspace';

export interface SkillTemplate {
  readonly pack: string;
  readonly name: string;
  /** The folder that holds a folder a skill, relative to the workspace's root. */
  readonly directory: string;
  readonly scope: SkillScope;
  /** The package that the skill has its contract from: the published gate, or the engine for a pack that is a package here. */
  readonly contract: '@h-j-petroleum/standards' | '@h-j-petroleum/standards-engine';
  /** Where its page stands, relative to the workspace's root. */
  readonly page: string;
  /** How findings lead to the page. */
  readonly docs: string;
}

/** The files of a new skill, by path. It checks that packages have a description: small, real, and easy to replace. */
export function skillFiles(template: SkillTemplate): Record<string, string> {
  const { name, directory, page } = template;
  const folder = `${directory}/${name}`;
  return {
    [`${folder}/${name}.ts`]: skillSource(template),
    [`${folder}/${name}.cases.ts`]: casesSource(template),
    [`${folder}/${name}.test.ts`]: testSource(template),
    [page]: pageText(template),
  };
}

/** `readme-check` as a variable: `readmeCheck`. */
export function variableOf(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_dash, letter: string) => letter.toUpperCase());
}

function skillSource({
  pack,
  name,
  directory,
  scope,
  contract,
  docs,
  page,
}: SkillTemplate): string {
  const builtIn = contract === '@h-j-petroleum/standards-engine';
  const body = `if (!one.manifest) continue;
      const { description } = one.manifest.data;
      if (typeof description === 'string' && description.trim() !== '') continue;
      report({
        message: 'missing',
        data: { name: one.id },
        file: one.manifest.file,
        expected: 'a description',
        actual: typeof description === 'string' ? 'an empty one' : 'none',
        project: one,
      });`;
  const subjects = scope === 'workspace' ? 'workspace.projects' : '[project]';
  const context = scope === 'workspace' ? 'workspace, report' : 'project, report';
  // A workspace that merely uses the gate need not have zod.
  const imports = builtIn
    ? `import { defineSkill } from '${contract}';\nimport * as z from 'zod/mini';`
    : `import { defineSkill, noOptions } from '${contract}';`;
  return `${imports}

/** See ${page.startsWith(directory) ? `${name}.md` : page}. */
export const ${variableOf(name)} = defineSkill({
  meta: {
    id: '${pack}:${name}',
    title: 'A description in every package',
    description: 'Every package says in its manifest what it is.',
    scope: '${scope}',
    defaultMode: 'advisory',
    docs: '${docs}',
    messages: {
      missing: {
        text: '{name} has no description',
        why: 'Whoever finds the package in a list learns from it whether to look further.',
      },
    },
    options: ${builtIn ? 'z.strictObject({})' : 'noOptions'},
    optionDocs: {},
    inputs: ${scope === 'workspace' ? "{ project: [], workspace: ['**/package.json'] }" : "{ project: ['package.json'], workspace: [] }"},
  },
  check({ ${context} }) {
    for (const one of ${subjects}) {
      ${body}
    }
  },
});
`;
}

function casesSource({ contract }: SkillTemplate): string {
  return `import type { Case } from '${contract}/testing';

export const cases: readonly Case[] = [
  {
    name: 'a description',
    kind: 'valid',
    tree: { 'package.json': { name: 'one', description: 'The one.' } },
    findings: [],
  },
  {
    name: 'no description',
    kind: 'invalid',
    tree: { 'package.json': { name: 'one' } },
    findings: [
      {
        message: 'missing',
        project: 'one',
        file: 'package.json',
        line: 1,
        expected: 'a description',
        actual: 'none',
      },
    ],
  },
  {
    name: 'a description without a word',
    kind: 'invalid',
    tree: { 'package.json': { name: 'one', description: ' ' } },
    findings: [
      {
        message: 'missing',
        project: 'one',
        file: 'package.json',
        line: 1,
        expected: 'a description',
        actual: 'an empty one',
      },
    ],
  },
];
`;
}

function testSource({ name, contract }: SkillTemplate): string {
  return `import { testSkill } from '${contract}/testing';
import { describe, it } from 'vitest';
import { cases } from './${name}.cases.ts';
import { ${variableOf(name)} } from './${name}.ts';

testSkill(${variableOf(name)}, cases, { describe, it });
`;
}

function pageText({ pack, name }: SkillTemplate): string {
  return `# ${pack}:${name}

Every package says in its manifest what it is.

## Why

Whoever finds the package in a list learns from it whether to look further.

## Findings

### \`missing\`

The manifest has no \`description\`, or an empty one.

## Options

None.

## Fix

None: only a person knows what the package is.

## Examples

Failing: \`{ "name": "one" }\`

Passing: \`{ "name": "one", "description": "The one." }\`
`;
}
