// Installs what is missing. Runs on the Node that the user has, before anything is installed, so it needs nothing.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, waysOut } from './explain.mjs';
import { takeLock } from './install-lock.mjs';
import { isInstalled, writeStamp } from './installed.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const modules = join(root, 'node_modules');
const oldestNode = [20, 19];

/** The pinned Node comes first on the PATH of all that is started. */
export function environment() {
  return { ...process.env, PATH: join(modules, '.bin') + delimiter + (process.env.PATH ?? '') };
}

/** Runs a command with its output shown; resolves with its exit code. */
export function run(command, args, { onSpawn, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: environment(),
      shell: process.platform === 'win32',
      ...options,
    });
    onSpawn?.(child);
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** Afterwards node_modules holds what the lock file says, and the pinned Node runs; or the process has ended with an explanation. */
export async function install() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    fail(
      `Node ${process.versions.node} is too old.`,
      [`This workspace starts on Node ${oldestNode.join('.')} or newer.`],
      ['Install a newer Node, then run the command again.'],
    );
  }
  if (isInstalled(root)) return;
  const unlock = await takeLock(join(root, '.nx/install.lock'), (holder) =>
    process.stdout.write(`Process ${holder} is installing; waiting for it …\n`),
  );
  try {
    // Another process may have installed while this one waited.
    if (isInstalled(root)) return;
    process.stdout.write('Installing the packages of the workspace (once; about a minute) …\n');
    await npmCi();
    mkdirSync(modules, { recursive: true });
    requirePinnedNode();
    writeStamp(root);
  } finally {
    unlock();
  }
}

/** Shows that npm is at work, and keeps what it says for the case that it fails. */
function npmCi() {
  return new Promise((resolve) => {
    const said = [];
    const started = Date.now();
    // Warnings are left out: on Node 20 npm warns of every tool that the pinned Node will run.
    const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => said.push(String(data)));
    const seconds = () => Math.round((Date.now() - started) / 1000);
    const tick = setInterval(
      () => process.stdout.write(`  npm ci: ${seconds()} s, ${foldersThere()} folders there\n`),
      10_000,
    );
    child.on('error', (error) => said.push(error.message));
    child.on('close', (code) => {
      clearInterval(tick);
      if (code === 0) {
        process.stdout.write(`Installed in ${seconds()} s.\n`);
        return resolve();
      }
      const all = said.join('').trim();
      // npm says first what is wrong, and then how it is used.
      fail(
        'The packages could not be installed: `npm ci` failed.',
        // Where in npm it happened says nothing to whoever installs.
        all
          .split('\n')
          .filter((line) => !/^npm error\s+at /.test(line))
          .slice(0, 12),
        waysOut(all),
      );
    });
  });
}

/** How far it is: npm unpacks into folders of node_modules. */
function foldersThere() {
  return existsSync(modules) ? readdirSync(modules).length : 0;
}

/** The package `node` brings its binary by an install script, which a machine's settings may have turned off. */
function requirePinnedNode() {
  if (!existsSync(join(modules, 'node'))) return;
  const windows = process.platform === 'win32';
  const binary = join(modules, 'node/bin', windows ? 'node.exe' : 'node');
  const { status, stderr, error } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  if (status === 0) return;
  fail(
    'The pinned Node of this workspace does not run.',
    [String(stderr || error?.message || `${binary} ended with ${status}`).trim()],
    [
      'If `npm config get ignore-scripts` says true: run `npm rebuild node --ignore-scripts=false`, then the command again.',
      'Otherwise remove node_modules and run the command again.',
    ],
  );
}
