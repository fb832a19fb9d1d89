import { CommanderError } from 'commander';
import { failed } from './failed.ts';
import type { Output } from './output.ts';
import { processOutput } from './output.ts';
import { createProgram } from './program.ts';
import { version } from '../version.ts';

/**
 * Runs one command line.
 *
 * @param args without node and script
 * @returns the exit code: what the command concluded, 2 for bad use or configuration, 3 for a fault of our own
 */
export async function main(
  args: readonly string[],
  output: (colourWanted: boolean) => Output = processOutput,
): Promise<number> {
  let exitCode = 0;
  const program = createProgram(version, output, (code) => {
    exitCode = code;
  });
  const plain = output(false);
  for (const command of [program, ...program.commands]) {
    command.exitOverride();
    command.configureOutput({
      writeOut: plain.out,
      writeErr: plain.err,
      // Asked for itself, Node warns on its own where NO_COLOR and FORCE_COLOR are both set.
      getOutHasColors: () => plain.colour,
      getErrHasColors: () => plain.colour,
    });
  }
  // `complete` is what the completion scripts ask at each press of the key.
  if (args[0] === 'completion' || args[0] === 'complete') {
    const { addCompletion } = await import('./completion.ts');
    await addCompletion(program);
  } else {
    program
      .command('completion')
      .description('print a completion script')
      .argument('<shell>', 'zsh, bash, fish or powershell');
  }
  try {
    if (args.length === 0) {
      program.outputHelp();
      return 2;
    }
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return failed(error, plain);
  }
}
