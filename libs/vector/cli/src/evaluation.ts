/** Ids that were found for a query, best first, and those that are right. */
export interface Judged {
  readonly found: readonly string[];
  readonly relevant: readonly string[];
}

/** How good a way of searching is on labelled queries, from 0 to 1. */
export interface Quality {
  /** Share of the right ones that are among those found. */
  readonly recall: number;
  /** Mean over the queries of one over the rank of the first right one. */
  readonly mrr: number;
  /** Normalized discounted cumulative gain (Järvelin, Kekäläinen, 2002), every right one worth the same. */
  readonly ndcg: number;
}

/** Quality over queries; each found list holds at most the same number of ids. */
export function quality(queries: readonly Judged[], limit: number): Quality {
  const mean = (of: (judged: Judged) => number): number =>
    queries.reduce((sum, judged) => sum + of(judged), 0) / (queries.length || 1);
  const gain = (places: readonly number[]): number =>
    places.reduce((sum, place) => sum + 1 / Math.log2(place + 2), 0);
  const places = ({ found, relevant }: Judged): number[] =>
    found.flatMap((id, place) => (relevant.includes(id) ? [place] : []));
  return {
    recall: mean((one) => places(one).length / one.relevant.length),
    mrr: mean((one) => {
      const [first] = places(one);
      return first === undefined ? 0 : 1 / (first + 1);
    }),
    ndcg: mean((one) => {
      const most = Math.min(one.relevant.length, limit);
      return gain(places(one)) / gain(Array.from({ length: most }, (_, place) => place));
    }),
  };
}
