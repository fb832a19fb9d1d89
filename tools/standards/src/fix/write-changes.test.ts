import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRepository, type Repository } from '../testing/repository.ts';
import { recoverWrite } from './journal.ts';
import { fixRecordFile, makeRecordFolder } from './record-fix.ts';
import { writeChanges } from './write-changes.ts';

let repository: Repository;
const journal = '.standards/fix-in-progress.json';

beforeEach(() => {
  repository = createRepository({ 'a.json': 'old a', 'b.json': 'old b', 'gone.json': 'old' });
});

afterEach(() => repository.remove());

const texts = (): string[] => ['a.json', 'b.json'].map((path) => repository.read(path));
const change = (path: string, before: string | undefined, after: string | undefined) => ({
  path,
  before,
  after,
});
const leftOver = (): string[] =>
  readdirSync(repository.root).filter((name) => name.includes('.standards-'));

describe('writing a fix', () => {
  it('writes, adds and removes files, and records it, out of the sight of git', () => {
    writeChanges(
      repository.root,
      [
        change('a.json', 'old a', 'new a'),
        change('new/c.json', undefined, 'c'),
        change('gone.json', 'old', undefined),
      ],
      '{"time":"now"}',
    );
    expect(repository.read('a.json')).toBe('new a');
    expect(repository.read('new/c.json')).toBe('c');
    expect(existsSync(join(repository.root, 'gone.json'))).toBe(false);
    expect(repository.read(fixRecordFile)).toBe('{"time":"now"}\n');
    expect(existsSync(join(repository.root, journal))).toBe(false);
    expect(repository.git('status', '--porcelain')).toBe(' M a.json\n D gone.json\n?? new/\n');
  });

  it('changes nothing where one file is no longer what the fix was computed from', () => {
    repository.write({ 'b.json': 'edited meanwhile' });
    const write = (): void =>
      writeChanges(
        repository.root,
        [
          change('a.json', 'old a', 'new a'),
          change('new/c.json', undefined, 'c'),
          change('b.json', 'old b', 'new b'),
        ],
        '{}',
      );
    expect(write).toThrow(
      expect.objectContaining({
        code: 'FIX_REFUSED',
        message: `The fix could not be written (${join(repository.root, 'b.json')} has changed since the fix was computed; run it again); every file is as it was.`,
      }),
    );
    expect(texts()).toEqual(['old a', 'edited meanwhile']);
    expect(existsSync(join(repository.root, 'new'))).toBe(false);
    expect(existsSync(join(repository.root, fixRecordFile))).toBe(false);
    expect(leftOver()).toEqual([]);
  });

  it('waits for no other process, and does not write beside it', () => {
    makeRecordFolder(repository.root);
    // The process that runs these tests is alive.
    repository.write({
      [journal]: { pid: process.ppid, ready: true, writes: ['a.json'], removals: [], record: '' },
    });
    expect(() => writeChanges(repository.root, [change('a.json', 'old a', 'new a')], '{}')).toThrow(
      `Another fix is being written here by process ${process.ppid}.`,
    );
    expect(texts()).toEqual(['old a', 'old b']);
  });
});

/** No process has this number: it is above what any system gives out. */
const dead = 2 ** 31 - 2;

describe('a write that was killed', () => {
  const cutOff = (ready: boolean): void => {
    repository.write({
      [journal]: {
        pid: dead,
        ready,
        writes: ['a.json', 'b.json'],
        removals: ['gone.json'],
        record: '{"time":"then"}',
      },
      [`b.json.standards-${dead}`]: 'new b',
    });
  };

  it('goes on to its end where every new text was there', () => {
    repository.write({ 'a.json': 'new a' });
    cutOff(true);
    expect(recoverWrite(repository.root)).toEqual(['a.json', 'b.json', 'gone.json']);
    expect(texts()).toEqual(['new a', 'new b']);
    expect(existsSync(join(repository.root, 'gone.json'))).toBe(false);
    expect(repository.read(fixRecordFile)).toBe('{"time":"then"}\n');
    expect(leftOver()).toEqual([]);
    expect(recoverWrite(repository.root)).toEqual([]);
  });

  it('is recorded once, also where it was killed behind the last step', () => {
    repository.write({ 'a.json': 'new a', [fixRecordFile]: '{"time":"then"}\n' });
    cutOff(true);
    recoverWrite(repository.root);
    expect(repository.read(fixRecordFile)).toBe('{"time":"then"}\n');
  });

  it('is taken back where a new text was missing yet', () => {
    cutOff(false);
    expect(recoverWrite(repository.root)).toEqual([]);
    expect(texts()).toEqual(['old a', 'old b']);
    expect(existsSync(join(repository.root, 'gone.json'))).toBe(true);
    expect(leftOver()).toEqual([]);
    expect(existsSync(join(repository.root, fixRecordFile))).toBe(false);
  });

  it('was nothing where its own journal was cut off', () => {
    repository.write({ [journal]: '{"pid":' });
    expect(recoverWrite(repository.root)).toEqual([]);
    expect(existsSync(join(repository.root, journal))).toBe(false);
  });

  it.each([['../outside.json'], ['linked/a.json']])(
    'is not believed where it names %s: the journal may have come with the repository',
    (path) => {
      symlinkSync('/tmp', join(repository.root, 'linked'));
      repository.write({
        [journal]: { pid: dead, ready: true, writes: [path], removals: [path], record: '' },
      });
      expect(() => recoverWrite(repository.root)).toThrow(
        `speaks of ${path}, which is no file of this workspace`,
      );
    },
  );
});

describe('the folder of the record', () => {
  it('is refused where it is a link out of the workspace, or a file', () => {
    symlinkSync('/tmp', join(repository.root, '.standards'));
    expect(() => makeRecordFolder(repository.root)).toThrow('leads out of the workspace');
  });

  it('is refused where it is a file', () => {
    writeFileSync(join(repository.root, '.standards'), '');
    expect(() => makeRecordFolder(repository.root)).toThrow(
      'cannot be made, so the fix could not be recorded',
    );
  });
});
