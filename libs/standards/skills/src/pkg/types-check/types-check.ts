import { configFile, defineSkill } from '@h-j-petroleum/standards-engine';
import { judgeFacts } from './judge.ts';
import { factsSchema } from './measure/facts.ts';
import { messages } from './messages.ts';
import { optionDocs, options } from './options.ts';
import { publishedGlobs, publishedOf } from './package.ts';

/** What is packed installs, and its types hold for whoever imports it. */
export const typesCheck = defineSkill({
  meta: {
    id: 'pkg:types-check',
    title: 'Types as they are published',
    description:
      'A package as it is packed installs, and its types hold for whoever imports it, under `nodenext` and `bundler`.',
    scope: 'project',
    defaultMode: 'enforce',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/pkg/types-check.md',
    messages,
    options,
    optionDocs,
    inputs: { project: ['package.json'], workspace: ['package.json', 'pnpm-workspace.yaml'] },
  },
  check({ project, options: given, measured, report, conclude }) {
    const published = publishedOf(project, given);
    if ('reason' in published) {
      return conclude({ outcome: 'not-applicable', reason: published.reason });
    }
    if (measured === undefined) return;
    const facts = factsSchema.safeParse(measured);
    if (!facts.success) {
      return conclude({
        outcome: 'not-supported',
        reason:
          'It was measured by another version of this skill. Run `standards measure pkg:types-check --again`.',
      });
    }
    for (const one of judgeFacts(facts.data, project, given)) {
      report({ ...one, file: project.manifest?.file ?? configFile });
    }
  },
  measure: {
    appliesTo: ({ project, options: given }) => !('reason' in publishedOf(project, given)),
    judges: publishedGlobs,
    dependsOn: () => ['build', '^build'],
    timeoutMs: 240_000,
    load: async () => (await import('./measure/measure.ts')).measureTypes,
  },
});
