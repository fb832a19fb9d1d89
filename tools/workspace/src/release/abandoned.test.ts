import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { folderPrefix, removeAbandoned } from './abandoned.ts';

let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'abandoned-'));
});
afterEach(() => {
  rmSync(temporary, { recursive: true });
});

it('removes what a process left that is gone, and nothing of one that runs, that was kept, or of others', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  const left = [
    `${folderPrefix(false)}AbCdEf`,
    `${folderPrefix(true)}AbCdEf`,
    'release-rehearsals',
    'something-else',
  ].sort();
  for (const name of [...left, `${folderPrefix(false, pid)}AbCdEf`]) {
    mkdirSync(join(temporary, name, 'registry'), { recursive: true });
  }
  removeAbandoned(temporary);
  expect(readdirSync(temporary).sort()).toStrictEqual(left);
});
