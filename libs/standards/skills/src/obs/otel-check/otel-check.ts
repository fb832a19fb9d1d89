import {
  defineSkill,
  ignoring,
  parseImports,
  sourceFiles,
  createProjectIndex,
} from '@h-j-petroleum/standards-engine';
import { factsSchema } from './measure/facts.ts';
import { judgeFacts } from './measure/judge.ts';
import { messages } from './messages.ts';
import { optionDocs, optionsSchema } from './options.ts';
import { entryOf, serviceOf } from './service.ts';
import { judgeEntry } from './static/entry.ts';
import { judgeImports } from './static/imports.ts';
import { judgeSource } from './static/source.ts';

const sources = ['**/package.json', '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,vue,svelte,astro}'];

export const otelCheck = defineSkill({
  meta: {
    id: 'obs:otel-check',
    title: 'Services that can be observed',
    description:
      'A service starts traces, logs and metrics before all else, and really emits them.',
    scope: 'project',
    defaultMode: 'advisory',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/obs/otel-check.md',
    messages,
    options: optionsSchema,
    optionDocs,
    inputs: { project: sources, workspace: ['package.json', 'pnpm-workspace.yaml', '.gitignore'] },
  },
  inputsOf({ project, options }) {
    return serviceOf(project, options) ? sources : ['package.json'];
  },
  async check({ workspace, project, options, measured, report, conclude }) {
    const settings = serviceOf(project, options);
    if (!settings) {
      return conclude({
        outcome: 'not-applicable',
        reason: 'It is no service: no entry of the option `services` names it.',
      });
    }
    const { files } = workspace;
    const entry = entryOf(project, settings);
    const production = sourceFiles(
      files,
      project,
      createProjectIndex(workspace),
      ignoring(options.ignore),
    )
      .filter(({ development }) => !development)
      .map(({ path }) => path);
    const parsed = await parseImports(files, [...production, entry]);
    const start = parsed.get(entry);
    const { command = [] } = settings;
    if (start === undefined) {
      report({
        ...{ message: 'entry-missing', data: { entry } },
        file: project.manifest?.file ?? entry,
        expected: `${entry}, or the service's own file in \`entry\``,
        actual: 'no such file',
      });
    } else if (start.ok) {
      const { starters } = options;
      for (const one of judgeEntry({ entry, imports: start.imports, starters, command }))
        report(one);
    }
    const conventions = await import('./conventions.ts');
    for (const path of production) {
      const imports = parsed.get(path);
      if (imports?.ok !== true) continue;
      for (const one of judgeImports(path, imports.imports)) report(one);
      for (const one of await judgeSource(path, files.read(path) ?? '', conventions)) report(one);
    }
    if (command.length === 0) {
      return conclude({
        outcome: 'not-supported',
        reason:
          'Nothing says how it is started, so what it emits was not seen: give it a `command` in `services`.',
      });
    }
    if (measured === undefined) return;
    const facts = factsSchema.safeParse(measured);
    if (!facts.success) {
      return conclude({
        outcome: 'not-supported',
        reason:
          'It was measured by another version of this skill. Run `standards measure obs:otel-check --again`.',
      });
    }
    const release = project.manifest?.data['version'];
    for (const one of judgeFacts(facts.data, typeof release === 'string' ? release : undefined)) {
      report({ ...one, file: entry });
    }
  },
  measure: {
    appliesTo: ({ project, options }) => serviceOf(project, options)?.command !== undefined,
    judges: ({ project, options }) => serviceOf(project, options)?.judges ?? [],
    dependsOn: ({ project, options }) => serviceOf(project, options)?.dependsOn ?? [],
    timeoutMs: 240_000,
    load: async () => (await import('./measure/measure.ts')).measureService,
  },
});
