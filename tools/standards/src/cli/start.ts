import { guardProcess } from './guard-process.ts';
import { main } from './main.ts';

/** Runs a command line as the process that it is. @param args without node and script */
export function start(args: readonly string[]): void {
  const guard = guardProcess(process);
  // Not awaited: a check that waits for ever would make Node speak of this file instead of letting the guard name the skill.
  void main(args).then((exitCode) => guard.end(exitCode));
}
