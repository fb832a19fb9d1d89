import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchStore } from './bench-store.ts';
import { openBenchStore } from './bench-store.ts';
import { clientCpu } from './client-cpu.ts';
import { eventLoop } from './event-loop.ts';
import { ingest } from './ingest.ts';
import type { Measurement, Run } from '../measurement.ts';
import { markdown, table } from '../report.ts';
import { storage } from './storage.ts';
import { trendQuery } from './trend-query.ts';

const measures = {
  ingest,
  cpu: clientCpu,
  delay: eventLoop,
  storage,
  trend: trendQuery,
} as const satisfies Record<string, (store: BenchStore, run: Run) => Promise<Measurement[]>>;
// The trend comes last: it leaves a year of partitions behind.
const names = ['ingest', 'cpu', 'delay', 'storage', 'trend'] as const;

const help = `Measures what the signal store costs, as ratios to named peers taken in the same run.

  npm run bench:signals -- [--only ${names.join(',')}] [--rows 100000] [--rounds 5] [--json | --markdown]

  ingest   rows per second into a native PostgreSQL, of logs, spans and metric points, through the writer and through logger
           and exporters; to COPY of the same rows from a file by psql, and to multi-row INSERT by pg. Same table, indexes
           and commit settings; rows are counted after each.
  cpu      CPU of the producing process, to the end of sending: a span to OpenTelemetry's OTLP/protobuf exporter with a null
           HTTP sink in another process; a log call to winston with a null transport and to pino with a null sink. Ours goes
           to the real server.
  delay    99th percentile of the event loop's delay that a producer at full speed sees.
  storage  bytes per million records, in both profiles, with and without compression.
  trend    the trend query over a year of rollups, milliseconds and rows read, to the same answer from raw rows.

  --only   measures to take, with commas between them
  --rows   rows of a round; of storage and the trend's raw rows it is the number of rows
  --rounds rounds after one that warms up; the median counts
  --json, --markdown
           JSON, or tables for docs/signals/performance.md, on stdout instead of the table with bars

DATABASE_URL names a server whose user may create databases; without it a PostgreSQL 17 is started and stopped. JSON is
written to reports/bench-signals.json.
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: names.join(',') },
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) process.stdout.write(help);
else process.exitCode = await main();

async function main(): Promise<number> {
  const only = values.only.split(',').map((name) => name.trim());
  const unknown = only.find((name) => !Object.hasOwn(measures, name));
  const rows = Number(values.rows);
  const rounds = Number(values.rounds);
  if (unknown !== undefined || !(Number.isInteger(rows) && rows >= 1000) || !(rounds >= 1)) {
    process.stderr.write(
      `${unknown === undefined ? '--rows takes a whole number from 1000 on, --rounds one from 1 on.' : `There is no measure \`${unknown}\`. There are: ${names.join(', ')}.`}\n`,
    );
    return 2;
  }
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 1000);
  const progress = (text: string): void => {
    process.stderr.write(`${String(seconds()).padStart(4)} s  ${text}\n`);
  };
  const told = toldToEnd();
  const store = await openBenchStore(process.env, progress);
  const measured: Measurement[] = [];
  const failed: string[] = [];
  const all = async (): Promise<undefined> => {
    for (const name of names.filter((one) => only.includes(one))) {
      progress(name);
      try {
        measured.push(...(await measures[name](store, { rows, rounds, progress })));
      } catch (error) {
        // What was measured before, and what comes, is worth having all the same.
        failed.push(name);
        progress(`${name} failed: ${error instanceof Error ? error.stack : String(error)}`);
      }
    }
    return undefined;
  };
  let code: number | undefined;
  try {
    code = await Promise.race([told, all()]);
  } finally {
    await store.stop();
  }
  // What is under way has lost its server, and its producers end with this process.
  if (code !== undefined) process.exit(code);
  const json = `${JSON.stringify(
    {
      ...{ benchmark: 'signals', date: new Date().toISOString(), node: process.version },
      ...{ server: store.version, cores: availableParallelism() },
      load: loadavg().map((one) => Number(one.toFixed(2))),
      ...{ seconds: seconds(), rows, rounds, failed, measurements: measured },
    },
    null,
    2,
  )}\n`;
  const reports = join(import.meta.dirname, '../../../../reports');
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, 'bench-signals.json'), json);
  process.stdout.write(values.json ? json : values.markdown ? markdown(measured) : table(measured));
  return 0;
}

/** Resolves with the exit code when the process is told to end; what was started is stopped first. */
function toldToEnd(): Promise<number> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => {
      resolve(130);
    });
    process.once('SIGTERM', () => {
      resolve(143);
    });
  });
}
