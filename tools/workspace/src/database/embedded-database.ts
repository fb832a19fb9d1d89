import { spawn } from 'node:child_process';
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { connect } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from '../../bin/install-lock.mjs';
import { placesIn } from './places.ts';
import type { ServerState } from './state.ts';
import { isOurs, readState, removeState } from './state.ts';

/** Major version of PostgreSQL that the pinned PGlite is; a folder of another can't be opened. */
const postgresMajor = '18';
const startTakesMs = 180_000;
const stopTakesMs = 60_000;

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
  /**
   * Done once it answers, before anybody else who starts it goes on. All connections share one backend, in which an advisory lock
   * keeps nobody out: two that bring the schema up to date at once would meet half-way. Where it fails, what was started ends.
   */
  readonly prepare?: (url: string) => Promise<void>;
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
  const { port, onProgress = () => undefined, prepare } = options;
  makeFolder(resolve(options.folder));
  const folder = realFolder(options.folder);
  const places = placesIn(folder);
  return locked(folder, onProgress, async () => {
    const running = await embeddedState(folder);
    if (running !== undefined) {
      await prepare?.(running.url);
      return { ...running, already: true };
    }
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
    const started = await spawnServer(folder, port);
    try {
      await prepare?.(started.url);
    } catch (error) {
      await end(folder);
      throw error;
    }
    return { ...started, already: false };
  });
}

/** What runs; undefined where nothing does, also where it was killed. */
export async function embeddedState(given: string): Promise<ServerState | undefined> {
  const folder = realFolder(given);
  const state = readState(placesIn(folder).state);
  if (state === undefined || !isOurs(state.pid, folder)) return undefined;
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
  return locked(realFolder(folder), onProgress, () => end(realFolder(folder)));
}

/** Ends it and removes all its data. Nobody can start it in between. */
export async function resetEmbedded(
  folder: string,
  onProgress: (text: string) => void = () => undefined,
): Promise<void> {
  if (!existsSync(folder)) return;
  await locked(realFolder(folder), onProgress, async () => {
    await end(realFolder(folder));
    const places = placesIn(folder);
    for (const place of [places.data, places.state, places.log, places.owner]) {
      rmSync(place, { recursive: true, force: true });
    }
  });
}

/** Work while nobody else starts, ends or empties the database of this folder. */
async function locked<Result>(
  folder: string,
  onProgress: (text: string) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  const unlock = await takeLock(placesIn(folder).lock, (holder: number) => {
    onProgress(`Process ${holder} starts or stops the database; waiting for it …`);
  });
  try {
    return await work();
  } finally {
    unlock();
  }
}

async function end(folder: string): Promise<boolean> {
  const places = placesIn(folder);
  const state = readState(places.state);
  if (state === undefined) return false;
  if (!isOurs(state.pid, folder)) {
    // Killed: nothing runs any more, and what it said of itself is no longer true.
    removeState(places.state);
    return false;
  }
  process.kill(state.pid, 'SIGTERM');
  for (let waited = 0; isOurs(state.pid, folder); waited += 50) {
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
}

/** The folder by its one name, whichever way it was reached: processes are told apart by it. */
function realFolder(folder: string): string {
  return existsSync(folder) ? realpathSync(folder) : resolve(folder);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = String(Reflect.get(Object(error), 'code') ?? error);
    const reason =
      { ENOTDIR: 'a file is in its place', EEXIST: 'a file is in its place' }[code] ??
      { EACCES: 'this user may not write there', EROFS: 'it can only be read' }[code] ??
      { ENOSPC: 'the disk is full' }[code] ??
      code;
    throw new EmbeddedDatabaseError(`${folder} can't hold the embedded database: ${reason}.`, [
      'Name another folder: HJPS_DATA=/path/to/folder npm run db -- start',
      'Or use a server that runs: set DATABASE_URL.',
    ]);
  }
}

async function spawnServer(folder: string, port: number): Promise<ServerState> {
  const places = placesIn(folder);
  const log = openSync(places.log, 'w', 0o600);
  const child = spawn(
    process.execPath,
    [
      '--conditions=@h-j-petroleum/source',
      join(import.meta.dirname, 'serve-database.ts'),
      ...[folder, String(port)],
    ],
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
