import type { TaskGraph } from '@nx/devkit';

/**
 * The projects that have a task of one target in a run, by Nx's names.
 *
 * @param taskGraph of the whole run; that of a batch lacks the tasks that came from the cache
 */
export function judgedProjects(
  taskGraph: Pick<TaskGraph, 'tasks'> | undefined,
  targetName: string | undefined,
): readonly string[] {
  return Object.values(taskGraph?.tasks ?? {}).flatMap(({ target }) =>
    target.target === targetName ? [target.project] : [],
  );
}
