import { defineSkill, joinPath } from '@h-j-petroleum/standards-engine';
import { factsSchema } from './facts.ts';
import { judgeFacts } from './judge/judge.ts';
import { messages } from './messages.ts';
import { optionDocs, optionsSchema } from './options.ts';
import { serviceOf } from './service.ts';

export const apiLatency = defineSkill({
  meta: {
    id: 'perf:api-latency',
    title: 'APIs that answer in time',
    description:
      'The routes of a service answer under load without errors, and in a time that is judged against a bare server on the same machine.',
    scope: 'project',
    defaultMode: 'advisory',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/perf/api-latency.md',
    messages,
    options: optionsSchema,
    optionDocs,
    inputs: { project: ['package.json'], workspace: ['package.json'] },
  },
  check({ project, options, measured, report, conclude }) {
    const settings = serviceOf(project, options);
    if (!settings) {
      return conclude({
        outcome: 'not-applicable',
        reason: 'It is no service: no entry of the option `services` names it.',
      });
    }
    if (!isDriven(settings)) {
      return conclude({
        outcome: 'not-supported',
        reason:
          'Nothing says how it is started: give it a `command`, or the `url` at which it runs, in `services`.',
      });
    }
    if (measured === undefined) return;
    const facts = factsSchema.safeParse(measured);
    if (!facts.success) {
      return conclude({
        outcome: 'not-supported',
        reason:
          'It was measured by another version of this skill. Run `standards measure perf:api-latency --again`.',
      });
    }
    const { found, unjudged } = judgeFacts(facts.data, settings, options.noise);
    const file = project.manifest?.file ?? facts.data.document;
    for (const one of found) report({ ...one, file });
    if (unjudged !== undefined) conclude({ outcome: 'not-supported', reason: unjudged });
  },
  measure: {
    appliesTo: ({ project, options }) => isDriven(serviceOf(project, options)),
    judges: ({ project, options }) => {
      const { document, judges = [] } = serviceOf(project, options) ?? {};
      return [joinPath(project.root, document ?? 'openapi.{json,yaml,yml}'), ...judges];
    },
    dependsOn: ({ project, options }) => serviceOf(project, options)?.dependsOn ?? [],
    timeoutMs: 600_000,
    load: async () => (await import('./measure/measure.ts')).measureLatency,
  },
});

function isDriven(settings: ReturnType<typeof serviceOf>): boolean {
  return settings?.command !== undefined || settings?.url !== undefined;
}
