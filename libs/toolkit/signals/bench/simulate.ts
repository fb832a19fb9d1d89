// npm run simulate:signals: what the store holds after so many days, in each profile.
import { parseArgs } from 'node:util';
import { profiles, rowsOf } from '../test/databases.ts';
import { bytesOf, day, rollupHashes, simulate } from '../test/simulation.ts';

const help = `npm run simulate:signals -- [options]

Sends what a small shop sends in so many days, with a maintenance a day, as if it were those days, and tells what the store holds.

  --days <n>          400 unless given
  --per-hour <n>      logs and spans of success an hour, 1 unless given
  --profile <name>    postgres or timescale; both unless given
  --every <n>         days between two maintenance runs, 1 unless given

TEST_DATABASE_URL     a native server instead of the engines in this process
`;

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '400' },
    'per-hour': { type: 'string', default: '1' },
    every: { type: 'string', default: '1' },
    profile: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const [days, perHour, maintainEvery] = [values.days, values['per-hour'], values.every].map(Number);
const chosen = profiles.filter(([name]) => values.profile === undefined || name === values.profile);
const isSound = [days, perHour, maintainEvery].every(
  (count) => Number.isInteger(count) && Number(count) > 0,
);

if (values.help) process.stdout.write(help);
else if (!isSound || chosen.length === 0) {
  process.stderr.write(
    `--days, --per-hour and --every take whole numbers from 1 on, --profile postgres or timescale.\n\n${help}`,
  );
  process.exitCode = 2;
} else {
  for (const [name, create] of chosen) await show(name, create);
}

async function show(name: string, create: (typeof profiles)[number][1]): Promise<void> {
  const database = await create();
  const started = process.cpuUsage();
  const start = Math.floor(Date.now() / day) * day - Number(days) * day;
  await simulate(database, {
    ...{
      start,
      days: Number(days),
      perHour: Number(perHour),
      maintainEvery: Number(maintainEvery),
    },
  });
  const cpu = process.cpuUsage(started);
  process.stdout.write(
    `\n${name}: ${days} days, ${Math.round((cpu.user + cpu.system) / 1e6)} CPU seconds of this process\n`,
  );
  for (const table of ['logs', 'logs_failed', 'spans', 'spans_failed', 'metric_points']) {
    const [row] = await rowsOf<{ rows: number; first: string | null }>(
      database,
      `select count(*)::int as rows, min(time)::date::text as first from signals.${table}`,
    );
    const bytes = await bytesOf(database, table);
    process.stdout.write(
      `  ${table.padEnd(22)} ${String(row?.rows ?? 0).padStart(10)} rows since ${row?.first ?? '-'}  ${Math.round(bytes / 1024)} KiB\n`,
    );
  }
  for (const [table, hash] of Object.entries(await rollupHashes(database))) {
    const [rows = '', digest = ''] = hash.split(' ');
    process.stdout.write(`  ${table.padEnd(22)} ${rows.padStart(10)} rows  ${digest}\n`);
  }
  await database.close();
}
