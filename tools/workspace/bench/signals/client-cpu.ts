import type { BenchStore } from './bench-store.ts';
import type { Aim, Measurement, Run } from '../measurement.ts';
import { compare } from '../measurement.ts';
import type { Producer } from './producer-process.ts';
import { startProducer, startSink } from './producer-process.ts';
import type { CandidateName } from './producers/candidates.ts';

const atMost = (ratio: number): Aim => ({ is: 'at most', ratio });

const comparisons: readonly {
  readonly name: string;
  readonly ours: CandidateName;
  readonly peer: string;
  readonly theirs: CandidateName;
  readonly aim?: Aim;
}[] = [
  {
    ...{ name: 'span: TimescaleSpanProcessor', ours: 'span-processor' },
    ...{ peer: 'OTLP/protobuf, null sink', theirs: 'span-otlp', aim: atMost(1) },
  },
  {
    ...{ name: 'span: TimescaleSpanExporter', ours: 'span-exporter' },
    ...{ peer: 'OTLP/protobuf, null sink', theirs: 'span-otlp', aim: atMost(1) },
  },
  {
    ...{ name: 'log call: createLogger', ours: 'logger' },
    ...{ peer: 'winston, null transport', theirs: 'winston', aim: atMost(0.6) },
  },
  {
    ...{ name: 'log call: createLogger', ours: 'logger' },
    ...{ peer: 'pino, null sink', theirs: 'pino', aim: atMost(1.2) },
  },
  {
    ...{ name: 'log call: createLogger', ours: 'logger' },
    ...{ peer: 'pino, its own /dev/null', theirs: 'pino-file' },
  },
  {
    ...{ name: 'log call: winston + TimescaleTransport', ours: 'logger-transport' },
    ...{ peer: 'winston, null transport', theirs: 'winston' },
  },
];

/**
 * CPU of the producing process, user and system, garbage collection and sending included, until the last row is stored or
 * sent. Ours go to a real server; its own processes are not counted.
 */
export async function clientCpu(store: BenchStore, run: Run): Promise<Measurement[]> {
  const { rows, rounds, progress } = run;
  const names = [...new Set(comparisons.flatMap(({ ours, theirs }) => [ours, theirs]))];
  const producers = new Map<CandidateName, Producer>();
  const micros = new Map<CandidateName, number[]>(names.map((name) => [name, []]));
  const sink = await startSink();
  try {
    for (const name of names) {
      producers.set(name, await startProducer(name, { databaseUrl: store.url, sinkUrl: sink.url }));
    }
    for (let round = 0; round <= rounds; round++) {
      for (const [name, producer] of producers) {
        const { cpuMicros, dropped } = await producer.round({
          ...{ rows, from: Date.now(), delay: false },
        });
        if (dropped > 0) throw new Error(`${name}: ${dropped} rows were dropped.`);
        // The first round warms up.
        if (round > 0) micros.get(name)?.push(cpuMicros / rows);
        await store.rows('truncate signals.logs, signals.spans, signals.batches');
      }
      progress(`client CPU: round ${round} of ${rounds}`);
    }
  } finally {
    for (const producer of producers.values()) await producer.close();
    await sink.close();
  }
  return comparisons.map(({ name, ours, peer, theirs, aim }) =>
    compare(
      { measure: 'client CPU', name, unit: 'us each', peer, ...(aim && { aim }) },
      micros.get(ours) ?? [],
      micros.get(theirs) ?? [],
    ),
  );
}
