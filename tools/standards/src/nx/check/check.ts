import type { ExecutorContext } from '@nx/devkit';
import { useSourceCondition } from '../source-condition.ts';
import type { CheckTaskOptions } from './run-tasks.ts';

useSourceCondition();

/** Serves a single `nx run`; the batch implementation serves everything else. */
export default async function check(
  options: CheckTaskOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  const { runTasks } = await import('./run-tasks.ts');
  const projectName = context.projectName ?? '';
  let success = false;
  for await (const { result } of runTasks(
    context.root,
    context.projectGraph,
    [{ id: projectName, projectName }],
    options,
  )) {
    process.stdout.write(result.terminalOutput);
    success = result.success;
  }
  return { success };
}
