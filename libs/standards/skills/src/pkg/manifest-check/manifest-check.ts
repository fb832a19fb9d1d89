import { defineSkill } from '@h-j-petroleum/standards-engine';
import { inputsOf } from './inputs.ts';
import { fixManifest } from './manifest-check.fix.ts';
import { messages } from './messages.ts';
import { optionDocs, optionsSchema } from './options.ts';
import { isRecord, ownField } from './package/json-value.ts';
import { viewWhereApplicable } from './package/package-view.ts';
import type { Rule } from './rule.ts';
import { checkEntryPoints, checkExports } from './rules/entry-points.ts';
import { checkFiles } from './rules/files.ts';
import { checkLicense } from './rules/license.ts';
import { checkModuleFormat } from './rules/module-format.ts';
import { checkPublint } from './rules/publint.ts';
import { checkRegistry } from './rules/registry.ts';
import { checkRepository } from './rules/repository.ts';
import { checkTypes } from './rules/types.ts';

/** Rules about what is inside the package, which a build may write anew. */
const contentRules: readonly Rule[] = [
  checkModuleFormat,
  checkEntryPoints,
  checkExports,
  checkTypes,
  checkFiles,
  checkPublint,
];

/** Rules about where the package comes from and goes to. */
const publishingRules: readonly Rule[] = [checkLicense, checkRepository, checkRegistry];

/** A package can be published, installed and imported as its manifest says. */
export const manifestCheck = defineSkill({
  meta: {
    id: 'pkg:manifest-check',
    title: 'A manifest that can be published',
    description:
      'A package can be published, installed and imported as its manifest says, whether or not it is built yet.',
    scope: 'project',
    defaultMode: 'enforce',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/pkg/manifest-check.md',
    messages,
    options: optionsSchema,
    optionDocs,
    inputs: {
      // A manifest may point at any file of its package; `inputsOf` says at which. What git ignores is not looked at.
      project: ['**/*'],
      workspace: [
        'package.json',
        '**/.gitignore',
        '.npmrc',
        '.yarnrc.yml',
        'pnpm-workspace.yaml',
        'rush.json',
        'common/config/rush/.npmrc',
        'common/config/rush/.npmrc-publish',
      ],
    },
  },
  async check(context) {
    const { conclude } = context;
    const seen = viewWhereApplicable(context);
    if ('reason' in seen) {
      conclude({ outcome: 'not-applicable', reason: seen.reason });
      return;
    }
    const { view } = seen;
    const ruleContext = { ...context, view };
    const directory = publishedDirectory(view.manifest.data);
    if (directory === undefined) {
      for (const rule of contentRules) await rule(ruleContext);
    } else {
      conclude({
        outcome: 'not-supported',
        reason: `publishConfig.directory publishes ${directory}, whose manifest a build may write anew; what is in it was not checked.`,
      });
    }
    for (const rule of publishingRules) await rule(ruleContext);
  },
  inputsOf,
  fix: fixManifest,
});

/** pnpm publishes another folder, with the manifest that stands there. */
function publishedDirectory(data: unknown): string | undefined {
  const config = ownField(data, 'publishConfig');
  const directory = isRecord(config) ? ownField(config, 'directory') : undefined;
  return typeof directory === 'string' && directory !== '' && directory !== '.'
    ? directory
    : undefined;
}
