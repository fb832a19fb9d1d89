// Installs what is missing. Runs on the Node that the user has, before anything is installed, so it needs nothing.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const modules = join(root, 'node_modules');
const stamp = join(modules, '.installed-from');
const oldestNode = [20, 19];

/** Ends with a screen that says what failed, why, and what to do. */
export function fail(what, lines, ways) {
  process.stderr.write(`\n✗ ${what}\n\n`);
  for (const line of lines) process.stderr.write(`    ${line}\n`);
  process.stderr.write(`\nWhat to do:\n${ways.map((way) => `  - ${way}\n`).join('')}`);
  process.exit(1);
}

/** The pinned Node comes first on the PATH of all that is started. */
export function environment() {
  return { ...process.env, PATH: join(modules, '.bin') + delimiter + (process.env.PATH ?? '') };
}

/** Runs a command with its output shown; resolves with its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: environment(),
      shell: process.platform === 'win32',
      ...options,
    });
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
}

export async function install() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldestNode[0] || (major === oldestNode[0] && minor < oldestNode[1])) {
    fail(
      `Node ${process.versions.node} is too old.`,
      [`This workspace starts on Node ${oldestNode.join('.')} or newer.`],
      ['Install a newer Node, then run the command again.'],
    );
  }
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (isInstalled(wanted)) return;
  const unlock = await takeLock();
  try {
    // Another process may have installed while this one waited.
    if (isInstalled(wanted)) return;
    process.stdout.write('Installing the packages of the workspace (once; about a minute) …\n');
    const code = await npmCi();
    if (code !== 0) return;
    mkdirSync(modules, { recursive: true });
    writeFileSync(stamp, wanted);
  } finally {
    unlock();
  }
}

function isInstalled(wanted) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}

/** One installation at a time. A lock whose process is gone is stale. */
async function takeLock() {
  const lock = join(root, '.nx/install.lock');
  mkdirSync(dirname(lock), { recursive: true });
  for (let waited = false; ; waited = true) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(existsSync(lock) ? readFileSync(lock, 'utf8') : 0);
    if (holder > 0 && !isAlive(holder)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!waited) process.stdout.write(`Process ${holder} is installing; waiting for it …\n`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Shows that npm is at work, and keeps what it says for the case that it fails. */
function npmCi() {
  return new Promise((resolve) => {
    const said = [];
    const started = Date.now();
    const child = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => said.push(String(data)));
    const seconds = () => Math.round((Date.now() - started) / 1000);
    const tick = setInterval(() => process.stdout.write(`  npm ci: ${seconds()} s\n`), 10_000);
    child.on('error', (error) => said.push(error.message));
    child.on('close', (code) => {
      clearInterval(tick);
      if (code === 0) {
        process.stdout.write(`Installed in ${seconds()} s.\n`);
        return resolve(0);
      }
      const all = said.join('').trim();
      // npm says first what is wrong, and then how it is used.
      const lines = all.split('\n').slice(0, 12);
      fail(
        'The packages could not be installed: `npm ci` failed.',
        lines,
        waysOut(all),
      );
    });
  });
}

function waysOut(said) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|network/i.test(said)) {
    return [
      'Check the network, and the registry that `npm config get registry` names.',
      'Run the command again; what is downloaded already is kept.',
    ];
  }
  if (/E401|E403/.test(said))
    return ['The registry refuses: log in with `npm login`, or mend the token in your own .npmrc.'];
  if (/ENOSPC/.test(said)) return ['The disk is full: free about 1 GB and run the command again.'];
  if (/in sync|EUSAGE/.test(said))
    return [
      'package.json and package-lock.json disagree: run `npm install` and commit the lock file.',
    ];
  return ['Read what npm said above.', 'Remove node_modules and run the command again.'];
}
