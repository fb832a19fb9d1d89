import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What one command took, in seconds. */
export interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

export interface Finished extends Cost {
  readonly stdout: string;
}

type Env = Readonly<Record<string, string>>;

/** The same for every run: no daemon, no terminal, no colour. */
const plainEnv: Env = { CI: 'true', NX_DAEMON: 'false', NX_TUI: 'false', NO_COLOR: '1' };

/** Runs one process that starts no other, and counts its CPU as the shell does. */
export function costOf(root: string, args: readonly string[], env: Env = {}): Cost {
  // Nothing but the command stands between the two clocks.
  const script = '"$0" "$@" >/dev/null; code=$?; times; exit $code';
  const { wall, stdout } = run(root, 'bash', ['-c', script, process.execPath, ...args], env);
  const children = stdout.trim().split('\n')[1] ?? '';
  const cpu = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
  return { wall, cpu };
}

/** Runs a program of Node that starts others, and counts the CPU of each of them. */
export function costOfTree(root: string, args: readonly string[], env: Env = {}): Finished {
  const folder = mkdtempSync(join(tmpdir(), 'bench-cpu-'));
  try {
    const { wall, stdout } = run(root, process.execPath, args, {
      ...env,
      BENCH_CPU_FOLDER: folder,
      NODE_OPTIONS: `--require ${join(import.meta.dirname, 'count-cpu.cjs')}`,
    });
    return { wall, stdout, cpu: cpuLeftIn(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function cpuLeftIn(folder: string): number {
  const deadline = Date.now() + 5000;
  for (;;) {
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
    if (texts.every((text) => text !== '')) {
      return texts.reduce((sum, text) => sum + Number(text), 0);
    }
    // A worker may outlive Nx by some milliseconds.
    if (Date.now() > deadline) throw new Error('A process of the run did not say what it took.');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  }
}

function run(
  root: string,
  command: string,
  args: readonly string[],
  env: Env,
): { readonly wall: number; readonly stdout: string } {
  const started = performance.now();
  const { stdout, stderr, status, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, ...plainEnv, ...env },
  });
  const wall = (performance.now() - started) / 1000;
  if (error) throw error;
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stdout}\n${stderr}`);
  }
  return { wall, stdout };
}
