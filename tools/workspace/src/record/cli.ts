import { join } from 'node:path';
import { connect, migrate } from '@h-j-petroleum/toolkit-signals';
import { embeddedState } from '../database/embedded-database.ts';
import type { Recorded } from './record.ts';
import { record } from './record.ts';

const help = `npm run record

Stores the reports of test runs (*/reports/vitest*.json) and of the gate (.standards/report.json) that lie in the workspace
in the signal store. A report that is stored already is left alone.

  --json          says what was done as JSON

DATABASE_URL             the store; the embedded database, where it runs, unless set
DEPLOYMENT_ENVIRONMENT   where the runs were made: ci where CI is set, else local, unless set
`;

/** @returns exit code: 0, 1 where a report was not stored, 2 for bad use and for a store that can't be had */
export async function main(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Promise<number> {
  const unknown = args.find((word) => word !== '--json' && word !== '--help');
  if (unknown !== undefined) {
    process.stderr.write(`\`${unknown}\` is no option.\n\n${help}`);
    return 2;
  }
  if (args.includes('--help')) {
    process.stdout.write(help);
    return 0;
  }
  const state = env.DATABASE_URL
    ? undefined
    : await embeddedState(env.HJPS_DATA ?? join(root, '.data'));
  const url = env.DATABASE_URL || state?.url;
  if (url === undefined) {
    process.stderr.write(
      '✗ There is no store: DATABASE_URL is not set, and the embedded database does not run.\n  - Start it: npm run db -- start\n  - Or set DATABASE_URL.\n',
    );
    return 2;
  }
  const database = connect({ url, maxConnections: 1, applicationName: 'record' });
  try {
    if (state !== undefined) await migrate(database);
    const recorded = await record(database, root, { env });
    process.stdout.write(
      args.includes('--json') ? `${JSON.stringify(recorded)}\n` : `${describe(recorded)}\n`,
    );
    return recorded.failures.length > 0 ? 1 : 0;
  } catch (error) {
    const undefinedTable = Reflect.get(Object(error), 'code') === '42P01';
    process.stderr.write(
      undefinedTable
        ? '✗ The database that DATABASE_URL names has no signal store yet.\n  - Make it: signals migrate\n'
        : `✗ ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return 2;
  } finally {
    await database.close();
  }
}

/** For a person, on a line each. */
export function describe({ reports, rows, already, tooOld, failures }: Recorded): string {
  return [
    `Recorded ${reports} reports (${rows} spans and points); ${already} were stored already${tooOld > 0 ? `, ${tooOld} are too old to tell` : ''}.`,
    ...failures.map((failure) => `✗ ${failure}`),
  ].join('\n');
}
