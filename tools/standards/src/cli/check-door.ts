import { readCheckLine, type CheckLine } from './check-line.ts';
import { checkCommand } from './commands/check.ts';
import { failed } from './failed.ts';
import { guardProcess } from './guard-process.ts';
import { processOutput } from './output.ts';

/**
 * Runs `standards check` by the shortest way, as the process that it is.
 *
 * @param args without node and script
 * @returns false, with nothing done, for a command line that the parser of all commands has to read
 */
export function startCheck(args: readonly string[]): boolean {
  const line = readCheckLine(args);
  if (!line) return false;
  const guard = guardProcess(process);
  // Not awaited: a check that waits for ever would make Node speak of this file instead of letting the guard name the skill.
  void check(line).then((exitCode) => guard.end(exitCode));
  return true;
}

async function check({ options, colour }: CheckLine): Promise<number> {
  const output = processOutput(colour);
  try {
    return await checkCommand(options, output);
  } catch (error) {
    return failed(error, output);
  }
}
