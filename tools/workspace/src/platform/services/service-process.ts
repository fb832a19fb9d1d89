import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServiceName } from './service-list.ts';
import { programOf } from './service-list.ts';

/** A service can't start or did not go on, with the ways out for a person. */
export class ServicesError extends Error {
  override readonly name = 'ServicesError';
  readonly waysOut: readonly string[];
  constructor(message: string, waysOut: readonly string[] = []) {
    super(message);
    this.waysOut = waysOut;
  }
}

/** An instance of a service, in a process of its own. */
export interface ServiceProcess {
  readonly name: ServiceName;
  readonly child: ChildProcess;
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** What it said last on either output. */
  lastWords(): string;
  /** Tells it to end and waits; after `timeoutMs` it is killed. */
  stop(timeoutMs?: number): Promise<void>;
}

export interface ProcessOptions {
  readonly name: ServiceName;
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly args?: readonly string[];
}

const kept = 4000;

/** Starts the executable of a service. Only what `env` says reaches it, and what every program needs. */
export function spawnService({ name, root, env, args = [] }: ProcessOptions): ServiceProcess {
  const child = spawn(process.execPath, [...programOf(name, root), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C goes to all of the terminal's group; whoever started it tells it to end, in its own time.
    detached: true,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, ...env },
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      words = `${words}${chunk.toString()}`.slice(-kept);
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  return {
    ...{ name, child, ended },
    lastWords: () => words.trim(),
    stop: async (timeoutMs = 15_000) => {
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
      await ended;
      clearTimeout(late);
    },
  };
}

/** Waits until a service listens. @throws ServicesError where it ends before, with its own words */
export async function listening(service: ServiceProcess): Promise<void> {
  const { child, name, ended } = service;
  const heard = new Promise<true>((resolve) => {
    child.stdout?.on('data', () => {
      if (service.lastWords().includes(`${name} `) && service.lastWords().includes(' listens on '))
        resolve(true);
    });
  });
  if ((await Promise.race([heard, ended])) !== true) throw endedEarly(service);
}

/** Runs a command of a service to its end. @throws ServicesError where it fails */
export async function runServiceCommand(options: ProcessOptions): Promise<string> {
  const service = spawnService(options);
  const { code } = await service.ended;
  if (code === 0) return service.lastWords();
  throw new ServicesError(
    `\`${options.name} ${options.args?.join(' ') ?? ''}\` ended with ${code}: ${service.lastWords()}`,
  );
}

function endedEarly({ name, lastWords }: ServiceProcess): ServicesError {
  const words = lastWords();
  const [, port] = /EADDRINUSE.*?:(\d+)/.exec(words) ?? [];
  if (port !== undefined) {
    return new ServicesError(`${name} can't listen on 127.0.0.1:${port}: the port is taken.`, [
      'End what listens there, or',
      'SERVICES_PORT=4400 npm start takes other ports, four from that one on.',
    ]);
  }
  return new ServicesError(`${name} ended before it listened: ${words}`);
}
