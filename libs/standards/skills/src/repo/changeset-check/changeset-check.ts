import type { CheckContext } from '@h-j-petroleum/standards-engine';
import { createProjectIndex, defineSkill } from '@h-j-petroleum/standards-engine';
import { fix } from './changeset-check.fix.ts';
import { readChangesets } from './changesets/changeset.ts';
import { changesetConfig, readSettings } from './changesets/config.ts';
import { messages, type ChangesetMessages } from './messages.ts';
import { optionDocs, options, type Options } from './options.ts';

export type Context = CheckContext<ChangesetMessages, Options>;

/** What is released has a changeset, and one that says of it what it is. */
export const changesetCheck = defineSkill({
  meta: {
    id: 'repo:changeset-check',
    title: 'Changes that are announced',
    description:
      'A change of what a package publishes has a changeset, and one that changes the public types is not called a patch.',
    scope: 'workspace',
    defaultMode: 'enforce',
    docs: 'https://github.com/h-j-petroleum/source/blob/main/docs/standards/repo/changeset-check.md',
    messages,
    options,
    optionDocs,
    // Once for all packages: as an input of each, a changeset would make every project affected.
    inputs: { project: ['**/*'], workspace: [changesetConfig, '**/package.json'] },
  },
  // Where releases are made another way, no change of any file makes it look again.
  inputsOf: ({ workspace }) =>
    workspace.files.kind(changesetConfig) === 'file' ? ['**/*'] : [changesetConfig],
  comparesWithBase: ({ workspace, project }) =>
    project === workspace.rootProject && workspace.files.kind(changesetConfig) === 'file',
  check,
  fix,
});

async function check(context: Context): Promise<void> {
  const { workspace, conclude } = context;
  const settings = readSettings(workspace.files);
  if (settings === undefined) {
    const reason = 'There is no .changeset/config.json: releases are made another way.';
    return conclude({ outcome: 'not-applicable', reason });
  }
  // All that follows is loaded only where changesets are used.
  const { judgeChangesets, judgePackage, reportUnreadable } = await import('./judge.ts');
  if ('reason' in settings) {
    reportUnreadable(settings, context);
    const reason = `${settings.file} cannot be read.`;
    for (const project of workspace.members) {
      if (project !== workspace.rootProject) {
        conclude({ outcome: 'not-supported', reason, project });
      }
    }
    return;
  }
  const { changesets, unreadable } = await readChangesets(workspace.files);
  for (const one of unreadable) reportUnreadable(one, context);
  await judgeChangesets(changesets, settings, context);
  const index = createProjectIndex(workspace);
  for (const project of workspace.projects) {
    const reason = settings.unreleased(project);
    if (reason === undefined) {
      await judgePackage(project, { settings, changesets, index }, context);
    } else if (project !== workspace.rootProject) {
      conclude({ outcome: 'not-applicable', reason: `It is not released: ${reason}.`, project });
    }
  }
}
