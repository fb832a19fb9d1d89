import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { diskFiles } from '../../workspace/disk-files.ts';
import { readWorkspace } from '../read-workspace.ts';
import { findText } from './text-file.ts';

const folders: string[] = [];

function folder(): string {
  const root = mkdtempSync(join(tmpdir(), 'standards-text-'));
  folders.push(root);
  return root;
}

afterEach(() => {
  for (const root of folders.splice(0)) rmSync(root, { recursive: true, force: true });
});

describe('findText', () => {
  it('tells what is not there from what stands there and cannot be read', () => {
    const root = folder();
    writeFileSync(join(root, 'text'), 'x');
    mkdirSync(join(root, 'folder'));
    symlinkSync('nowhere', join(root, 'broken'));
    symlinkSync('text', join(root, 'linked'));
    writeFileSync(join(root, 'latin1'), Buffer.from('ü', 'latin1'));
    const files = diskFiles(root);
    expect(findText(files, 'none')).toBeUndefined();
    expect(findText(files, 'none/below')).toBeUndefined();
    expect(findText(files, 'text')).toEqual({ ok: true, text: 'x' });
    expect(findText(files, 'linked')).toEqual({ ok: true, text: 'x' });
    expect(findText(files, 'folder')).toEqual({ ok: false, reason: 'it is a folder' });
    expect(findText(files, 'broken')).toEqual({
      ok: false,
      reason: 'it is a link that leads nowhere',
    });
    expect(findText(files, 'latin1')).toEqual({ ok: false, reason: 'it is not UTF-8' });
  });
});

describe('a workspace on disk with manifests that cannot be read', () => {
  it('has a member and a problem for each of them', async () => {
    const root = folder();
    const member = (name: string): string => {
      mkdirSync(join(root, 'packages', name), { recursive: true });
      return join(root, 'packages', name, 'package.json');
    };
    writeFileSync(join(root, 'package.json'), '{ "workspaces": ["packages/*"] }');
    writeFileSync(member('a'), '{ "name": "a" }');
    mkdirSync(member('folder'));
    symlinkSync('nowhere', member('link'));
    writeFileSync(member('latin1'), Buffer.from('{ "name": "latin1", "author": "ü" }', 'latin1'));
    mkdirSync(join(root, 'packages', 'docs'));
    const { members, problems } = await readWorkspace(diskFiles(root), { root });
    expect(members.map(({ id }) => id)).toEqual([
      'a',
      'packages/folder',
      'packages/latin1',
      'packages/link',
    ]);
    expect(problems.map(({ code, detail }) => [code, detail])).toEqual([
      ['manifest-unreadable', 'packages/folder/package.json cannot be read: it is a folder.'],
      ['manifest-unreadable', 'packages/latin1/package.json cannot be read: it is not UTF-8.'],
      [
        'manifest-unreadable',
        'packages/link/package.json cannot be read: it is a link that leads nowhere.',
      ],
    ]);
  });

  it.each([
    ['pnpm-workspace.yaml', 'pnpm'],
    ['rush.json', 'rush'],
  ])('is not taken for a single package where %s leads nowhere', async (name, reader) => {
    const root = folder();
    writeFileSync(join(root, 'package.json'), '{ "name": "root" }');
    symlinkSync('nowhere', join(root, name));
    const workspace = await readWorkspace(diskFiles(root), { root });
    expect(workspace.reader).toBe(reader);
    expect(workspace.problems).toMatchObject([
      {
        code: 'workspace-file-unreadable',
        file: name,
        detail: `${name} cannot be read: it is a link that leads nowhere.`,
      },
    ]);
  });
});
