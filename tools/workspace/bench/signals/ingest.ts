import type { Signal } from '@h-j-petroleum/toolkit-signals';
import type { BenchStore } from './bench-store.ts';
import type { Measurement, Run } from '../measurement.ts';
import { compare } from '../measurement.ts';
import type { Producer } from './producer-process.ts';
import { startProducer } from './producer-process.ts';
import type { CandidateName } from './producers/candidates.ts';

interface Contest {
  readonly signal: Signal;
  readonly table: string;
  readonly ours: readonly (readonly [name: string, candidate: CandidateName])[];
  readonly insert: CandidateName;
}

const contests: readonly Contest[] = [
  {
    ...{ signal: 'logs', table: 'logs', insert: 'insert-logs' },
    ours: [
      ['logs by SignalWriter', 'writer-logs'],
      ['logs by createLogger', 'logger'],
    ],
  },
  {
    ...{ signal: 'spans', table: 'spans', insert: 'insert-spans' },
    ours: [
      ['spans by SignalWriter', 'writer-spans'],
      ['spans by TimescaleSpanProcessor', 'span-processor'],
    ],
  },
  {
    ...{ signal: 'metrics', table: 'metric_points', insert: 'insert-metrics' },
    ours: [
      ['metric points by SignalWriter', 'writer-metrics'],
      ['metric points by TimescaleMetricExporter', 'metric-exporter'],
    ],
  },
];

/** Rows per second into a server, against psql's COPY of the same rows from a file and against multi-row INSERT. */
export async function ingest(store: BenchStore, run: Run): Promise<Measurement[]> {
  const results: Measurement[] = [];
  for (const contest of contests) results.push(...(await contestOf(contest, store, run)));
  return results;
}

async function contestOf(
  { signal, table, ours, insert }: Contest,
  store: BenchStore,
  { rows, rounds, progress }: Run,
): Promise<Measurement[]> {
  const producers: Producer[] = [];
  const seconds = new Map<string, number[]>();
  const file = store.file(`${table}.copy`);
  const from = Date.now() - 3_600_000;
  const measured = async (name: string, work: () => Promise<number>): Promise<void> => {
    await store.rows(`truncate signals.${table}, signals.batches`);
    await store.rows('checkpoint');
    const took = await work();
    const [counted] = await store.rows<{ rows: number }>(
      `select count(*)::int as rows from signals.${table}`,
    );
    if (counted?.rows !== rows) {
      throw new Error(`${name}: ${counted?.rows} rows of ${rows} are in signals.${table}.`);
    }
    seconds.set(name, [...(seconds.get(name) ?? []), took]);
  };
  try {
    const works = new Map<string, () => Promise<number>>();
    for (const [name, candidate] of [...ours, ['INSERT', insert] as const]) {
      const producer = await startProducer(candidate, { databaseUrl: store.url });
      producers.push(producer);
      works.set(name, async () => {
        const { seconds: took, dropped } = await producer.round({ rows, from, delay: false });
        if (dropped > 0) throw new Error(`${name}: ${dropped} rows were dropped.`);
        return took;
      });
    }
    works.set('COPY', async () => {
      const [took] = await store.psql([`\\copy signals.${table} from '${file}'`]);
      if (took === undefined) throw new Error('psql did not say how long COPY took.');
      return took;
    });
    // These rounds warm up, and the file holds what the last of them, the writer, has stored.
    for (const [name, work] of [...works].filter(([one]) => one !== 'COPY').reverse()) {
      await measured(name, work);
    }
    await store.psql([`\\copy (select * from signals.${table} order by time) to '${file}'`]);
    seconds.clear();
    for (let round = 1; round <= rounds; round++) {
      for (const [name, work] of works) await measured(name, work);
      progress(`${signal}: round ${round} of ${rounds}`);
    }
  } finally {
    for (const producer of producers) await producer.close();
  }
  const rates = (name: string): number[] => (seconds.get(name) ?? []).map((took) => rows / took);
  return ours.flatMap(([name]) =>
    (
      [
        ['COPY', 'COPY by psql', 0.7],
        ['INSERT', 'multi-row INSERT', 2],
      ] as const
    ).map(([peer, called, ratio]) =>
      compare(
        {
          ...{ measure: 'ingest', name, unit: 'rows/s', peer: called },
          aim: { is: 'at least', ratio },
        },
        rates(name),
        rates(peer),
      ),
    ),
  );
}
