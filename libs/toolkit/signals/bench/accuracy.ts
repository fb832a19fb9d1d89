/**
 * Grouping accuracy: the share of lines whose group holds exactly the lines of their true template. One line too many or too few
 * in a group makes all of its lines wrong.
 */
export function groupingAccuracy(groups: readonly unknown[], labels: readonly number[]): number {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  const held = new Map<unknown, Map<number, number>>();
  for (const [index, group] of groups.entries()) {
    const label = labels[index] ?? -1;
    const counts = held.get(group) ?? new Map<number, number>();
    counts.set(label, (counts.get(label) ?? 0) + 1);
    held.set(group, counts);
  }
  let right = 0;
  for (const counts of held.values()) {
    const [only] = counts;
    if (counts.size === 1 && only !== undefined && sizes.get(only[0]) === only[1]) right += only[1];
  }
  return right / labels.length;
}
