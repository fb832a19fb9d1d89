import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Peer } from './peers/peer.d.mts';

const folder = join(import.meta.dirname, 'peers');
const mark = join(folder, 'node_modules/.installed');

/** What both libraries would send to their makers stays here. */
const silent = {
  LANGCHAIN_TRACING_V2: 'false',
  LANGSMITH_TRACING: 'false',
  MASTRA_TELEMETRY_DISABLED: '1',
};

/**
 * Installs the peers from their own lock file, without their install scripts, where that has not been done.
 *
 * @returns what became of it where they cannot be had; undefined where they are there
 */
export function installPeers(say: (text: string) => void): string | undefined {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return undefined;
  say(
    'installing the peers (200 packages, 270 MB, under libs/vector/stores/postgres/bench/peers) …',
  );
  const { status, stderr, error } = spawnSync('npm', ['ci', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 240_000,
  });
  if (status !== 0) return error?.message ?? stderr.trim().split('\n').slice(0, 2).join(' ');
  writeFileSync(mark, lock);
  return undefined;
}

/** Opens the peers on a database. */
export async function openPeers(url: string): Promise<{ langchain: Peer; mastra: Peer }> {
  Object.assign(process.env, silent);
  // Loaded now, for they are installed by now.
  const [langchain, mastra] = await Promise.all([
    import('./peers/langchain.mjs'),
    import('./peers/mastra.mjs'),
  ]);
  return { langchain: await langchain.openPeer(url), mastra: await mastra.openPeer(url) };
}
