import { defineSkill } from '@h-j-petroleum/standards-engine';
import { readBaseline } from './judge/baseline.ts';
import { judgeSite } from './judge/judge-site.ts';
import { fix } from './lighthouse.fix.ts';
import { factsSchema } from './measure/facts.ts';
import { messages } from './messages.ts';
import { optionDocs, optionsSchema } from './options.ts';
import { isServed, siteOf } from './site.ts';

/** Every JSON file: which one is the baseline, an option says. */
const inputs = ['package.json', '**/*.json'];

export const lighthouse = defineSkill({
  meta: {
    id: 'perf:lighthouse',
    title: 'Pages that are quick, and for everybody',
    description:
      'Pages keep their budgets by the median of several runs of Lighthouse, and get no worse than they were.',
    scope: 'project',
    defaultMode: 'advisory',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/perf/lighthouse.md',
    messages,
    options: optionsSchema,
    optionDocs,
    inputs: { project: inputs, workspace: ['package.json', 'pnpm-workspace.yaml', 'rush.json'] },
  },
  inputsOf({ project, options }) {
    const { baseline } = siteOf(project, options) ?? {};
    if (baseline === undefined) return ['package.json'];
    return [
      'package.json',
      project.root === '' ? baseline : baseline.slice(project.root.length + 1),
    ];
  },
  check({ workspace, project, options, measured, report, conclude }) {
    const site = siteOf(project, options);
    if (!site) {
      return conclude({
        outcome: 'not-applicable',
        reason: 'It is no site: no entry of the option `sites` names it.',
      });
    }
    if (!isServed(site)) {
      return conclude({
        outcome: 'not-supported',
        reason:
          'Nothing says how it is served: give it a `folder`, a `command` or a `url` in `sites`.',
      });
    }
    if (measured === undefined) return;
    const facts = factsSchema.safeParse(measured);
    if (!facts.success) {
      return conclude({
        outcome: 'not-supported',
        reason:
          'It was measured by another version of this skill. Run `standards measure perf:lighthouse --again`.',
      });
    }
    const text = site.baseline === undefined ? undefined : workspace.files.read(site.baseline);
    const baseline = text === undefined ? undefined : readBaseline(text);
    const file = project.manifest?.file ?? 'package.json';
    const judged = judgeSite(facts.data, site, baseline, options.tolerance, file);
    for (const one of judged.found) report(one);
    if (judged.notCompared !== undefined) {
      conclude({ outcome: 'not-supported', reason: judged.notCompared });
    }
  },
  fix,
  measure: {
    appliesTo: ({ project, options }) => {
      const site = siteOf(project, options);
      return site !== undefined && isServed(site);
    },
    judges: ({ project, options }) => {
      const { folder, judges = [] } = siteOf(project, options)?.settings ?? {};
      const own = project.root === '' ? '' : `${project.root}/`;
      return [...(folder === undefined ? [] : [`${own}${folder}/**/*`]), ...judges];
    },
    dependsOn: ({ project, options }) => siteOf(project, options)?.settings.dependsOn ?? [],
    timeoutMs: 1_800_000,
    load: async () => (await import('./measure/measure.ts')).measureSite,
  },
});
