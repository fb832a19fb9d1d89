import type { ExecutorContext } from '@nx/devkit';
import { useSourceCondition } from '../source-condition.ts';
import { judgedProjects } from './judged-projects.ts';
import type { CheckTaskOptions } from './run-tasks.ts';

useSourceCondition(import.meta.url);

/** Serves a run without batches (`--batch=false`); the batch implementation serves everything else. */
export default async function check(
  options: CheckTaskOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const { runTasks } = await import('./run-tasks.ts');
  const projectName = context.projectName ?? '';
  const id = `${projectName}:${context.targetName ?? ''}`;
  const task = context.taskGraph?.tasks[id];
  let success = false;
  for await (const { result } of runTasks({
    root: context.root,
    graph: context.projectGraph,
    tasks: [{ id, projectName, hash: task?.hash ?? process.env['NX_TASK_HASH'] }],
    judged: new Set([projectName, ...judgedProjects(context.taskGraph, context.targetName)]),
    options,
  })) {
    process.stdout.write(result.terminalOutput);
    success = result.success;
  }
  return { success };
}
