import { fork } from 'node:child_process';
import * as z from 'zod/mini';
import type { Run } from './facts.ts';

const answer = z.object({
  line: z.number(),
  expected: z.string(),
  actual: z.string(),
  same: z.boolean(),
});

/** Characters of what a program printed that are kept, to say why it failed. */
const keptOutput = 500;

export interface RunRequest {
  readonly file: string;
  /** Absolute path of the folder that it runs in. */
  readonly folder: string;
  readonly line: number;
  readonly flags: readonly string[];
  /** How many results it says. */
  readonly count: number;
  readonly timeoutMs: number;
}

/** Runs one program in a process of its own; gives what it printed too. */
export async function runProgram(
  request: RunRequest,
): Promise<{ readonly run: Run; readonly printed: string }> {
  const { file, folder, line, flags, count, timeoutMs } = request;
  const { PATH, TMPDIR, SystemRoot } = process.env;
  const env = Object.fromEntries(
    Object.entries({ PATH, TMPDIR, SystemRoot, HOME: folder, NO_COLOR: '1' }).filter(
      ([, value]) => value !== undefined,
    ),
  );
  const child = fork(file, {
    ...{ cwd: folder, env, execArgv: [...flags, '--import', './readme.preload.mjs'] },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const differences: Run['differences'] = [];
  let compared = 0;
  child.on('message', (given) => {
    const { same, ...rest } = answer.parse(given);
    compared++;
    if (!same) differences.push(rest);
  });
  const ended = new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => {
      resolve(`it could not be started: ${error.message}`);
    });
    child.once('close', (code, signal) => {
      if (code !== 0) resolve(`it ended with ${code === null ? signal : `exit code ${code}`}`);
      else if (compared < count) resolve(`it ended before ${count - compared} of its results`);
      else resolve(undefined);
    });
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, timeoutMs);
  const how = await ended;
  clearTimeout(timer);
  const said = printed.trim().slice(-keptOutput);
  const problem = isLate ? `it was not done after ${timeoutMs / 1000} s and was ended` : how;
  return {
    printed,
    run: {
      ...{ line, compared, differences },
      ...(problem === undefined
        ? {}
        : { problem: said === '' ? problem : `${problem}; its last words: ${said}` }),
    },
  };
}
