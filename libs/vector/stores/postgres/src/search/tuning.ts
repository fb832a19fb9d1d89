/** How one search is carried out; what is left out, the store chooses. */
export interface Tuning {
  /** Takes this way, whatever it costs. `index` still falls back to `exact` where the index gave too few. */
  readonly plan?: 'exact' | 'index';
  /** HNSW: how many candidates are held while the graph is walked, 1 to 1000: more finds more and takes longer. @default 100, or the limit if that is more */
  readonly efSearch?: number;
  /** IVFFlat: lists that are read first; more are read until enough records pass. @default the square root of the number of lists, as pgvector advises */
  readonly probes?: number;
  /** Index of bits: how many times the limit is compared exactly. @default 8 */
  readonly oversample?: number;
}

/** Settings of pgvector for one statement. */
export type Settings = readonly (readonly [name: string, value: string])[];

const mostTuples = 2 ** 31 - 1;

/** @param share of the records that pass the filter: the fewer pass, the further the index is read before the store gives it up */
export function settingsFor(
  kind: 'hnsw' | 'hnsw-bits' | 'ivfflat',
  { efSearch, probes }: Tuning,
  rows: { readonly wanted: number; readonly share: number; readonly lists?: number | undefined },
): Settings {
  if (kind === 'ivfflat')
    return [
      ['ivfflat.iterative_scan', 'relaxed_order'],
      ['ivfflat.probes', String(probes ?? Math.ceil(Math.sqrt(rows.lists ?? 100)))],
    ];
  const ef = Math.min(1000, efSearch ?? Math.max(100, rows.wanted));
  const furthest = Math.min(
    mostTuples,
    Math.ceil(Math.max(20_000, (4 * rows.wanted) / rows.share)),
  );
  return [
    ['hnsw.ef_search', String(ef)],
    ['hnsw.iterative_scan', 'relaxed_order'],
    ['hnsw.max_scan_tuples', String(furthest)],
    ['hnsw.scan_mem_multiplier', '8'],
  ];
}
