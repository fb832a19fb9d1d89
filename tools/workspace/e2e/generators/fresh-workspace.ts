import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outsideFolder, type OutsideFolder } from '../../src/outside/outside-folder.ts';

const root = join(import.meta.dirname, '../../../..');

/**
 * A workspace made from this one: every file that git has or would take, everything installed, one commit on `main`. It is somewhere
 * else, and nothing that is done there reaches this one.
 */
export async function freshWorkspace(): Promise<OutsideFolder> {
  const folder = outsideFolder({
    prefix: 'generators-e2e-',
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  const files = output('git', [
    '-c',
    'safe.directory=*',
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    '-z',
  ])
    .split('\0')
    .filter((file) => file !== '');
  for (const file of files) {
    mkdirSync(dirname(join(folder.root, file)), { recursive: true });
    cpSync(join(root, file), join(folder.root, file), { recursive: true, verbatimSymlinks: true });
  }
  // Copied and not installed anew: the same versions, without asking a registry for a thousand packages.
  const installed = globSync('{,{apps,libs,tools}/**/}node_modules', {
    cwd: root,
    exclude: (path) => /(?:^|\/)(?:node_modules\/.|dist$|src$)/.test(path),
  });
  for (const path of installed) {
    output('cp', ['-a', join(root, path), join(folder.root, path)]);
  }
  await folder.succeed('git', ['init', '--quiet', '--initial-branch=main']);
  await folder.succeed('git', ['config', 'user.name', 'Test']);
  await folder.succeed('git', ['config', 'user.email', 'test@example.invalid']);
  await folder.succeed('git', ['add', '--all']);
  await folder.succeed('git', ['commit', '--quiet', '--message=fresh']);
  return folder;
}

function output(command: string, args: readonly string[]): string {
  const ran = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (ran.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${ran.stderr}`);
  return ran.stdout;
}
