import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { OutsideFolder } from '../../src/outside/outside-folder.ts';

/** What Nx writes beside its cache when it has run tasks. */
const record = z.object({
  tasks: z.array(
    z.object({
      ...{ taskId: z.string(), hash: z.string(), cacheStatus: z.string(), status: z.number() },
    }),
  ),
});

export type TaskRecord = z.infer<typeof record>['tasks'][number];

/** The tasks of the last run of Nx there, by name. */
export function lastTasks({ root, read }: OutsideFolder): TaskRecord[] {
  const file = '.nx/cache/run.json';
  if (!existsSync(join(root, file))) return [];
  return record
    .parse(JSON.parse(read(file)))
    .tasks.sort((one, other) => (one.taskId < other.taskId ? -1 : 1));
}
