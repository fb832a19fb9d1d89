import type { Base } from '@h-j-petroleum/standards-engine';
import { defineSkill, joinPath, withRuntimeMembers } from '@h-j-petroleum/standards-engine';
import { fixRecords } from './bundle-budget.fix.ts';
import { factsSchema } from './facts.ts';
import { judgeFacts } from './judge/judge.ts';
import { messages } from './messages.ts';
import { optionDocs, optionsSchema } from './options.ts';
import type { BundleRecord } from './record/record.ts';
import { parseRecord, recordName } from './record/record.ts';
import { builtFiles, settingsOf, unmeasurable } from './settings.ts';

export const bundleBudget = defineSkill({
  meta: {
    id: 'perf:bundle-budget',
    title: 'Bundles within their budgets',
    description:
      'What a consumer ships of a package keeps within its budget, and grows only where a reason says why.',
    scope: 'project',
    defaultMode: 'advisory',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/perf/bundle-budget.md',
    messages,
    options: optionsSchema,
    optionDocs,
    inputs: { project: ['package.json', recordName], workspace: ['package.json'] },
  },
  inputsOf: ({ project, options }) =>
    unmeasurable(project, options) === undefined ? ['package.json', recordName] : ['package.json'],
  // Also without a record: a change may have taken it away.
  comparesWithBase: ({ project, options }) => unmeasurable(project, options) === undefined,
  async check({ workspace, project, options, measured, base, report, conclude }) {
    const reason = unmeasurable(project, options);
    if (reason !== undefined) return conclude({ outcome: 'not-applicable', reason });
    const file = joinPath(project.root, recordName);
    const now = recordOf(workspace.files.read(file));
    if (typeof now === 'string') {
      return report({
        ...{ message: 'record-broken', data: { file: recordName }, file, fixable: false },
        expected: 'what `standards fix` writes there',
        actual: now,
      });
    }
    if (measured === undefined) return;
    const facts = factsSchema.safeParse(measured);
    if (!facts.success) {
      return conclude({
        outcome: 'not-supported',
        reason:
          'It was measured by another version of this skill. Run `standards measure perf:bundle-budget --again`.',
      });
    }
    const compared = await base?.();
    if (now && compared?.state === 'unknown') {
      conclude({
        outcome: 'not-supported',
        reason: `Whether ${recordName} was raised cannot be told. ${compared.reason}`,
      });
    }
    const settings = settingsOf(project, options) ?? {};
    const records = { now, base: await recordAt(compared, file) };
    const manifest = project.manifest?.file ?? file;
    for (const { where, ...one } of judgeFacts(facts.data, settings, options, records)) {
      const { entry } = one.data;
      report(
        where === 'record' && now
          ? { ...one, file, at: { path: ['entries', entry] } }
          : { ...one, file: manifest, at: { path: placeOf(entry) } },
      );
    }
  },
  measure: {
    appliesTo: ({ project, options }) => unmeasurable(project, options) === undefined,
    judges: ({ workspace, project, options }) => {
      const settings = settingsOf(project, options) ?? {};
      const members = [...withRuntimeMembers(workspace, project)].filter((one) => one !== project);
      return [
        ...builtFiles(project, settings),
        ...(settings.judges ?? []),
        ...members.flatMap((member) => builtFiles(member, {})),
      ];
    },
    dependsOn: ({ workspace, project, options }) =>
      settingsOf(project, options)?.dependsOn ?? [
        'build',
        // What it depends on is bundled with it; `^build` names only those next to it.
        ...[...withRuntimeMembers(workspace, project)]
          .filter((one) => one !== project && one.name !== undefined)
          .map(({ name }) => `${name}:build`),
      ],
    timeoutMs: 120_000,
    load: async () => (await import('./measure/measure.ts')).measureBundles,
  },
  fix: fixRecords,
});

function recordOf(text: string | undefined): BundleRecord | string | undefined {
  return text === undefined ? undefined : parseRecord(text);
}

/** A record that was broken at the base is as good as none. */
async function recordAt(base: Base | undefined, file: string): Promise<BundleRecord | undefined> {
  if (base?.state !== 'known') return undefined;
  const record = recordOf(await base.read(file));
  return typeof record === 'string' ? undefined : record;
}

/** Where the manifest speaks of an entry. */
function placeOf(entry: string): string[] {
  return entry.startsWith('bin ') ? ['bin', entry.slice(4)] : ['exports', entry];
}
