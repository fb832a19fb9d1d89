import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  check,
  createConfig,
  createGate,
  diskFiles,
  readWorkspace,
} from '@h-j-petroleum/standards-engine';
import { afterEach, expect, it } from 'vitest';
import { manifestCheck } from './manifest-check.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('comes to an end in a package with links that lead back upwards', async () => {
  const root = mkdtempSync(join(tmpdir(), 'standards-links-'));
  folders.push(root);
  const texts = {
    'package.json': JSON.stringify({
      name: '@acme/x',
      version: '1.0.0',
      exports: { './*': './src/*.json' },
    }),
    'src/a.js': 'export {};',
  };
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  // Every path below one leads through the other.
  symlinkSync('.', join(root, 'src/one'));
  symlinkSync('..', join(root, 'src/two'));
  symlinkSync('nowhere', join(root, 'src/broken.json'));
  const workspace = await readWorkspace(diskFiles(root), { root });
  const skills = [manifestCheck];
  const gate = createGate({ workspace, skills, config: createConfig(undefined, skills) });
  const { findings, crashed } = await check({ workspace, gate });
  expect(crashed).toBe(false);
  expect(findings.map(({ messageId, actual }) => [messageId, actual])).toContainEqual([
    'target-missing',
    'no src/*.json',
  ]);
});
