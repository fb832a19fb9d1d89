import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from '../../bin/install-lock.mjs';
import { placesIn } from './places.ts';
import type { ServerState } from './state.ts';
import { isOurs, readState, removeState } from './state.ts';

/** Major version of PostgreSQL that the pinned PGlite is; a folder of another can't be opened. */
const postgresMajor = '18';
const startTakesMs = 60_000;
const stopTakesMs = 20_000;

/** What keeps the embedded database from being started, stopped or emptied, and what to do. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
  readonly waysOut: readonly string[];

  constructor(message: string, waysOut: readonly string[]) {
    super(message);
    this.waysOut = waysOut;
  }
}

export interface StartOptions {
  /** `.data` of the workspace, or another for tests. */
  readonly folder: string;
  /** Port on 127.0.0.1; 0 for any that is free. */
  readonly port: number;
  /** Told when there is something to wait for. */
  readonly onProgress?: (text: string) => void;
}

export interface Started extends ServerState {
  /** Whether it ran before. */
  readonly already: boolean;
}

/**
 * Starts the embedded database as a process of its own, or finds it running. Two that start at once get the same one.
 *
 * @throws EmbeddedDatabaseError where the port is taken, the folder is another version's, or it does not come up
 */
export async function startEmbedded(options: StartOptions): Promise<Started> {
  const { folder, port, onProgress = () => undefined } = options;
  mkdirSync(folder, { recursive: true });
  const places = placesIn(folder);
  const unlock = await takeLock(places.lock, (holder: number) => {
    onProgress(`Process ${holder} starts or stops the database; waiting for it …`);
  });
  try {
    const running = await embeddedState(folder);
    if (running !== undefined) return { ...running, already: true };
    checkVersion(places.data);
    if (port !== 0 && (await isTaken(port))) {
      throw new EmbeddedDatabaseError(`Port ${port} of 127.0.0.1 is taken by another program.`, [
        `See which: ss -ltnp 'sport = :${port}' (Linux), lsof -i :${port} (macOS).`,
        'Choose another port: HJPS_DB_PORT=54330 npm run db -- start',
        'Or use a server that runs: set DATABASE_URL.',
      ]);
    }
    onProgress(`Starting the embedded database on port ${port} …`);
    removeState(places.state);
    return { ...(await spawnServer(folder, port)), already: false };
  } finally {
    unlock();
  }
}

/** What runs; undefined where nothing does, also where it was killed. */
export async function embeddedState(folder: string): Promise<ServerState | undefined> {
  const state = readState(placesIn(folder).state);
  if (state === undefined || !isOurs(state.pid)) return undefined;
  return (await isTaken(state.port)) ? state : undefined;
}

/**
 * Ends it: open work is rolled back, data is written.
 *
 * @returns whether there was anything to end
 * @throws EmbeddedDatabaseError where it does not end
 */
export async function stopEmbedded(
  folder: string,
  onProgress: (text: string) => void = () => undefined,
): Promise<boolean> {
  if (!existsSync(folder)) return false;
  const places = placesIn(folder);
  const unlock = await takeLock(places.lock, (holder: number) => {
    onProgress(`Process ${holder} starts or stops the database; waiting for it …`);
  });
  try {
    const state = readState(places.state);
    if (state === undefined) return false;
    if (!isOurs(state.pid)) {
      // Killed: nothing runs any more, and what it said of itself is no longer true.
      removeState(places.state);
      return false;
    }
    process.kill(state.pid, 'SIGTERM');
    for (let waited = 0; isOurs(state.pid); waited += 50) {
      if (waited > stopTakesMs) {
        throw new EmbeddedDatabaseError(`Process ${state.pid} does not end.`, [
          `Read ${places.log}.`,
          `End it by force: kill -9 ${state.pid}. What was committed is kept.`,
        ]);
      }
      await sleep(50);
    }
    removeState(places.state);
    return true;
  } finally {
    unlock();
  }
}

/** Ends it and removes all its data. */
export async function resetEmbedded(folder: string): Promise<void> {
  await stopEmbedded(folder);
  const places = placesIn(folder);
  for (const place of [places.data, places.state, places.log]) {
    rmSync(place, { recursive: true, force: true });
  }
}

async function spawnServer(folder: string, port: number): Promise<ServerState> {
  const places = placesIn(folder);
  const log = openSync(places.log, 'w', 0o600);
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'serve-database.ts'), folder, String(port)],
    { detached: true, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  let exit: number | null | undefined;
  child.on('exit', (code) => (exit = code));
  child.unref();
  for (let waited = 0; waited < startTakesMs; waited += 50) {
    const state = readState(places.state);
    if (state?.pid === child.pid && state !== undefined) return state;
    if (exit !== undefined) break;
    await sleep(50);
  }
  if (exit === undefined) child.kill('SIGKILL');
  throw new EmbeddedDatabaseError(
    exit === undefined
      ? `The embedded database did not come up within ${startTakesMs / 1000} s.`
      : `The embedded database ended with ${exit} while it started.`,
    [
      ...lastLines(places.log).map((line) => `It said: ${line}`),
      `Read ${places.log}.`,
      'If its data is damaged: npm run db -- reset --yes (removes all of it).',
    ],
  );
}

function lastLines(file: string): string[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const said = lines.find((line) => /error/i.test(line));
  return said === undefined ? lines.slice(-1) : [said.trim()];
}

/** A folder of another major version would be refused by PostgreSQL with a word that nobody understands. */
function checkVersion(data: string): void {
  const file = join(data, 'PG_VERSION');
  if (!existsSync(file)) return;
  const found = readFileSync(file, 'utf8').trim();
  if (found === postgresMajor) return;
  throw new EmbeddedDatabaseError(
    `${data} holds a database of PostgreSQL ${found}; this workspace runs ${postgresMajor}.`,
    [
      'Start anew: npm run db -- reset --yes (removes its data).',
      'To keep the data, dump it with the version of the workspace that wrote it.',
    ],
  );
}

function isTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const answer = (taken: boolean): void => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => {
      answer(true);
    });
    socket.once('error', () => {
      answer(false);
    });
    socket.setTimeout(2000, () => {
      answer(true);
    });
  });
}
