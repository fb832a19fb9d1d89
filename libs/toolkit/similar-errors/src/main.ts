import { databaseUrl } from '@h-j-petroleum/toolkit-signals';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import pg from 'pg';
import { embedNewErrors } from './embed-new-errors.ts';
import { findSimilarErrors } from './find-similar-errors.ts';

/** Where the command writes, so that it can be tried without a process. */
export interface Output {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}

const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
};

/** Exit codes: 0 done; 1 failed; 2 bad use. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const program = new Command('similar-errors')
    .description('Finds errors of the signal store that are like one; embeds new errors first.')
    .argument(
      '<error>',
      'a text, or with --fingerprint the number of an error that the store knows',
    )
    .option('--fingerprint', 'the argument is a fingerprint', false)
    .option('-n, --limit <n>', 'errors at most', wholeNumber, 10)
    .option('--database-url <url>', 'address of the database (default: the variable DATABASE_URL)')
    .option('--json', 'machine-readable output', false)
    .exitOverride()
    .configureOutput({ writeOut: output.write, writeErr: output.writeError });
  try {
    program.parse([...args], { from: 'user' });
  } catch (error) {
    return error instanceof CommanderError && error.exitCode === 0 ? 0 : 2;
  }
  const {
    fingerprint,
    limit,
    databaseUrl: url,
    json,
  } = program.opts<{
    fingerprint: boolean;
    limit: number;
    databaseUrl?: string;
    json: boolean;
  }>();
  const [error = ''] = program.args;
  try {
    const pool = new pg.Pool({
      connectionString: databaseUrl(url),
      max: 4,
      application_name: 'similar-errors',
    });
    pool.on('error', () => undefined);
    try {
      await embedNewErrors(pool);
      const found = await findSimilarErrors(
        pool,
        fingerprint ? { fingerprint: error } : { text: error },
        { limit },
      );
      output.write(
        json
          ? `${JSON.stringify(found, null, 2)}\n`
          : found.length === 0
            ? 'The signal store knows no other errors.\n'
            : found
                .map(
                  ({ score, fingerprint: id, type, template }) =>
                    `${score.toFixed(3)}  ${id}  ${printable(`${type} ${template}`.trim())}\n`,
                )
                .join(''),
      );
    } finally {
      await pool.end();
    }
    return 0;
  } catch (thrown) {
    output.writeError(`error: ${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
    return 1;
  }
}

/** One line of text from outside: what could move the cursor is shown, not done. */
function printable(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{Cc}/gu, '\ufffd')
    .slice(0, 140);
}
