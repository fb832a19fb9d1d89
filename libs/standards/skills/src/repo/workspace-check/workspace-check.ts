import { defineSkill } from '@h-j-petroleum/standards-engine';
import { messages } from './messages.ts';
import { optionDocs, optionsSchema } from './options.ts';
import type { Rule } from './rule.ts';
import { checkDependencyFields } from './rules/dependency-fields.ts';
import { checkEngines } from './rules/engines.ts';
import { checkInternalDependencies } from './rules/internal-dependencies.ts';
import { checkLockFiles } from './rules/lock-files.ts';
import { checkMemberGlobs } from './rules/member-globs.ts';
import { checkNames } from './rules/names.ts';
import { checkOtherList } from './rules/other-list.ts';
import { checkPackageManager } from './rules/package-manager.ts';
import { checkRequiredFields } from './rules/required-fields.ts';
import { fixWorkspace } from './workspace-check.fix.ts';

const rules: readonly Rule[] = [
  checkMemberGlobs,
  checkOtherList,
  checkNames,
  checkRequiredFields,
  checkPackageManager,
  checkLockFiles,
  checkEngines,
  checkDependencyFields,
  checkInternalDependencies,
];

/** The workspace is one: its members, names, dependencies, lock file, package manager and engines agree. */
export const workspaceCheck = defineSkill({
  meta: {
    id: 'repo:workspace-check',
    title: 'A workspace that agrees with itself',
    description:
      'Members, names, internal dependencies, lock file, package manager and engines of a workspace agree with one another.',
    scope: 'workspace',
    defaultMode: 'enforce',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/repo/workspace-check.md',
    messages,
    options: optionsSchema,
    optionDocs,
    inputs: {
      project: [],
      workspace: [
        '**/package.json',
        '**/{package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock,bun.lockb}',
        'pnpm-workspace.yaml',
        'rush.json',
        '.npmrc',
        '.yarnrc.yml',
        'bunfig.toml',
        'lerna.json',
        'common/config/rush/pnpm-config.json',
      ],
    },
  },
  async check(context) {
    for (const rule of rules) await rule(context);
  },
  fix: fixWorkspace,
});
