// npm run bench:vector: what the store costs, as ratios to named peers taken in the same run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrate, postgresStore } from '../src/index.ts';
import { records, space } from './data.ts';
import { measureIngest } from './ingest.ts';
import { measureQueries } from './query.ts';
import type { Row } from './row.ts';

const help = `Measures the vector store on a native server, as ratios to named peers taken in the same run.

  npm run bench:vector -- [--rows 100000] [--ingest-rows 20000] [--queries 500] [--rounds 3] [--only ingest|query] [--json]

Prints a table, and JSON to reports/bench-vector.json of this package. A native server is started for it; with
TEST_DATABASE_URL that one is used, in a database of its own.
`;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    'ingest-rows': { type: 'string', default: '20000' },
    queries: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const say = (text: string): void => void process.stderr.write(`${text}\n`);
const url = process.env.TEST_DATABASE_URL ?? '';
const admin = new pg.Client({ connectionString: url });
await admin.connect();
const name = `bench_vector_${process.pid}`;
await admin.query(`create database ${name}`);
const of = new URL(url);
of.pathname = `/${name}`;
// What pgvector needs for recall is set for the hand-written queries by the database, as an owner would.
await admin.query(`alter database ${name} set hnsw.ef_search = 100`);
await admin.query(`alter database ${name} set hnsw.iterative_scan = 'relaxed_order'`);
const pool = new pg.Pool({ connectionString: of.href, max: 8 });
pool.on('error', () => undefined);
const rows: Row[] = [];
try {
  await migrate(pool);
  const store = postgresStore({ pool });
  const rounds = Number(values.rounds);
  if (values.only !== 'query') {
    say('ingest …');
    rows.push(...(await measureIngest(store, pool, Number(values['ingest-rows']), rounds)));
  }
  if (values.only !== 'ingest') {
    const collection = await store.open({
      name: 'bench',
      space,
      filterKeys: ['twentieth', 'hundredth', 'thousandth'],
    });
    const count = Number(values.rows);
    for (let from = 0; from < count; from += 10_000) {
      await collection.upsert(records(Math.min(10_000, count - from), from + 3, `q${from}-`));
      say(`loaded ${Math.min(count, from + 10_000)} of ${count}`);
    }
    say('building the index …');
    const started = performance.now();
    await collection.buildIndex({ kind: 'hnsw' }, { memoryMb: 512, onNotice: say });
    say(`built in ${Math.round((performance.now() - started) / 1000)} s`);
    const { rows: tables } = await pool.query<{ name: string; vector: string }>(
      `select 'vector.records_' || c.id as name, 'v_' || g.id as vector from vector.collections c
        join vector.generations g on g.collection_id = c.id where c.name = 'bench'`,
    );
    const [table = { name: '', vector: '' }] = tables;
    say('queries …');
    rows.push(...(await measureQueries(collection, pool, table, Number(values.queries), rounds)));
  }
} finally {
  await pool.end();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
}
const report = {
  node: process.version,
  cores: availableParallelism(),
  rows: rows.map((row) => ({
    ...row,
    ours: Number(row.ours.toPrecision(4)),
    theirs: Number(row.theirs.toPrecision(4)),
    ratio: Number((row.ours / row.theirs).toFixed(2)),
  })),
};
mkdirSync(join(import.meta.dirname, '../reports'), { recursive: true });
writeFileSync(
  join(import.meta.dirname, '../reports/bench-vector.json'),
  `${JSON.stringify(report, null, 2)}\n`,
);
if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
else
  for (const { name: what, ours, theirs, unit, peer, ratio, aim, better, note } of report.rows) {
    const reached =
      aim === undefined
        ? ''
        : ` (aim ${better === 'more' ? 'at least' : 'at most'} ${aim}: ${(better === 'more' ? ratio >= aim : ratio <= aim) ? 'reached' : 'missed'})`;
    const bar = (value: number): string =>
      '█'.repeat(Math.max(1, Math.round((value / Math.max(ours, theirs)) * 30)));
    process.stdout.write(
      `${what}: ratio ${ratio}${reached}${note === undefined ? '' : `\n  ${note}`}\n  ours ${String(ours).padEnd(9)} ${unit}  ${bar(ours)}\n  ${peer} ${String(theirs).padEnd(9)} ${unit}  ${bar(theirs)}\n`,
    );
  }
