import type { AnySkill } from '@h-j-petroleum/standards-engine';

/**
 * Whether a skill of scope `project` reads other projects' files, and nothing of its own project besides: each of its
 * project inputs is among its workspace inputs too, as `**\/` and the same glob (`package.json`, `**\/package.json`). Or it
 * says so itself (`wide`), and the root's task has as inputs what it reads of every project.
 *
 * A change in one project can change such a skill's verdict on every other. If those files were inputs of every project in
 * the open, Nx would count all projects as affected by each of them, for their builds and tests too. So project tasks
 * hash them unseen, and the root's task, which they do affect, judges by these skills all projects that have no task in the
 * same run.
 */
export function isWide({ meta }: AnySkill): boolean {
  const { project, workspace, wide } = meta.inputs;
  return (
    meta.scope === 'project' &&
    workspace.some((glob) => glob.startsWith('**/')) &&
    (wide === true || project.every((glob) => workspace.includes(`**/${glob}`)))
  );
}
