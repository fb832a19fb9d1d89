import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Project } from '@h-j-petroleum/standards-engine';
import { diskFiles, readWorkspace } from '@h-j-petroleum/standards-engine';
import { afterEach, describe, expect, it } from 'vitest';
import { fileProtocolCheck } from './file-protocol-check.ts';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A workspace in `inner`, and beside it what links lead to. */
function onDisk(texts: Readonly<Record<string, string>>): void {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'standards-links-')));
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

async function found(root: string): Promise<string[]> {
  const workspace = await readWorkspace(diskFiles(root), { root });
  const all: string[] = [];
  const check = (project: Project) =>
    fileProtocolCheck.check({
      workspace,
      project,
      options: { allow: [] },
      report: ({ message, actual, expected }) => all.push(`${actual}: ${message}, ${expected}`),
      conclude: () => undefined,
    });
  for (const project of workspace.projects) await check(project);
  return all;
}

describe('a path over a link', () => {
  it('is outside where the link leads out, whatever the path says', async () => {
    const dependencies = {
      out: 'file:./out',
      deep: 'link:out/deep',
      tar: './x-1.0.0.tgz',
      b: 'file:./to-b',
      gone: 'file:./broken',
      own: 'workspace:./out',
    };
    onDisk({
      'out/package.json': '{"name":"out","version":"1.0.0"}',
      'out/deep/package.json': '{"name":"deep","version":"1.0.0"}',
      'out/x-1.0.0.tgz': '',
      'inner/package.json': '{"name":"root","private":true,"workspaces":["p/*"]}',
      'inner/package-lock.json': '{}',
      'inner/p/a/package.json': JSON.stringify({ name: 'a', version: '1.0.0', dependencies }),
      'inner/p/b/package.json': '{"name":"b","version":"1.0.0"}',
    });
    const link = (target: string, at: string) => symlinkSync(target, join(folder, 'inner/p/a', at));
    link('../../../out', 'out');
    link(join(folder, 'out/x-1.0.0.tgz'), 'x-1.0.0.tgz');
    link('../b', 'to-b');
    link('nowhere', 'broken');
    const unknown = 'a published version, or a member of the workspace';
    const expected = [
      `file:./out: outside-workspace, ${unknown}`,
      `link:out/deep: outside-workspace, ${unknown}`,
      './x-1.0.0.tgz: outside-workspace, a published version, or a member of the workspace',
      'file:./to-b: folder-by-path, *',
      `file:./broken: nothing-there, ${unknown}`,
      `workspace:./out: outside-workspace, ${unknown}`,
    ];
    expect(await found(join(folder, 'inner'))).toEqual(expected);
    // The same, where the workspace itself is reached over a link.
    symlinkSync('inner', join(folder, 'linked'));
    expect(await found(join(folder, 'linked'))).toEqual(expected);
  });
});
