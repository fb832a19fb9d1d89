import { runningCheck } from '@h-j-petroleum/standards-engine';
import { beforeStreaming, writeOut } from './write.ts';

/** What the guard needs of Node's `process`. */
export type GuardedProcess = Pick<NodeJS.Process, 'on' | 'stdout' | 'stderr' | 'exitCode'>;

/**
 * Sees to it that no end of the process reads as a verdict that nobody gave: a skill of a pack can call `process.exit(0)`,
 * wait for what never comes, or throw when its check is long over; and whoever reads the output can close it (`| head`)
 * or have no room for it.
 */
export function guardProcess(guarded: GuardedProcess): { end(exitCode: number): void } {
  let ended = false;
  let strayed = false;
  let unwritten = false;
  const say = (text: string): void => writeOut(2, `standards: ${text}\n`);
  const culprit = (): string => {
    const check = runningCheck();
    return check ? `${check.skill} on ${check.project}` : 'no check';
  };

  guarded.on('uncaughtException', (error) => {
    strayed = true;
    say(`an error outside of any check; the last that ran is ${culprit()}. ${describe(error)}`);
  });
  guarded.on('exit', () => {
    if (!ended) {
      say(
        `the process ended before the run did, so nothing is known. What ran last, and ended it or waited for what never came: ${culprit()}.`,
      );
    }
    if (!ended || strayed) guarded.exitCode = 3;
    else if (unwritten && guarded.exitCode !== 3) guarded.exitCode = 2;
  });
  beforeStreaming(1, () => {
    guarded.stdout.on('error', (error) => {
      // Whoever reads has seen enough; the verdict stays what it is.
      if (codeOf(error) === 'EPIPE') return;
      unwritten = true;
      say(`the output cannot be written: ${error.message}`);
    });
  });
  // There is nobody left to tell.
  beforeStreaming(2, () => void guarded.stderr.on('error', () => undefined));

  return {
    end(exitCode) {
      ended = true;
      guarded.exitCode = exitCode;
    },
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
