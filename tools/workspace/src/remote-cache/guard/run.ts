import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { fileThatSets } from './env-files.ts';
import { startGuard } from './guard.ts';
import { readSettings, variables } from './settings.ts';
import { createTally } from './tally.ts';
import { openUpstream } from './upstream.ts';

export interface RunOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Where a line for a person goes. */
  readonly say: (line: string) => void;
}

/** Nx's own variables, through which it finds a self-hosted cache. */
const nxServer = 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER';
const nxToken = 'NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN';

/**
 * Runs a command, in which Nx finds the remote cache through the guard; without one where none is configured, or where what
 * is configured cannot be used, which is said and is no failure.
 *
 * @returns the command's exit code, whatever the cache did; 127 where there is no such command
 */
export async function runWithCache({ command, args, env, say }: RunOptions): Promise<number> {
  const settings = readSettings(env);
  const own = withoutCache(env);
  const file = fileThatSets(nxServer, process.cwd());
  if (env[nxServer] || file !== undefined) {
    const where = file === undefined ? '' : ` of ${file}`;
    say(
      `Remote cache: ${nxServer}${where} is left out; Nx would believe whatever that server says.`,
    );
  }
  if (!('server' in settings)) {
    if (settings.why !== undefined) say(`Remote cache: this run has none. ${settings.why}.`);
    // Nx says in many words that it has none, so it is told only where it would have one.
    const none = file === undefined ? {} : { NX_SKIP_REMOTE_CACHE: 'true' };
    return runCommand(command, args, { ...own, ...none }, say);
  }
  const tally = createTally();
  const guard = await startGuard({
    ...settings,
    upstream: openUpstream(settings),
    machine: process,
    tally,
  });
  try {
    return await runCommand(
      command,
      args,
      { ...own, ...direct(env), [nxServer]: guard.url, [nxToken]: guard.token },
      say,
    );
  } finally {
    await guard.close();
    const text = tally.text();
    if (text !== undefined) say(text);
  }
}

/** Tasks inherit what Nx runs with, and no task needs the key or the server's token. */
function withoutCache(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const names = new Set<string>([...Object.values(variables), nxServer, nxToken]);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !names.has(name)));
}

/** Nx's client obeys `HTTP_PROXY`, and a proxy elsewhere knows nothing of this machine's loopback. */
function direct(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const list = [env['NO_PROXY'] ?? env['no_proxy'], '127.0.0.1'].filter(Boolean).join(',');
  return { NO_PROXY: list, no_proxy: list };
}

async function runCommand(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<number> {
  const child = spawn(command, args, { env, stdio: 'inherit' });
  // Ctrl-C reaches the command too, which ends by itself; this process waits, for the command may still ask.
  const wait = (): void => undefined;
  const pass = (): void => void child.kill('SIGTERM');
  process.on('SIGINT', wait);
  process.on('SIGTERM', pass);
  try {
    const [code, signal]: unknown[] = await once(child, 'exit');
    if (typeof code === 'number') return code;
    return 128 + (Object.entries(constants.signals).find(([name]) => name === signal)?.[1] ?? 0);
  } catch (error) {
    say(`${command} cannot be run: ${error instanceof Error ? error.message : String(error)}`);
    return 127;
  } finally {
    process.off('SIGINT', wait);
    process.off('SIGTERM', pass);
  }
}
