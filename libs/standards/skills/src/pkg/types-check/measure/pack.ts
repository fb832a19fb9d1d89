import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Characters of what a packer said that are kept. */
const keptOutput = 600;

/** The tarballs, in no order, or why there are none. */
export type Packed = { readonly tarballs: readonly Uint8Array[] } | { readonly problem: string };

/**
 * Packs packages as they would be published, without running any script of theirs.
 *
 * @param folders absolute paths
 * @param into absolute path of a folder that is made
 */
export async function pack(
  manager: 'npm' | 'pnpm',
  folders: readonly string[],
  into: string,
): Promise<Packed> {
  mkdirSync(into, { recursive: true });
  const options = ['--pack-destination', into];
  // npm takes folders as arguments, so that no workspace around them has a say; pnpm has to see it, to resolve `workspace:`.
  const problem =
    manager === 'npm'
      ? await run(manager, ['pack', ...folders, '--ignore-scripts', ...options], into, into)
      : await inTurn(folders, (folder) =>
          run(manager, ['pack', '--config.ignore-scripts=true', ...options], folder, into),
        );
  if (problem !== undefined) return { problem };
  const files = readdirSync(into).filter((name) => name.endsWith('.tgz'));
  if (files.length < folders.length) return { problem: `${manager} pack left no tarball` };
  return { tarballs: files.map((file) => readFileSync(join(into, file))) };
}

async function inTurn(
  folders: readonly string[],
  one: (folder: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  for (const folder of folders) {
    const problem = await one(folder);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function run(
  program: string,
  args: readonly string[],
  cwd: string,
  cache: string,
): Promise<string | undefined> {
  const env = {
    ...process.env,
    // Nothing of it is to be kept in the user's folder, and nothing is to be asked of a registry.
    npm_config_cache: join(cache, 'cache'),
    npm_config_logs_max: '0',
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    npm_config_loglevel: 'error',
  };
  return new Promise((resolve) => {
    execFile(program, [...args], { cwd, env, maxBuffer: 64 * 1024 * 1024 }, (error, _, stderr) => {
      if (!error) return resolve(undefined);
      const said = stderr.trim().slice(-keptOutput) || error.message;
      resolve(error.code === 'ENOENT' ? `there is no ${program} on the PATH` : said);
    });
  });
}
