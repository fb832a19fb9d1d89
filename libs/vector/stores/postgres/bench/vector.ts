// npm run bench:vector: what the store costs, as ratios to named peers taken in the same run.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrate, postgresStore } from '../src/index.ts';
import { records, space, tableOf } from './data.ts';
import { measureIngest } from './ingest.ts';
import { installPeers, openPeers } from './peers.ts';
import type { Peer } from './peers/peer.d.mts';
import { measureFiltered, measureQueries } from './query.ts';
import { report } from './report.ts';
import type { Row } from './row.ts';
import { measureTexts } from './texts.ts';

const help = `Measures the vector store on a native server, as ratios to named peers taken in the same run, and says which aims are
reached. Takes about five minutes; the peers (LangChain, Mastra) are installed the first time, which needs a network.

  npm run bench:vector -- [--rows 100000] [--ingest-rows 20000] [--queries 500] [--rounds 3]
                          [--only ingest|query|texts] [--no-peers] [--json]

ingest  writing records · query  searching 100,000 vectors, with and without filters · texts  the local embedder, and dense,
lexical and hybrid search on labelled texts

Prints a table, or JSON with --json, and writes JSON to reports/bench-vector.json of this package. A native server is started
for it; with TEST_DATABASE_URL that one is used, in a database of its own.
`;

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    'ingest-rows': { type: 'string', default: '20000' },
    queries: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string' },
    'no-peers': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const started = performance.now();
const say = (text: string): void => {
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stderr.write(`${String(seconds).padStart(4)} s  ${text}\n`);
};
const does = (part: string): boolean => values.only === undefined || values.only === part;

const admin = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
await admin.connect();
const name = `bench_vector_${process.pid}`;
await admin.query(`create database ${name}`);
const of = new URL(process.env.TEST_DATABASE_URL ?? '');
of.pathname = `/${name}`;
const poolWith = (options: string): pg.Pool => {
  const pool = new pg.Pool({ connectionString: of.href, max: 8, options });
  pool.on('error', () => undefined);
  return pool;
};
const pool = poolWith('');
// What pgvector needs for recall is set for the hand-written queries, as an owner of a database would.
const byHand = poolWith('-c hnsw.ef_search=100 -c hnsw.iterative_scan=relaxed_order');
const peers: Peer[] = [];
const rows: Row[] = [];
const notes: Record<string, string> = {};
try {
  await migrate(pool);
  if (!values['no-peers'] && (does('ingest') || does('query'))) {
    const refused = installPeers(say);
    if (refused === undefined) {
      const { langchain, mastra } = await openPeers(of.href);
      peers.push(langchain, mastra);
    } else {
      notes.peers = `LangChain and Mastra could not be installed, and were left out: ${refused}`;
      say(notes.peers);
    }
  }
  const store = postgresStore({ pool });
  const rounds = Number(values.rounds);
  if (does('texts')) {
    say('local embedder, and hybrid search …');
    rows.push(...measureTexts(of.href));
  }
  if (does('ingest')) {
    say('ingest …');
    rows.push(
      ...(await measureIngest({ store, pool, peers }, Number(values['ingest-rows']), rounds)),
    );
  }
  if (does('query')) {
    const keys = ['twentieth', 'hundredth', 'thousandth'];
    const collection = await store.open({ name: 'bench', space, filterKeys: keys });
    const count = Number(values.rows);
    for (let from = 0; from < count; from += 10_000) {
      await collection.upsert(records(Math.min(10_000, count - from), from + 3, `q${from}-`));
      if (from % 50_000 === 0) say(`loading ${count} records …`);
    }
    say('building the index …');
    await collection.buildIndex({ kind: 'hnsw' }, { memoryMb: 512, onNotice: say });
    const table = await tableOf(pool, 'bench');
    // What autovacuum would do in a minute, so that every run has the same plans.
    await pool.query(`vacuum analyze ${table.name}`);
    await pool.query(
      `create view bench_records as select id, text, metadata, ${table.vector} as embedding from ${table.name}`,
    );
    const searched = { collection, byHand, table, peers };
    say('queries …');
    rows.push(...(await measureQueries(searched, Number(values.queries), rounds)));
    say('queries with filters …');
    rows.push(...(await measureFiltered(searched, rounds)));
  }
} finally {
  for (const peer of peers) await peer.close();
  await Promise.all([pool.end(), byHand.end()]);
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.end();
}
say('done');
process.stdout.write(report(rows, notes, values.json));
