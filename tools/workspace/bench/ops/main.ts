// npm run bench:ops: what the operational services cost, as ratios to named peers taken in the same run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Measurement } from '../measurement.ts';
import { markdown, table } from '../report.ts';
import { opsDatabase } from './database.ts';
import { pdfPages } from './pages.ts';
import { openParties } from './parties.ts';
import { serviceCost } from './service-cost.ts';
import type { Statements } from './statements.ts';

const help = `Measures approval-api's create and decide and pdf-generator's press, as ratios to named peers taken in the same run.

  npm run bench:ops -- [--only service,pages] [--amount 600] [--rounds 7] [--connections 8] [--seconds 150] [--json | --markdown]

  service  requests/s, median and 99th percentile of the latency, and CPU of the serving process: with everything on (tokens,
           validation, audit trail, outbox, signals), the same without signals, and bare Fastify with one INSERT. Three
           processes on one PostgreSQL take turns; autocannon sends each request as soon as the one before is answered.
  pages    pages a second of the press, and of the library called directly with its texts prepared.

  --only         what to measure, with a comma between
  --amount       requests of each kind in a round
  --rounds       rounds after one that warms up; the median counts
  --connections  how many send at once
  --seconds      after which no further round begins, once there were three
  --profile      folder for a CPU profile (node --cpu-prof) of the service with everything on
  --json, --markdown
                 JSON, or tables for docs/ops/performance.md, on stdout instead of the table with bars

TEST_DATABASE_URL names the server, whose user may create databases; npm run starts a PostgreSQL 17 where there is none.
JSON is written to reports/bench-ops.json. Aims that are missed are said, and change nothing about the exit code.
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'service,pages' },
    amount: { type: 'string', default: '600' },
    rounds: { type: 'string', default: '7' },
    connections: { type: 'string', default: '8' },
    seconds: { type: 'string', default: '150' },
    profile: { type: 'string' },
    json: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) process.stdout.write(help);
else process.exitCode = await main();

async function main(): Promise<number> {
  const [amount, rounds, connections] = [values.amount, values.rounds, values.connections].map(
    Number,
  );
  const only = values.only.split(',').map((one) => one.trim());
  const fault = faultOf({ amount, rounds, connections, only });
  if (amount === undefined || rounds === undefined || connections === undefined || fault) {
    process.stderr.write(`${fault}\n`);
    return 2;
  }
  const started = performance.now();
  const elapsed = (): number => Math.round((performance.now() - started) / 1000);
  const progress = (text: string): void => {
    process.stderr.write(`${String(elapsed()).padStart(4)} s  ${text}\n`);
  };
  const measured: Measurement[] = [];
  const statements: Statements[] = [];
  let version = '';
  if (only.includes('service')) {
    progress('service: starting');
    const database = await opsDatabase(process.env.TEST_DATABASE_URL ?? '');
    version = database.version;
    try {
      const parties = await openParties(database, values.profile);
      try {
        const result = await serviceCost(database, parties, {
          seconds: Number(values.seconds),
          amount,
          rounds,
          connections,
          progress,
        });
        measured.push(...result.measured);
        statements.push(...result.statements);
      } finally {
        await parties.close();
      }
    } finally {
      await database.close();
    }
  }
  if (only.includes('pages')) {
    progress('pages');
    measured.push(...(await pdfPages()));
  }
  progress('done');
  const json = `${JSON.stringify(
    {
      ...{ benchmark: 'ops', date: new Date().toISOString(), node: process.version },
      ...{ server: version, cores: availableParallelism() },
      load: loadavg().map((one) => Number(one.toFixed(2))),
      ...{ seconds: elapsed(), amount, rounds, connections, measurements: measured, statements },
    },
    null,
    2,
  )}\n`;
  const reports = join(import.meta.dirname, '../../../../reports');
  mkdirSync(reports, { recursive: true });
  writeFileSync(join(reports, 'bench-ops.json'), json);
  const shown = values.markdown ? markdown(measured) : table(measured);
  process.stdout.write(values.json ? json : `${shown}${listed(statements)}`);
  return 0;
}

function listed(statements: readonly Statements[]): string {
  return statements
    .map(
      ({ route, statements: texts }) =>
        `\n${route}: ${texts.length} statements\n${texts.map((text) => `  ${text}\n`).join('')}`,
    )
    .join('');
}

function faultOf(given: {
  readonly amount: number | undefined;
  readonly rounds: number | undefined;
  readonly connections: number | undefined;
  readonly only: readonly string[];
}): string | undefined {
  const { amount = 0, rounds = 0, connections = 0, only } = given;
  const unknown = only.find((one) => one !== 'service' && one !== 'pages');
  if (unknown !== undefined)
    return `There is no measure \`${unknown}\`. There are: service, pages.`;
  const whole = [amount, rounds, connections].every((one) => Number.isInteger(one) && one >= 1);
  if (!whole || amount < connections)
    return '--amount, --rounds and --connections take whole numbers from 1 on, and --amount is not less than --connections.';
  if (only.includes('service') && !process.env.TEST_DATABASE_URL)
    return 'TEST_DATABASE_URL is not set. Run it by npm run bench:ops, which starts a server.';
  return undefined;
}
