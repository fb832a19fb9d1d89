import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { diskFiles } from '../workspace/disk-files.ts';
import { readWorkspace } from '../readers/read-workspace.ts';
import { createProjectIndex } from './project-index.ts';
import { sourceFiles } from './source-files.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('the sources of a project on disk', () => {
  it('are found once, whatever links lead back to them or out of it', async () => {
    const root = mkdtempSync(join(tmpdir(), 'standards-sources-'));
    folders.push(root);
    for (const path of ['src/a.ts', 'src/deep/b.ts']) {
      mkdirSync(join(root, dirname(path)), { recursive: true });
      writeFileSync(join(root, path), '');
    }
    // Two such links have no end: every path below one leads through the other.
    symlinkSync('.', join(root, 'src/one'));
    symlinkSync('..', join(root, 'src/two'));
    symlinkSync('/', join(root, 'src/disk'));
    symlinkSync('nowhere.ts', join(root, 'src/broken.ts'));
    symlinkSync('a.ts', join(root, 'src/linked.ts'));
    writeFileSync(join(root, 'package.json'), '{}');
    const files = diskFiles(root);
    const index = createProjectIndex(await readWorkspace(files, { root }));
    expect(
      sourceFiles(files, index.ownerOf(''), index, () => false).map(({ path }) => path),
    ).toEqual(['src/a.ts', 'src/deep/b.ts', 'src/linked.ts']);
  });
});
