import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import type { Row } from './row.ts';

const folder = join(import.meta.dirname, '../../../embeddings/local/evaluation');

const quality = z.record(
  z.string(),
  z.object({
    similaritySpearman: z.number(),
    intentsMrr: z.number(),
    logsMrr: z.number(),
    passagesNdcg: z.number(),
  }),
);
const speed = z.object({
  textsPerCpuSecond: z.number(),
  coldStartMs: z.number(),
  assetMegabytes: z.number(),
});
const rankings = z.array(
  z.object({
    set: z.string(),
    ranking: z.string(),
    recall: z.number(),
    mrr: z.number(),
    ndcg: z.number(),
  }),
);

/** What a script of the evaluation printed. */
const evaluation = (script: string, url = ''): unknown =>
  JSON.parse(
    execFileSync(
      process.execPath,
      [
        '--conditions=@h-j-petroleum/source',
        '--disable-warning=ExperimentalWarning',
        join(folder, script),
        '--json',
      ],
      { encoding: 'utf8', env: { ...process.env, TEST_DATABASE_URL: url } },
    ),
  );

/** The local embedder's speed and quality, and dense, lexical and hybrid search of the store on its labelled sets. */
export const measureTexts = (url: string): Row[] => [
  ...embedderRows(),
  ...hybridRows(rankings.parse(evaluation('hybrid.ts', url))),
];

function embedderRows(): Row[] {
  const { textsPerCpuSecond, coldStartMs, assetMegabytes } = speed.parse(evaluation('speed.ts'));
  const { 'local words': ours, BM25: bm25 } = quality.parse(evaluation('evaluate.ts'));
  const beside = (name: string, key: keyof NonNullable<typeof ours>): Row => ({
    name: `local embedder: ${name}`,
    ours: ours?.[key] ?? Number.NaN,
    unit: '',
    peer: { name: 'BM25', value: bm25?.[key] ?? Number.NaN },
  });
  return [
    {
      name: 'local embedder: speed',
      ours: textsPerCpuSecond,
      unit: 'short texts a CPU second',
      peer: { name: 'the prototype, on another machine', value: 24_000 },
      aim: { least: 1 },
    },
    {
      name: 'local embedder: cold start',
      ours: coldStartMs,
      unit: 'ms from import to first vector',
      aim: { most: 60 },
    },
    {
      name: 'local embedder: asset',
      ours: assetMegabytes,
      unit: 'MB',
      aim: { most: 8 },
    },
    beside('similarity, Spearman', 'similaritySpearman'),
    beside('intents, MRR', 'intentsMrr'),
    beside('logs, MRR', 'logsMrr'),
    beside('passages, nDCG@10', 'passagesNdcg'),
  ];
}

const fused = 'hybrid 1:1';

function hybridRows(results: z.infer<typeof rankings>): Row[] {
  const sets = [...new Set(results.map(({ set }) => set))];
  const names = [...new Set(results.map(({ ranking }) => ranking))];
  const of = (ranking: string, set?: string): { recall: number; mrr: number; ndcg: number } => {
    const some = results.filter(
      (one) => one.ranking === ranking && (set === undefined || one.set === set),
    );
    const mean = (key: 'recall' | 'mrr' | 'ndcg'): number =>
      some.reduce((sum, one) => sum + one[key], 0) / some.length;
    return { recall: mean('recall'), mrr: mean('mrr'), ndcg: mean('ndcg') };
  };
  const row = (name: string, set?: string): Row => {
    const [dense, lexical] = [of('dense', set).ndcg, of('lexical', set).ndcg];
    const [better, worse] = dense >= lexical ? ['dense', 'lexical'] : ['lexical', 'dense'];
    const [most, least] = [Math.max(dense, lexical), Math.min(dense, lexical)];
    const ours = of(fused, set).ndcg;
    const verdict =
      ours > most
        ? 'better than both'
        : most > 0.995
          ? `not better than both: ${better} alone finds everything`
          : `not better than both: ${worse} is so far behind (${least.toFixed(3)}) that its votes put wrong texts before right ones`;
    const figures = names.map((ranking) => {
      const { recall, mrr, ndcg } = of(ranking, set);
      return `${ranking} recall@10 ${recall.toFixed(3)}, MRR ${mrr.toFixed(3)}, nDCG ${ndcg.toFixed(3)}`;
    });
    return {
      name: `hybrid search: ${name}, nDCG@10`,
      ours,
      unit: '',
      peer: { name: `${better} alone, the better one`, value: most },
      // Over all: what sort of texts will be asked for is not known beforehand.
      ...(set === undefined ? { aim: { least: 1 } } : {}),
      note: `${verdict}; ${figures.join('; ')}`,
    };
  };
  return [row('mean of the sets'), ...sets.map((set) => row(set, set))];
}
