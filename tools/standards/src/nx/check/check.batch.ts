import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { useSourceCondition } from '../source-condition.ts';
import type { CheckTaskOptions, TaskDone } from './run-tasks.ts';

useSourceCondition();

/** Runs all tasks of the gate in one process: the workspace is read once, and each result is streamed as it ends. */
export default async function* checkBatch(
  taskGraph: TaskGraph,
  options: Record<string, CheckTaskOptions>,
  _overrides: CheckTaskOptions,
  context: ExecutorContext,
): AsyncGenerator<TaskDone, undefined> {
  const { runTasks } = await import('./run-tasks.ts');
  const tasks = Object.values(taskGraph.tasks).map((task) => ({
    id: task.id,
    projectName: task.target.project,
  }));
  // Tasks differ in options only where somebody wrote them into a project's own configuration.
  const groups = new Map<string, { options: CheckTaskOptions; tasks: typeof tasks }>();
  for (const task of tasks) {
    const own = options[task.id] ?? {};
    const key = JSON.stringify([own.skills ?? [], own.pilot ?? false]);
    const group = groups.get(key) ?? { options: own, tasks: [] };
    group.tasks.push(task);
    groups.set(key, group);
  }
  for (const group of groups.values()) {
    for await (const done of runTasks(
      context.root,
      context.projectGraph,
      group.tasks,
      group.options,
    )) {
      // A batch's own output is the terminal's; Nx keeps what is in the result for the cache.
      process.stdout.write(done.result.success ? '' : done.result.terminalOutput);
      yield done;
    }
  }
  return undefined;
}
