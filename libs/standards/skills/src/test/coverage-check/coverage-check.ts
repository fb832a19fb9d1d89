import {
  createProjectIndex,
  defineSkill,
  ignoring,
  sourceFiles,
  type CheckContext,
} from '@h-j-petroleum/standards-engine';
import { matchingSettings } from '../../measured/matching-settings.ts';
import { factsSchema } from './measure/facts.ts';
import { messages } from './messages.ts';
import { optionDocs, options, type CoverageOptions } from './options.ts';

const sources = ['**/package.json', '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,vue,svelte,astro}'];

/** What was changed is run by tests. */
export const coverageCheck = defineSkill({
  meta: {
    id: 'test:coverage-check',
    title: 'Changes that tests run',
    description: 'Tests run the lines of code that a change adds or alters.',
    scope: 'project',
    defaultMode: 'advisory',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/test/coverage-check.md',
    messages,
    options,
    optionDocs,
    inputs: { project: sources, workspace: ['package.json', 'pnpm-workspace.yaml', '.gitignore'] },
  },
  inputsOf: ({ project, options: given }) =>
    matchingSettings(project, given.projects).length > 0 ? sources : ['package.json'],
  comparesWithBase: ({ project, options: given }) =>
    matchingSettings(project, given.projects).length > 0,
  check,
  measure: {
    appliesTo: ({ project, options: given }) =>
      matchingSettings(project, given.projects).length > 0,
    judges: ({ project, options: given }) =>
      matchingSettings(project, given.projects).at(-1)?.judges ?? [],
    dependsOn: ({ project, options: given }) =>
      matchingSettings(project, given.projects).at(-1)?.dependsOn ?? [],
    timeoutMs: 1_800_000,
    load: async () => (await import('./measure/measure.ts')).measureCoverage,
  },
});

async function check(context: CheckContext<typeof messages, CoverageOptions>): Promise<void> {
  const { workspace, project, options: given, measured, report, conclude } = context;
  if (matchingSettings(project, given.projects).length === 0) {
    const reason = 'Nothing says where its coverage comes from (option `projects`).';
    return conclude({ outcome: 'not-applicable', reason });
  }
  // What keeps it from being measured is told by the engine.
  if (measured === undefined) return;
  const facts = factsSchema.safeParse(measured);
  if (!facts.success) {
    const reason =
      'It was measured by another version of this skill. Run `standards measure test:coverage-check --again`.';
    return conclude({ outcome: 'not-supported', reason });
  }
  const base = await context.base?.();
  if (base?.state !== 'known') {
    const reason = `It is not known what was changed: ${base?.reason ?? 'nothing tells.'}`;
    return conclude({ outcome: 'not-supported', reason });
  }
  const { judgeChange, rangesOf } = await import('./judge/uncovered.ts');
  const there = new Set(
    sourceFiles(workspace.files, project, createProjectIndex(workspace), ignoring(given.ignore))
      .filter(({ path, development }) => !development && !/\.d\.[cm]?ts$/.test(path))
      .map(({ path }) => path),
  );
  const judged = [];
  for (const path of await base.changed()) {
    if (!there.has(path)) continue;
    const now = workspace.files.read(path) ?? '';
    const before = (await base.read(path)) ?? '';
    judged.push(await judgeChange({ path, before, now }, facts.data.files));
  }
  const changed = judged.reduce((sum, one) => sum + one.changed, 0);
  const missed = judged.reduce((sum, one) => sum + one.missed.length, 0);
  if (changed < given.minimum) {
    const commit = base.commit.slice(0, 12);
    const reason = `${changed} lines of its code were changed since ${commit}; ${given.minimum} are judged (option \`minimum\`).`;
    return conclude({ outcome: 'not-applicable', reason });
  }
  const share = (100 * (changed - missed)) / changed;
  if (share >= given.threshold) return;
  for (const one of judged.filter((each) => each.missed.length > 0)) {
    report({
      message: one.loaded ? 'uncovered' : 'unloaded',
      data: {
        changed: one.changed,
        ...(one.loaded ? { missed: one.missed.length, lines: rangesOf(one.missed) } : {}),
      },
      file: one.path,
      at: { line: one.missed[0] ?? 1 },
      // Lines move and are covered one by one: it stays the same finding until the file is covered.
      identity: one.path,
      expected: `${given.threshold} % of the changed lines of the project are run by tests`,
      actual: `${Math.floor(share)} % (${changed - missed} of ${changed})`,
    });
  }
}
