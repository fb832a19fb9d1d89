import { z } from 'zod';

/** How long tasks took, in seconds, by project and target. A record, not a promise: it says how to share out work. */
const durationsSchema = z.object({
  schemaVersion: z.literal(1),
  seconds: z.record(z.string(), z.record(z.string(), z.number().nonnegative())),
});
export type Durations = z.infer<typeof durationsSchema>;

/** What Nx leaves of its last run, as far as it is read here. */
const runSchema = z.object({
  tasks: z.array(
    z.object({
      ...{ projectName: z.string(), target: z.string(), cacheStatus: z.string() },
      ...{ status: z.number(), startTime: z.coerce.date(), endTime: z.coerce.date() },
    }),
  ),
});

export const noDurations: Durations = { schemaVersion: 1, seconds: {} };

/** @throws where the text is none */
export function readDurations(text: string): Durations {
  return durationsSchema.parse(JSON.parse(text));
}

/**
 * What is known, and besides, or instead, what a run of Nx says of tasks that ran and passed. What came from a cache, or broke off,
 * took no time that means anything.
 *
 * @param text of Nx's `run.json`
 */
export function learnFrom(known: Durations, text: string): Durations {
  const seconds = new Map(
    Object.entries(known.seconds).map(([project, row]) => [project, new Map(Object.entries(row))]),
  );
  for (const task of runSchema.parse(JSON.parse(text)).tasks) {
    if (task.cacheStatus !== 'cache-miss' || task.status !== 0) continue;
    const took = (task.endTime.getTime() - task.startTime.getTime()) / 1000;
    const row = seconds.get(task.projectName) ?? new Map<string, number>();
    seconds.set(task.projectName, row.set(task.target, Math.round(took * 10) / 10));
  }
  const sorted = <T>(entries: Iterable<[string, T]>): [string, T][] =>
    [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
  return {
    schemaVersion: 1,
    seconds: Object.fromEntries(
      sorted(seconds).map(([project, row]) => [project, Object.fromEntries(sorted(row))]),
    ),
  };
}

/**
 * What targets of a project are expected to take. One that nobody has timed takes the median of the same target elsewhere:
 * nothing would put all new projects into one shard.
 */
export function expectedSeconds(
  { seconds }: Durations,
  project: string,
  targets: readonly string[],
): number {
  return targets.reduce((sum, target) => {
    const known = seconds[project]?.[target];
    return sum + (known ?? median(Object.values(seconds).flatMap((row) => row[target] ?? [])));
  }, 0);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 1;
}
