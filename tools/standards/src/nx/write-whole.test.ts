import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { writeWhole } from './write-whole.ts';

let folder = '';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('puts a new file in the place of the old one, which whoever reads it reads to its end', () => {
  folder = mkdtempSync(join(tmpdir(), 'standards-whole-'));
  const path = join(folder, 'new/report.json');
  writeWhole(path, 'the old one');
  const reading = openSync(path, 'r');
  try {
    writeWhole(path, 'new');
    expect(readFileSync(reading, 'utf8')).toBe('the old one');
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readdirSync(join(folder, 'new'))).toEqual(['report.json']);
  } finally {
    closeSync(reading);
  }
});
