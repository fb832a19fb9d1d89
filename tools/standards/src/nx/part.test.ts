import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPart, writePart, type TaskPart } from './part.ts';

const nothing = { outcomes: [], findings: [], crashed: false };
const part: TaskPart = {
  schemaVersion: 1,
  hash: 'h1',
  workspace: { reader: 'nx', projects: 3 },
  durationMs: 1.5,
  pilot: false,
  part: nothing,
  others: nothing,
};

describe('a part', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'standards-part-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('is read as it was written, also in a folder of a scope', () => {
    writePart(root, 'packages/@acme/a', part);
    expect(readPart(root, 'packages/@acme/a', 'h1')).toStrictEqual(part);
  });

  it('of an earlier run is none of this one', () => {
    writePart(root, 'a', part);
    expect(readPart(root, 'a', 'h2')).toBeUndefined();
  });

  it('counts where one side knows no hash', () => {
    writePart(root, 'a', part);
    expect(readPart(root, 'a', undefined)).toStrictEqual(part);
    writePart(root, 'b', { ...part, hash: null });
    expect(readPart(root, 'b', 'h2')).toStrictEqual({ ...part, hash: null });
  });

  it('that is not there is none', () => {
    expect(readPart(root, 'a', 'h1')).toBeUndefined();
  });

  it.each([
    ['half a file', '{"schemaVersion":1,"ha'],
    ['a text', '"text"'],
    ['null', 'null'],
    ['another version', JSON.stringify({ ...part, schemaVersion: 2 })],
    ['no part', JSON.stringify({ ...part, part: undefined })],
    ['no others', JSON.stringify({ ...part, others: undefined })],
    ['no hash', JSON.stringify({ ...part, hash: undefined })],
    ['no workspace', JSON.stringify({ ...part, workspace: undefined })],
    ['outcomes that are no list', JSON.stringify({ ...part, part: { ...nothing, outcomes: {} } })],
    ['findings that are no list', JSON.stringify({ ...part, part: { ...nothing, findings: 1 } })],
    ['others that are null', JSON.stringify({ ...part, others: null })],
    ['a part that is null', JSON.stringify({ ...part, part: null })],
  ])('that is %s is none', (_what, text) => {
    writePart(root, 'a', part);
    writeFileSync(join(root, '.standards/outcomes/a.json'), text);
    expect(readPart(root, 'a', 'h1')).toBeUndefined();
  });
});
