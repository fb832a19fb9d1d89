import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Absolute path of the package as it would be published. */
    readonly tarball: string;
  }
}

/** Packs what the build left, once for a run, and hands the tarball to every test file. */
export default function pack(project: TestProject): () => void {
  const dist = join(import.meta.dirname, '../dist');
  for (const file of ['package.json', 'bin.js', 'index.d.ts', 'nx/plugin.js']) {
    if (!existsSync(join(dist, file))) {
      throw new Error(
        `tools/standards/dist/${file} is not there: the package is not built. Run: npx nx build @h-j-petroleum/standards`,
      );
    }
  }
  const folder = mkdtempSync(join(tmpdir(), 'standards-packed-'));
  const packed = spawnSync('npm', ['pack', dist, '--pack-destination', folder, '--json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const tarball = join(folder, 'h-j-petroleum-standards-0.1.0.tgz');
  if (packed.status !== 0 || !existsSync(tarball)) {
    throw new Error(`npm pack left no ${tarball}:\n${packed.stdout}${packed.stderr}`);
  }
  project.provide('tarball', tarball);
  return () => rmSync(folder, { recursive: true, force: true });
}
