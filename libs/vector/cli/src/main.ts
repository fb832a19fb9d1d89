import { VectorError } from '@vector-toolkit/core';
import { Command, CommanderError } from 'commander';
import { registerEvaluate } from './commands/evaluate.ts';
import { registerIngest } from './commands/ingest.ts';
import { registerInspect } from './commands/inspect.ts';
import { registerReEmbed } from './commands/re-embed.ts';
import { registerSearch } from './commands/search.ts';
import { embedderNamed } from './embedder-named.ts';
import type { Output } from './output.ts';
import type { Surroundings } from './surroundings.ts';
import { databaseUrl, withStore } from './surroundings.ts';

/** Exit codes: 0 done; 1 failed; 2 bad use. */
export async function main(args: readonly string[], output: Output): Promise<number> {
  const program = new Command('vector')
    .description(
      'Embeddings in PostgreSQL with pgvector: ingest, search, inspect, embed anew, evaluate.',
    )
    .option('--database-url <url>', 'address of the database (default: the variable DATABASE_URL)')
    .option('--json', 'machine-readable output', false)
    .exitOverride()
    .configureOutput({ writeOut: output.write, writeErr: output.writeError })
    .showHelpAfterError('(--help shows what there is)');
  const url = (): string => databaseUrl(program.opts<{ databaseUrl?: string }>().databaseUrl);
  const surroundings: Surroundings = {
    output,
    url,
    embedder: embedderNamed,
    withStore: (work) => withStore(url(), work),
    show: (value, text) => {
      const { json } = program.opts<{ json: boolean }>();
      output.write(json ? `${JSON.stringify(value, null, 2)}\n` : text());
    },
  };
  registerIngest(program, surroundings);
  registerSearch(program, surroundings);
  registerInspect(program, surroundings);
  registerReEmbed(program, surroundings);
  registerEvaluate(program, surroundings);
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeOut: output.write, writeErr: output.writeError });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    output.writeError(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof VectorError && /_BAD_|_MISMATCH|_NOT_SUPPORTED/.test(error.code)
      ? 2
      : 1;
  }
}
