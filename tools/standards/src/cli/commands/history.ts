import { StandardsError, visibleText } from '@h-j-petroleum/standards-engine';
import { databaseUrlIn, databaseVariable, isSwitchedOff } from '../../history/database-url.ts';
import type { RoleKind } from '../../history/database/migrate-history.ts';
import { fileHistory, type DamagedLine } from '../../history/file-history.ts';
import { historyFolder } from '../../history/history-folder.ts';
import { openDatabaseHistory } from '../../history/open-history.ts';
import { lastFailure, put, waiting } from '../../history/outbox.ts';
import { sendRuns } from '../../history/send-runs.ts';
import { findRoot, openSession } from '../../session.ts';
import type { Output } from '../output.ts';
import { toJson } from '../output.ts';

export const historyActions = ['show', 'send', 'migrate'] as const;
export type HistoryAction = (typeof historyActions)[number];

export interface HistoryOptions {
  readonly root?: string;
  readonly all?: boolean;
  readonly grant?: string;
  readonly as?: RoleKind;
  readonly json?: boolean;
}

/** Says what is recorded, sends what waits for the database, or makes the schema that it is sent to. */
export async function historyCommand(
  action: HistoryAction,
  options: HistoryOptions,
  output: Output,
): Promise<number> {
  const wrong =
    (options.all && action !== 'send' && '--all is for `history send`.') ||
    ((options.grant ?? options.as) !== undefined &&
      action !== 'migrate' &&
      '--grant and --as are for `history migrate`.') ||
    ((options.grant === undefined) !== (options.as === undefined) &&
      'Of --grant and --as, give both: --grant gate --as writer.');
  if (wrong) throw new StandardsError('BAD_USAGE', wrong);
  if (action === 'migrate') return migrate(options, output);
  const root = options.root ?? findRoot(process.cwd());
  return action === 'send' ? send(root, options, output) : show(root, options, output);
}

async function show(root: string, options: HistoryOptions, output: Output): Promise<number> {
  const { config } = await openSession({ root, withoutBaseline: true });
  const damaged: DamagedLine[] = [];
  const history = fileHistory(root, { onDamage: (one) => void damaged.push(one) });
  let runs = 0;
  let first: string | undefined;
  let last: string | undefined;
  for await (const { startedAt } of history.runs()) {
    runs++;
    first ??= startedAt;
    last = startedAt;
  }
  const recorded = config.history !== undefined && !isSwitchedOff(process.env);
  const database = databaseUrlIn(process.env) !== undefined;
  const unsent = waiting(root).length;
  const failure = lastFailure(root);
  if (options.json) {
    output.out(
      toJson({
        ...{ schemaVersion: 1, recorded, folder: historyFolder, runs },
        ...{ first: first ?? null, last: last ?? null, damaged, database, unsent },
        failure: failure ?? null,
      }),
    );
    return 0;
  }
  const lines = [
    recorded ? `Runs are recorded in ${historyFolder}.` : 'Runs are not recorded.',
    runs === 0 ? 'It holds none.' : `It holds ${count(runs)}, from ${first} to ${last}.`,
    ...damaged.map(({ file, line, reason }) => `${file}:${line} is left out: ${reason}.`),
    database
      ? `They are sent to the database that ${databaseVariable} names; ${count(unsent)} to send.`
      : `No database: ${databaseVariable} is not set.`,
    ...(failure === undefined ? [] : [`The last sending failed: ${failure}.`]),
  ];
  output.out(lines.map((line) => `${visibleText(line)}\n`).join(''));
  return 0;
}

async function send(root: string, options: HistoryOptions, output: Output): Promise<number> {
  const url = namedDatabase();
  if (options.all) for await (const run of fileHistory(root).runs()) put(root, run);
  const { history, close } = await openDatabaseHistory(url);
  try {
    const { sent, left, reason } = await sendRuns(root, history);
    if (options.json) {
      output.out(toJson({ schemaVersion: 1, sent, left, reason: reason ?? null }));
    } else output.out(`${count(sent)} sent, ${left} left.\n`);
    if (left > 0) {
      throw new StandardsError(
        'DATABASE_FAILED',
        `${count(left)} could not be sent: ${reason ?? 'they cannot be read'}. They stay, and the next run of the gate tries again.`,
      );
    }
    return 0;
  } finally {
    await close();
  }
}

async function migrate(options: HistoryOptions, output: Output): Promise<number> {
  const url = namedDatabase();
  const [{ connect }, { grantHistory, migrateHistory }] = await Promise.all([
    import('@h-j-petroleum/toolkit-signals'),
    import('../../history/database/migrate-history.ts'),
  ]);
  const database = connect({ url, maxConnections: 1, applicationName: 'standards' });
  try {
    const applied = await migrateHistory(database);
    const { grant, as } = options;
    if (grant !== undefined && as !== undefined) await grantHistory(database, grant, as);
    if (options.json) output.out(toJson({ schemaVersion: 1, applied, granted: grant ?? null }));
    else {
      output.out(
        `schema standards: ${applied.length === 0 ? 'up to date' : `applied ${applied.join(', ')}`}.\n`,
      );
      if (grant !== undefined) output.out(visibleText(`${grant} is a ${as} of it.`) + '\n');
    }
    return 0;
  } finally {
    await database.close();
  }
}

function namedDatabase(): string {
  const url = databaseUrlIn(process.env);
  if (url !== undefined) return url;
  throw new StandardsError(
    'BAD_USAGE',
    `No database is named: set ${databaseVariable} to postgres://user:password@host:5432/database.`,
  );
}

function count(runs: number): string {
  return runs === 1 ? '1 run' : `${runs} runs`;
}
