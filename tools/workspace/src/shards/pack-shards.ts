/** A project, and how long its tasks are expected to take. */
export interface Load {
  readonly project: string;
  readonly seconds: number;
}

export interface Shard {
  readonly projects: readonly string[];
  readonly seconds: number;
}

/**
 * Longest first, each to the shard that has least so far: at most 4/3 of the best there is (R. L. Graham, "Bounds on
 * Multiprocessing Timing Anomalies", 1969). Each project is in exactly one shard. The same loads give the same shards, in
 * whatever order they come, so that machines that do not talk to each other agree.
 *
 * @param of how many shards, 1 or more; with fewer projects some are empty
 */
export function packShards(loads: readonly Load[], of: number): readonly Shard[] {
  const shards = Array.from({ length: of }, () => ({ projects: new Array<string>(), seconds: 0 }));
  const longestFirst = [...loads].sort(
    (one, other) => other.seconds - one.seconds || (one.project < other.project ? -1 : 1),
  );
  for (const { project, seconds } of longestFirst) {
    const least = shards.reduce((best, shard) => (shard.seconds < best.seconds ? shard : best));
    least.projects.push(project);
    least.seconds += seconds;
  }
  return shards.map(({ projects, seconds }) => ({ projects: projects.sort(), seconds }));
}
