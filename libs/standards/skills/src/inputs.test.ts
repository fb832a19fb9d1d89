import type {
  AnySkill,
  Files,
  Measured,
  Project,
  Workspace,
} from '@h-j-petroleum/standards-engine';
import {
  check,
  createConfig,
  createGate,
  joinPath,
  matchesGlob,
  memoryFiles,
  parseConfigInput,
  readWorkspace,
} from '@h-j-petroleum/standards-engine';
import type { Case } from '@h-j-petroleum/standards-engine/testing';
import { caseBase, textsOf } from '@h-j-petroleum/standards-engine/testing';
import { describe, expect, it } from 'vitest';
import { cases as openapiCases } from './api/openapi-check/openapi-check.cases.ts';
import { openapiCheck } from './api/openapi-check/openapi-check.ts';
import { cases as fileProtocolCases } from './deps/file-protocol-check/file-protocol-check.cases.ts';
import { fileProtocolCheck } from './deps/file-protocol-check/file-protocol-check.ts';
import { cases as undeclaredCases } from './deps/undeclared-check/undeclared-check.cases.ts';
import { undeclaredCheck } from './deps/undeclared-check/undeclared-check.ts';
import { cases as versionCases } from './deps/version-check/version-check.cases.ts';
import { versionCheck } from './deps/version-check/version-check.ts';
import { cases as readmeCases } from './docs/readme-check/readme-check.cases.ts';
import { readmeCheck } from './docs/readme-check/readme-check.ts';
import { cases as otelCases } from './obs/otel-check/otel-check.cases.ts';
import { otelCheck } from './obs/otel-check/otel-check.ts';
import { cases as latencyCases } from './perf/api-latency/api-latency.cases.ts';
import { apiLatency } from './perf/api-latency/api-latency.ts';
import { cases as bundleCases } from './perf/bundle-budget/bundle-budget.cases.ts';
import { bundleBudget } from './perf/bundle-budget/bundle-budget.ts';
import { cases as lighthouseCases } from './perf/lighthouse/lighthouse.cases.ts';
import { lighthouse } from './perf/lighthouse/lighthouse.ts';
import { cases as manifestCases } from './pkg/manifest-check/manifest-check.cases.ts';
import { manifestCheck } from './pkg/manifest-check/manifest-check.ts';
import { cases as typesCases } from './pkg/types-check/types-check.cases.ts';
import { typesCheck } from './pkg/types-check/types-check.ts';
import { cases as changesetCases } from './repo/changeset-check/changeset-check.cases.ts';
import { changesetCheck } from './repo/changeset-check/changeset-check.ts';
import { cases as ciCases } from './repo/ci-check/ci-check.cases.ts';
import { ciCheck } from './repo/ci-check/ci-check.ts';
import { cases as layeringCases } from './repo/layering-check/layering-check.cases.ts';
import { layeringCheck } from './repo/layering-check/layering-check.ts';
import { cases as workspaceCases } from './repo/workspace-check/workspace-check.cases.ts';
import { workspaceCheck } from './repo/workspace-check/workspace-check.ts';

/**
 * A result stays in Nx's cache as long as no input changes. So a file that is no input must be of no matter: in every case
 * of every skill each such file is taken away, and written anew, and nothing may come of it.
 */

const skills: readonly (readonly [AnySkill, readonly Case[]])[] = [
  [openapiCheck, openapiCases],
  [fileProtocolCheck, fileProtocolCases],
  [undeclaredCheck, undeclaredCases],
  [versionCheck, versionCases],
  [readmeCheck, readmeCases],
  [otelCheck, otelCases],
  [apiLatency, latencyCases],
  [bundleBudget, bundleCases],
  [lighthouse, lighthouseCases],
  [manifestCheck, manifestCases],
  [typesCheck, typesCases],
  [changesetCheck, changesetCases],
  [ciCheck, ciCases],
  [layeringCheck, layeringCases],
  [workspaceCheck, workspaceCases],
];

function configOf(skill: AnySkill, { config, options }: Case) {
  const setting = options === undefined ? {} : { [skill.meta.id]: { options } };
  const input = { ...config, skills: { ...config?.skills, ...setting } };
  return createConfig(parseConfigInput(input), [skill]);
}

/** What is said of each project, and what it is said of. */
async function judge(skill: AnySkill, given: Case, texts: Record<string, string>) {
  const files: Files = memoryFiles(texts);
  const workspace = await readWorkspace(files, {
    root: '/',
    ...(given.reader ? { reader: given.reader } : {}),
  });
  const config = configOf(skill, given);
  // That a record does not hold any more when what was measured changes is the engine's matter.
  const measured = (_: AnySkill, { id }: Project): Measured =>
    given.measured?.[id] ?? { state: 'missing' };
  const gate = createGate({ workspace, config, skills: [skill], measured, base: caseBase(given) });
  const part = await check({ workspace, gate });
  const said = new Map<string, unknown>();
  for (const { id } of workspace.projects) {
    said.set(id, [
      part.outcomes
        .filter((row) => row.skill === skill.meta.id && row.project === id)
        .map(({ outcome, reason }) => [outcome, reason]),
      part.findings
        .filter((row) => row.skill === skill.meta.id && row.project === id)
        .map(({ fingerprint, line, fixable, expected }) => [fingerprint, line, fixable, expected]),
    ]);
  }
  return { workspace, said, options: config.optionsOf(skill) };
}

function inputsOf(skill: AnySkill, workspace: Workspace, project: Project, options: unknown) {
  const { inputs } = skill.meta;
  const own = skill.inputsOf?.({ workspace, project, options }) ?? inputs.project;
  return [
    'standards.config.json',
    ...inputs.workspace,
    ...own.map((glob) => joinPath(project.root, glob)),
  ];
}

describe.each(skills)('$meta.id', (skill, cases) => {
  it.each(cases)('$name', async (given) => {
    const texts = textsOf(given.tree);
    const { workspace, said, options } = await judge(skill, given, texts);
    const whole = skill.meta.scope === 'workspace';
    for (const project of whole ? [workspace.rootProject] : workspace.projects) {
      const inputs = inputsOf(skill, workspace, project, options);
      for (const path of Object.keys(texts)) {
        if (matchesGlob(path, inputs)) continue;
        const { [path]: _, ...without } = texts;
        for (const changed of [without, { ...texts, [path]: '{"module.exports": "changed"}' }]) {
          const after = await judge(skill, given, changed);
          const all = whole ? [...said.keys()] : [project.id];
          for (const id of all) expect(after.said.get(id), `${path}, ${id}`).toEqual(said.get(id));
        }
      }
    }
  });
});
