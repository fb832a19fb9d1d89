import { Command, CommanderError } from 'commander';
import { connect } from '../database/connect.ts';
import type { Database } from '../database/database.ts';
import { explained, messageOf, SignalsError } from '../errors.ts';
import { registerFingerprint } from './fingerprint.ts';
import { registerMaintenance } from './maintenance.ts';
import type { Output } from './output.ts';
import { registerQueries } from './queries.ts';

/** What a command needs besides its options. */
export interface Surroundings {
  readonly output: Output;
  /** Runs work on the database of `--database-url` or DATABASE_URL, and closes it. */
  readonly withDatabase: <Result>(work: (database: Database) => Promise<Result>) => Promise<Result>;
  /** Writes the value as JSON where `--json` was given, and as text otherwise. */
  readonly show: (value: unknown, text: () => string) => void;
}

/** Exit codes: 0 done; 1 failed; 2 bad use. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const program = new Command('signals')
    .description('The signal store: logs, traces and metrics in TimescaleDB or plain PostgreSQL.')
    .option('--database-url <url>', 'address of the database (default: the variable DATABASE_URL)')
    .option('--json', 'machine-readable output', false)
    .exitOverride()
    .configureOutput({ writeOut: output.write, writeErr: output.writeError })
    .showHelpAfterError('(--help shows what there is)');
  const surroundings: Surroundings = {
    output,
    withDatabase: async (work) => {
      const { databaseUrl } = program.opts<{ databaseUrl?: string }>();
      const database = connect({
        url: databaseUrl,
        applicationName: 'signals-cli',
        maxConnections: 2,
      });
      try {
        return await work(database);
      } finally {
        await database.close();
      }
    },
    show: (value, text) => {
      const { json } = program.opts<{ json: boolean }>();
      output.write(json ? `${JSON.stringify(value, null, 2)}\n` : text());
    },
  };
  registerMaintenance(program, surroundings);
  registerQueries(program, surroundings);
  registerFingerprint(program, surroundings);
  for (const command of program.commands) {
    command.exitOverride().configureOutput({ writeOut: output.write, writeErr: output.writeError });
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const reason = explained(error);
    const isBadUse = reason instanceof SignalsError && /^SIGNALS_(?:BAD_|NO_)/.test(reason.code);
    const wayOut =
      reason instanceof SignalsError && reason.code === 'SIGNALS_UNREACHABLE'
        ? '. Is it started, and is DATABASE_URL its address? The embedded one: npm run db -- start'
        : '';
    output.writeError(`error: ${messageOf(reason)}${wayOut}\n`);
    return isBadUse ? 2 : 1;
  }
}
