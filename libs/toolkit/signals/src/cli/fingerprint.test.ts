import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { main } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'signals-fingerprint-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const lines = [
  '2025-01-31T12:00:00Z INFO Login of kofi refused',
  '2025-01-31T12:00:01Z INFO Order 5 placed',
  '2025-01-31T12:00:02Z INFO Login of ingrid refused',
  '2025-01-31T12:00:03Z INFO Order 6 placed',
  '',
  '2025-01-31T12:00:04Z INFO Login of sven refused',
];
const stacked = (message: string, line: number): string =>
  JSON.stringify({
    level: 'error',
    msg: message,
    err: {
      type: 'StockError',
      stack: `StockError: ${message}\n    at take (/srv/a/stock.ts:${line}:1)`,
    },
  });

function logOf(content: readonly string[], end = '\n'): string {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.log`);
  writeFileSync(file, content.join(end) + end);
  return file;
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await main(['fingerprint', ...args], {
    write: (text) => (out += text),
    writeError: (text) => (err += text),
  });
  return { code, out: stripVTControlCharacters(out), err };
}

describe('signals fingerprint', () => {
  it('shows the groups, the most frequent first, and why templates were joined', async () => {
    expect(await run(logOf(lines), '--reasons')).toEqual({
      code: 0,
      err: '',
      out: [
        'count  joined  fingerprint           template',
        '3      3       -851779003626598898   Login of <*> refused',
        '                                       differ after "Login of" only, where 3 values were seen: ingrid, kofi, sven',
        '2              3778151762920108675   Order <*> placed',
        '1              -9148766163840907248',
        '',
      ].join('\n'),
    });
  });

  it('writes the group of every line after all lines were read', async () => {
    const { out } = await run(logOf(lines, '\r\n'), '--assign');
    expect(
      out.split('\n').map((line) => line.split('\t').filter((_, column) => column !== 1)),
    ).toEqual([
      ['1', 'Login of <*> refused'],
      ['2', 'Order <*> placed'],
      ['3', 'Login of <*> refused'],
      ['4', 'Order <*> placed'],
      ['5', ''],
      ['6', 'Login of <*> refused'],
      [''],
    ]);
  });

  it('writes JSON, an object a line or one array', async () => {
    const file = logOf(lines.slice(0, 3));
    const ndjson = (await run(file, '--assign', '--format', 'ndjson')).out;
    const json: unknown = JSON.parse((await run(file, '--assign', '--format', 'json')).out);
    expect(
      ndjson
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual(json);
    expect(json).toMatchObject([
      { line: 1, template: 'Login of <*> refused' },
      { line: 2, id: '3778151762920108675', template: 'Order <*> placed' },
      { line: 3, template: 'Login of <*> refused' },
    ]);
    expect(JSON.parse((await run(file, '--format', 'json')).out)).toMatchObject([
      {
        template: 'Login of <*> refused',
        count: 2,
        members: [
          { template: 'Login of ingrid refused', count: 1 },
          {
            template: 'Login of kofi refused',
            count: 1,
            reason: expect.stringMatching(/^differ after/) as unknown,
          },
        ],
      },
      { template: 'Order <*> placed', count: 1 },
    ]);
  });

  it('groups JSON records with a stack by their stack', async () => {
    const { out } = await run(
      logOf([
        stacked('no stock for kofi', 1),
        stacked('out of blue chairs', 9),
        '{"msg":"Order 5 placed"}',
      ]),
      '--assign',
    );
    const [first = '', second = '', third = ''] = out.split('\n');
    expect(first.split('\t').slice(1)).toEqual(second.split('\t').slice(1));
    expect(first).toContain('StockError at take a/stock.ts');
    expect(third).toContain('\t3778151762920108675\tOrder <*> placed');
  });

  it('reads standard input', () => {
    const { stdout, status } = spawnSync(
      process.execPath,
      [
        '--conditions=@h-j-petroleum/source',
        join(import.meta.dirname, '../bin.ts'),
        'fingerprint',
        '--assign',
      ],
      { input: 'Order 5 placed\nOrder 6 placed', encoding: 'utf8' },
    );
    expect(stdout).toBe(
      '1\t3778151762920108675\tOrder <*> placed\n2\t3778151762920108675\tOrder <*> placed\n',
    );
    expect(status).toBe(0);
  });

  it('says what was forgotten', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `only ${'abcdefgh'.repeat(index + 1)}`);
    const { err } = await run(logOf(many), '--max-templates', '20');
    expect(err).toMatch(
      /^note: \d+ templates of \d+ lines were forgotten, the rarest first; --max-templates keeps more\.\n$/,
    );
  });

  it('names a file that cannot be read, and a bad count', async () => {
    expect(await run(join(folder, 'missing.log'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('missing.log" cannot be read: ENOENT') as unknown,
    });
    expect(await run(logOf(lines), '--max-templates', 'many')).toMatchObject({
      code: 2,
      err: 'error: --max-templates takes a whole number from 1 on, not "many".\n',
    });
  });
});
