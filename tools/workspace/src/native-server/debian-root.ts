import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { takeLock } from '../../bin/install-lock.mjs';

const suite = 'trixie';
const packages = ['postgresql-17', 'postgresql-17-pgvector'];
/** Where Debian puts the programs of PostgreSQL 17. */
export const debianBin = '/usr/lib/postgresql/17/bin';

/** What keeps PostgreSQL from being unpacked. */
export class DebianRootError extends Error {
  override readonly name = 'DebianRootError';
}

/**
 * A small Debian with PostgreSQL 17 and pgvector in a folder of its own, so that nothing of it meets what the machine has
 * installed. Unpacked once (half a minute), then taken from the cache. Needs root, and the mirror of the machine's own apt.
 *
 * @throws DebianRootError
 */
export async function debianRoot(
  env: Readonly<Record<string, string | undefined>>,
  onProgress: (text: string) => void,
): Promise<string> {
  const cache = join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'hjps');
  const root = join(cache, `postgresql-17-${suite}`);
  mkdirSync(cache, { recursive: true });
  const unlock = await takeLock(`${root}.lock`, (holder: number) => {
    onProgress(`Process ${holder} unpacks PostgreSQL; waiting for it …`);
  });
  try {
    if (existsSync(join(root, debianBin, 'postgres'))) return root;
    const mirror = aptMirror();
    if (mirror === undefined) {
      throw new DebianRootError(
        'No mirror of Debian stands in /etc/apt/sources.list or sources.list.d.',
      );
    }
    if (spawnSync('debootstrap', ['--version']).error) {
      onProgress('Installing debootstrap …');
      must('apt-get', ['update', '-qq']);
      must('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'debootstrap']);
    }
    onProgress('Unpacking PostgreSQL 17 with pgvector (once; about half a minute) …');
    const fresh = `${root}.${process.pid}`;
    try {
      must('debootstrap', [
        ...['--variant=minbase', `--include=${packages.join(',')}`, suite, fresh, mirror],
      ]);
      renameSync(fresh, root);
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
    return root;
  } finally {
    unlock();
  }
}

function must(command: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return;
  const said = `${error?.message ?? ''}${stderr ?? ''}${stdout ?? ''}`.trim().split('\n');
  throw new DebianRootError(`\`${command} ${args[0]}\` failed: ${said.slice(-3).join(' ')}`);
}

/** The address of Debian's main archive that this machine installs from. */
function aptMirror(): string | undefined {
  const folder = '/etc/apt/sources.list.d';
  const files = [
    '/etc/apt/sources.list',
    ...(existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : []),
  ];
  for (const file of files) {
    if (!existsSync(file)) continue;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const found = /^\s*(?:URIs:|deb(?:\s+\[[^\]]*\])?)\s+(\S+?\/debian)\/?(?:\s|$)/.exec(
        line,
      )?.[1];
      if (found !== undefined && !found.includes('snapshot')) return found;
    }
  }
  return undefined;
}
