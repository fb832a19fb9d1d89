import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedRun } from '@h-j-petroleum/standards-engine';
import { formatRecordedRun } from '@h-j-petroleum/standards-engine';
import { sampleRun, testRunHistory } from '@h-j-petroleum/standards-engine/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendRun, pruneHistory } from './append-run.ts';
import { fileHistory, type DamagedLine } from './file-history.ts';

testRunHistory(
  'fileHistory',
  () => {
    const root = mkdtempSync(join(tmpdir(), 'standards-history-'));
    return Promise.resolve({
      history: fileHistory(root),
      close: () => rmSync(root, { recursive: true, force: true }),
    });
  },
  { describe, it },
);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'standards-history-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const november = '.standards/history/2026-11.jsonl';
const idOf = (at: number): string => `0b6f2c1e-0000-4000-8000-${String(at).padStart(12, '0')}`;

async function read(): Promise<{ runs: RecordedRun[]; damaged: DamagedLine[] }> {
  const damaged: DamagedLine[] = [];
  const runs: RecordedRun[] = [];
  const history = fileHistory(root, { onDamage: (one) => void damaged.push(one) });
  for await (const run of history.runs()) runs.push(run);
  return { runs, damaged };
}

describe('the files of a history', () => {
  it('are one for each month, and git leaves them alone', () => {
    appendRun(root, sampleRun());
    appendRun(root, sampleRun({ startedAt: '2026-12-01T00:00:00.000Z' }));
    expect(readdirSync(join(root, '.standards/history'))).toEqual([
      '2026-11.jsonl',
      '2026-12.jsonl',
    ]);
    expect(readFileSync(join(root, '.standards/.gitignore'), 'utf8')).toBe('*\n');
    expect(readFileSync(join(root, november), 'utf8')).toBe(
      `\n${formatRecordedRun(sampleRun())}\n`,
    );
  });

  it('lose a torn line and no other, and tell where it is', async () => {
    appendRun(root, sampleRun({ id: idOf(1) }));
    const torn = formatRecordedRun(sampleRun({ id: idOf(2) })).slice(0, 200);
    appendFileSync(join(root, november), `\n${torn}`);
    expect((await read()).damaged).toEqual([
      { file: november, line: 4, reason: 'it is no whole line of JSON' },
    ]);
    appendRun(root, sampleRun({ id: idOf(3) }));
    const { runs, damaged } = await read();
    expect(runs.map(({ id }) => id)).toEqual([idOf(1), idOf(3)]);
    expect(damaged).toEqual([{ file: november, line: 4, reason: 'it is no whole line of JSON' }]);
  });

  it('may hold what a newer gate wrote', async () => {
    appendRun(root, sampleRun());
    appendFileSync(join(root, november), '\n{"version":2}\n');
    const { runs, damaged } = await read();
    expect(runs).toHaveLength(1);
    expect(damaged).toEqual([
      {
        file: november,
        line: 4,
        reason: '`version` is not what it should be, so another version of the gate wrote it',
      },
    ]);
  });

  it('are read only as far as a query reaches', async () => {
    appendRun(root, sampleRun());
    appendRun(root, sampleRun({ id: idOf(2), startedAt: '2026-12-01T00:00:00.000Z' }));
    writeFileSync(join(root, '.standards/history/2026-10.jsonl'), 'not read');
    const damaged: DamagedLine[] = [];
    const history = fileHistory(root, { onDamage: (one) => void damaged.push(one) });
    for await (const _ of history.runs({ limit: 2 }));
    for await (const _ of history.runs({ since: '2026-11-01' }));
    expect(damaged).toEqual([]);
    for await (const _ of history.runs({ until: '2026-11-01' }));
    expect(damaged).toHaveLength(1);
  });

  it('go when their month has ended long enough ago', () => {
    for (const month of ['2025-09', '2025-10', '2025-11', '2026-11']) {
      appendRun(root, sampleRun({ startedAt: `${month}-15T00:00:00.000Z` }));
    }
    writeFileSync(join(root, '.standards/history/notes.txt'), '');
    pruneHistory(root, 400, new Date('2026-11-26T12:00:00Z'));
    expect(readdirSync(join(root, '.standards/history'))).toEqual([
      '2025-10.jsonl',
      '2025-11.jsonl',
      '2026-11.jsonl',
      'notes.txt',
    ]);
    pruneHistory(root, 1, new Date('2026-11-26T12:00:00Z'));
    expect(readdirSync(join(root, '.standards/history'))).toEqual(['2026-11.jsonl', 'notes.txt']);
  });

  it.each(['.standards', '.standards/history', november])(
    'are not written where %s is a link out of the workspace',
    (link) => {
      const outside = mkdtempSync(join(tmpdir(), 'standards-outside-'));
      try {
        mkdirSync(join(root, link, '..'), { recursive: true });
        symlinkSync(link === november ? join(outside, 'file') : outside, join(root, link));
        expect(() => appendRun(root, sampleRun())).toThrow('leads out of the workspace');
        expect(readdirSync(outside)).toEqual([]);
      } finally {
        rmSync(outside, { recursive: true, force: true });
      }
    },
  );

  it('hold every run of many processes at once, and of one that is killed no half', async () => {
    const writer = (first: number, count: number) =>
      spawn(
        process.execPath,
        [
          ...['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'],
          ...['--input-type=module', '--eval'],
          `import { appendRun } from ${JSON.stringify(join(import.meta.dirname, 'append-run.ts'))};
           import { sampleRun } from '@h-j-petroleum/standards-engine/testing';
           const [outcome] = sampleRun().outcomes;
           const outcomes = Array.from({ length: 100 }, () => outcome);
           for (let at = ${first}; at < ${first + count}; at++) {
             const id = '0b6f2c1e-0000-4000-8000-' + String(at).padStart(12, '0');
             appendRun(${JSON.stringify(root)}, sampleRun({ id, outcomes }));
             if (at === ${first}) console.log('begun');
           }`,
        ],
        { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] },
      );
    const ended = (child: ReturnType<typeof writer>) =>
      new Promise((resolve) => child.on('close', resolve));
    const killed = writer(1000, 1_000_000);
    killed.stdout.once('data', () => killed.kill('SIGKILL'));
    await Promise.all([ended(writer(0, 20)), ended(writer(100, 20)), ended(killed)]);
    appendRun(root, sampleRun({ id: idOf(500) }));
    const { runs, damaged } = await read();
    const ids = new Set(runs.map(({ id }) => id));
    for (let at = 0; at < 20; at++) {
      expect(ids).toContain(idOf(at));
      expect(ids).toContain(idOf(100 + at));
    }
    expect(ids).toContain(idOf(500));
    expect(ids).toContain(idOf(1000));
    expect(damaged.length).toBeLessThan(2);
    expect(existsSync(join(root, november))).toBe(true);
  });
});
