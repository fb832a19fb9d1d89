import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { isListening } from './loopback.ts';

/** Characters of what a process printed that are kept, to say why it ended. */
const keptOutput = 1500;
const pollMs = 50;

export interface ProcessRequest {
  readonly command: readonly string[];
  /** Absolute path of the folder that it runs in. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A process that was started. */
export interface StartedProcess {
  /** How it ended, in words, with its last output; waits for that. */
  readonly ended: Promise<{ readonly code: number | null; readonly text: string }>;
  /** Tells it to end, and ends it where it does not in time. */
  stop(timeoutMs: number): Promise<void>;
  /** Whether it listens within the time; `ended` where it ends instead. */
  listens(port: number, timeoutMs: number): Promise<'listens' | 'ended' | 'late'>;
  /** What it printed last. */
  output(): string;
  /** The same without what it printed to its error output. */
  stdout(): string;
  isRunning(): boolean;
}

/** Starts a process with nothing of this one's environment but what every program needs. */
export function startProcess({ command, folder, environment }: ProcessRequest): StartedProcess {
  const [program = '', ...args] = command;
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  const inherited = Object.entries({ PATH, HOME, TMPDIR, SystemRoot }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const child = spawn(program === 'node' ? process.execPath : program, args, {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let stdout = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-keptOutput);
    });
  }
  child.stdout.on('data', (text: string) => {
    stdout = (stdout + text).slice(-keptOutput);
  });
  const ended = new Promise<{ code: number | null; text: string }>((resolve) => {
    child.once('error', (error) => {
      resolve({ code: null, text: `it could not be started: ${error.message}` });
    });
    child.once('close', (code, signal) => {
      resolve({ code, text: `it ended with ${code === null ? signal : `exit code ${code}`}` });
    });
  }).then(({ code, text }) => ({ code, text: withOutput(text, output) }));
  let isRunning = true;
  void ended.then(() => (isRunning = false));

  return {
    ended,
    output: () => output,
    stdout: () => stdout,
    isRunning: () => isRunning,
    async stop(timeoutMs) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
      await ended;
      clearTimeout(timer);
    },
    async listens(port, timeoutMs) {
      for (const until = Date.now() + timeoutMs; Date.now() < until; await sleep(pollMs)) {
        if (!isRunning) return 'ended';
        if (await isListening(port)) return 'listens';
      }
      return 'late';
    },
  };
}

/** A sentence, and what a process printed last. */
export function withOutput(text: string, output: string): string {
  const said = output.trim();
  return said === '' ? text : `${text}; its last words: ${said}`;
}
