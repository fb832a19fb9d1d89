import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { useSourceCondition } from '../source-condition.ts';
import { judgedProjects } from './judged-projects.ts';
import { prepareShortRun } from './short-run.ts';
import type { CheckTask, CheckTaskOptions, TaskDone } from './run-tasks.ts';

useSourceCondition(import.meta.url);

/** Runs all tasks of the gate in one process: the workspace is read once, and each result is streamed as it ends. */
export default async function* checkBatch(
  taskGraph: TaskGraph,
  options: Record<string, CheckTaskOptions>,
  _overrides: CheckTaskOptions,
  context: ExecutorContext,
): AsyncGenerator<TaskDone, undefined> {
  prepareShortRun();
  const { runTasks } = await import('./run-tasks.ts');
  // Tasks differ in options only where somebody wrote them into a project's own configuration.
  const groups = new Map<string, { options: CheckTaskOptions; tasks: CheckTask[] }>();
  for (const { id, target, hash } of Object.values(taskGraph.tasks)) {
    const own = options[id] ?? {};
    const key = JSON.stringify([own.skills ?? [], own.pilot ?? false]);
    const group = groups.get(key) ?? { options: own, tasks: [] };
    group.tasks.push({ id, projectName: target.project, hash });
    groups.set(key, group);
  }
  const targets = [...new Set(Object.values(taskGraph.tasks).map(({ target }) => target.target))];
  const judged = new Set(
    targets.flatMap((target) => judgedProjects(context.taskGraph ?? taskGraph, target)),
  );
  for (const group of groups.values()) {
    yield* runTasks({ root: context.root, graph: context.projectGraph, judged, ...group });
  }
  return undefined;
}
