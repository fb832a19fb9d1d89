import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutsideFolder } from '../../src/outside/outside-folder.ts';
import { outsideFolder } from '../../src/outside/outside-folder.ts';

const workspace = join(import.meta.dirname, '../../../..');

/**
 * A clone of this workspace as it is committed, with what is installed here and nothing that was made here. The files of
 * packages are the same files, by links, where the file system has them: an install takes a minute.
 */
export async function cloneWorkspace(prefix: string): Promise<OutsideFolder> {
  const clone = outsideFolder({ prefix });
  // Whoever's the checkout is: a CI may have made it as another user.
  await clone.succeed('git', ['-c', 'safe.directory=*', 'clone', '--quiet', workspace, '.']);
  const { stdout } = await clone.succeed('git', ['ls-files', 'package.json', '*/package.json']);
  for (const manifest of stdout.trim().split('\n')) {
    const modules = join(manifest, '../node_modules');
    const [from, to] = [join(workspace, modules), join(clone.root, modules)];
    if (existsSync(from) && spawnSync('cp', ['-al', from, to]).status !== 0) {
      rmSync(to, { recursive: true, force: true });
      await clone.succeed('cp', ['-a', from, to]);
    }
    // What tools keep there for themselves is written in place, and a link would be written in both.
    for (const entry of existsSync(to) ? readdirSync(to) : []) {
      const isInstalled =
        !entry.startsWith('.') || entry === '.bin' || entry === '.package-lock.json';
      if (!isInstalled) rmSync(join(to, entry), { recursive: true, force: true });
    }
  }
  return clone;
}

/** A file that a command leaves which must not run there. */
const sprung = 'sprung.txt';

/**
 * From now on the clone has no working vitest, tsup and gate: each of them leaves a line and fails. Nx takes none of these
 * files into a hash, so it asks for the same entries.
 */
export function setTraps({ root, read, write }: OutsideFolder): void {
  for (const command of ['vitest', 'tsup']) {
    const file = join(root, 'node_modules/.bin', command);
    // The name is a link that other clones have too.
    rmSync(file);
    writeFileSync(file, `#!/bin/sh\necho ${command} >> '${join(root, sprung)}'\nexit 1\n`, {
      mode: 0o755,
    });
  }
  const executors: unknown = JSON.parse(read('tools/standards/executors.json'));
  Object.assign(Object(executors).executors.check, {
    implementation: './trap.ts',
    batchImplementation: './trap.ts',
  });
  write({
    'tools/standards/executors.json': Object(executors),
    'tools/standards/trap.ts': `import { appendFileSync } from 'node:fs';
export default function trap(): never {
  appendFileSync('${join(root, sprung)}', 'standards\\n');
  throw new Error('The gate must not run here.');
}
`,
  });
}

/** Which traps were sprung, in order. */
export function sprungTraps({ root, read }: OutsideFolder): string[] {
  return existsSync(join(root, sprung)) ? read(sprung).trim().split('\n') : [];
}

/** All files of some folders, by path, as they are, byte for byte. */
export function contentOf(
  { root }: OutsideFolder,
  folders: readonly string[],
): Map<string, string> {
  return new Map(
    folders.flatMap((folder) =>
      readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((file): [string, string] => [
          file.slice(root.length + 1),
          readFileSync(file).toString('base64'),
        ]),
    ),
  );
}
