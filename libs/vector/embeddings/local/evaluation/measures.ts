/** Spearman's rank correlation of two lists; equal values share their mean rank. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [ranksOf(a), ranksOf(b)];
  const middle = (a.length - 1) / 2;
  let [both, left, right] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [dx, dy] = [(x[i] ?? 0) - middle, (y[i] ?? 0) - middle];
    both += dx * dy;
    left += dx * dx;
    right += dy * dy;
  }
  return both / Math.sqrt(left * right);
}

function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++;
    for (let i = from; i < to; i++) ranks[order[i] ?? 0] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;
}

/** Places of the items that count as right, from 0, best first. */
export type Places = readonly number[];

/** Mean over the queries of one over the place of the first right item. */
export const meanReciprocalRank = (queries: readonly Places[]): number =>
  mean(queries.map(([first]) => (first === undefined ? 0 : 1 / (first + 1))));

/**
 * Normalized discounted cumulative gain of the first ten (Järvelin, Kekäläinen, 2002); every right item is worth the same.
 *
 * @param right how many right items each query has, where not all of them were found
 */
export const ndcgAt10 = (queries: readonly Places[], right?: readonly number[]): number =>
  mean(
    queries.map((places, query) => {
      const gain = (of: Places): number =>
        of.filter((place) => place < 10).reduce((sum, place) => sum + 1 / Math.log2(place + 2), 0);
      const ideal = gain(Array.from({ length: right?.[query] ?? places.length }, (_, at) => at));
      return ideal === 0 ? 0 : gain(places) / ideal;
    }),
  );

/** Share of each query's right items that are among the first ten, or of the ten where there are more. */
export const recallAt10 = (
  queries: readonly { readonly places: Places; readonly right: number }[],
): number =>
  mean(
    queries.map(
      ({ places, right }) =>
        places.filter((place) => place < 10).length / Math.max(1, Math.min(10, right)),
    ),
  );

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
