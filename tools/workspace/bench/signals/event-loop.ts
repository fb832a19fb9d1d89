import type { BenchStore } from './bench-store.ts';
import type { Measurement, Run } from '../measurement.ts';
import { compare } from '../measurement.ts';
import { startProducer } from './producer-process.ts';
import type { CandidateName } from './producers/candidates.ts';

const ours = [
  ['createLogger', 'logger'],
  ['SignalWriter, spans', 'writer-spans'],
  ['SignalWriter, metric points', 'writer-metrics'],
] as const satisfies readonly (readonly [string, CandidateName])[];

/** How late the event loop's timers come, p99, in a process that logs as fast as the store takes it, a hundred calls a turn. */
export async function eventLoop(store: BenchStore, run: Run): Promise<Measurement[]> {
  const names = [...ours.map(([, candidate]) => candidate), 'nothing-logs'] as const;
  const delays = new Map<CandidateName, number[]>();
  for (const name of names) {
    const producer = await startProducer(name, { databaseUrl: store.url });
    try {
      for (let round = 0; round <= run.rounds; round++) {
        const order = { rows: run.rows, from: Date.now(), delay: true };
        const { delayP99 } = await producer.round(order);
        if (round > 0) delays.set(name, [...(delays.get(name) ?? []), delayP99]);
        await store.rows(
          'truncate signals.logs, signals.spans, signals.metric_points, signals.batches',
        );
      }
    } finally {
      await producer.close();
    }
    run.progress(`event loop: ${name}`);
  }
  return ours.map(([name, candidate]) =>
    compare(
      {
        ...{ measure: 'event loop', name: `delay p99: ${name}`, unit: 'ms' },
        peer: 'calls that do nothing',
      },
      delays.get(candidate) ?? [],
      delays.get('nothing-logs') ?? [],
    ),
  );
}
