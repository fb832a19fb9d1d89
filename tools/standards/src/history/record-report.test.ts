import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedRun } from '@h-j-petroleum/standards-engine';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../cli/main.ts';
import { recordRun } from '../index.ts';
import { checkSession } from '../check-session.ts';
import { openSession } from '../session.ts';
import { createRepository, smallWorkspace, type Repository } from '../testing/repository.ts';
import { fileHistory } from './file-history.ts';

let repository: Repository;
beforeEach(() => {
  repository = createRepository(smallWorkspace);
});
afterEach(() => {
  vi.unstubAllEnvs();
  repository.remove();
});

async function recorded(): Promise<RecordedRun[]> {
  const runs: RecordedRun[] = [];
  for await (const run of fileHistory(repository.root).runs()) runs.push(run);
  return runs;
}

/** What a machine says of itself must not decide a test. */
const env = { CI: 'false', STANDARDS_HISTORY: undefined, STANDARDS_DATABASE_URL: undefined };

async function check(
  args: readonly string[] = [],
  given: Readonly<Record<string, string>> = {},
): Promise<{ code: number; out: string; err: string }> {
  for (const [name, value] of Object.entries({ ...env, ...given })) vi.stubEnv(name, value);
  const printed = { out: '', err: '' };
  const code = await main(
    ['check', '--skill', 'file-protocol-check', '--root', repository.root, ...args],
    () => ({
      out: (text) => void (printed.out += text),
      err: (text) => void (printed.err += text),
      ...{ colour: false, width: 100, interactive: false },
    }),
  );
  return { code, ...printed };
}

/** The same as a process of its own. */
function checkApart(): Promise<number | null> {
  const child = spawn(
    process.execPath,
    [
      ...['--conditions=@h-j-petroleum/source', '--disable-warning=ExperimentalWarning'],
      ...[join(import.meta.dirname, '../bin.ts'), 'check', '--skill', 'file-protocol-check'],
    ],
    {
      cwd: repository.root,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], CI: 'false' },
      stdio: 'ignore',
    },
  );
  return new Promise((resolve) => child.on('close', resolve));
}

describe('standards check', () => {
  it('records what came of it', async () => {
    expect(await check()).toMatchObject({ code: 1, err: '' });
    const [run, ...others] = await recorded();
    expect(others).toEqual([]);
    expect(run).toMatchObject({
      version: 1,
      workspace: 'small',
      commit: repository.git('rev-parse', 'HEAD').trim(),
      branch: 'main',
      ci: false,
      door: 'cli',
      pilot: false,
      exitCode: 1,
    });
    expect(run?.outcomes.map(({ skill, project, outcome }) => [skill, project, outcome])).toEqual([
      ['deps:file-protocol-check', 'a', 'fail'],
      ['standards:read', 'a', 'pass'],
      ['deps:file-protocol-check', 'b', 'pass'],
      ['standards:read', 'b', 'pass'],
      ['deps:file-protocol-check', 'c', 'not-applicable'],
      ['standards:read', 'c', 'pass'],
      ['deps:file-protocol-check', 'small', 'not-applicable'],
      ['standards:read', 'small', 'pass'],
    ]);
    expect(run?.outcomes[0]?.findings).toMatchObject([
      { messageId: 'member-by-path', file: 'libs/a/package.json', standing: 'open' },
    ]);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('records a pilot as one, in CI without a look at the tree', async () => {
    await check(['--pilot'], { CI: 'true' });
    expect(await recorded()).toMatchObject([{ pilot: true, exitCode: 0, ci: true, dirty: null }]);
  });

  it('prints the same with it and without it', async () => {
    const on = await check(['--format', 'json']);
    const off = await check(['--format', 'json'], { STANDARDS_HISTORY: 'off' });
    const facts = ({ out }: { out: string }) => {
      const { summary, outcomes, ...rest } = JSON.parse(out);
      return { ...rest, rows: outcomes.length, accepted: summary.accepted };
    };
    expect(facts(on)).toEqual(facts(off));
    expect(on.err + off.err).toBe('');
    expect(await recorded()).toHaveLength(1);
  });

  it('records nothing where the configuration says so', async () => {
    repository.write({ 'standards.config.json': { history: false } });
    expect(await check()).toMatchObject({ code: 1, err: '' });
    expect(existsSync(join(repository.root, '.standards'))).toBe(false);
  });

  it('tells git to leave alone what it keeps, where nobody has yet', async () => {
    repository.write({ '.gitignore': 'node_modules/\n' });
    repository.git('commit', '--quiet', '--all', '--message=second');
    await check();
    expect(repository.git('status', '--porcelain')).toBe('');
    expect(await recorded()).toHaveLength(1);
  });

  const obstacles: readonly [what: string, put: () => void, reason: RegExp][] = [
    [
      'a file in place of the folder',
      () => repository.write({ '.standards': '' }),
      /^standards: this run is not recorded: \S+: [^\n]+\n$/,
    ],
    [
      'a folder in place of the file',
      () => {
        const month = new Date().toISOString().slice(0, 7);
        mkdirSync(join(repository.root, `.standards/history/${month}.jsonl`), { recursive: true });
      },
      /^standards: this run is not recorded: EISDIR: [^\n]+\n$/,
    ],
    [
      'a link to a disk that is full',
      () => {
        const month = new Date().toISOString().slice(0, 7);
        mkdirSync(join(repository.root, '.standards/history'), { recursive: true });
        symlinkSync('/dev/full', join(repository.root, `.standards/history/${month}.jsonl`));
      },
      /^standards: this run is not recorded: [^\n]+leads out of the workspace[^\n]+\n$/,
    ],
  ];
  it.each(obstacles)(
    'says in one line that %s keeps it from recording',
    async (_what, put, said) => {
      put();
      const { code, out, err } = await check(['--format', 'json']);
      expect(code).toBe(1);
      expect(JSON.parse(out).exitCode).toBe(1);
      expect(err).toMatch(said);
    },
  );

  it('records each of several at once', async () => {
    expect(await Promise.all([checkApart(), checkApart(), checkApart()])).toEqual([1, 1, 1]);
    expect(await recorded()).toHaveLength(3);
  });

  it('records after a run that was killed in the middle of its record', async () => {
    await check();
    const month = new Date().toISOString().slice(0, 7);
    const file = join(repository.root, `.standards/history/${month}.jsonl`);
    const whole = readFileSync(file, 'utf8');
    writeFileSync(file, whole + whole.slice(0, whole.length / 2));
    expect((await check()).err).toBe('');
    expect(await recorded()).toHaveLength(2);
  });
});

describe('recordRun', () => {
  it('records for a program that asks for it; nothing else does', async () => {
    const session = await openSession({ root: repository.root });
    const { report } = await checkSession(session);
    expect(existsSync(join(repository.root, '.standards'))).toBe(false);
    const startedAt = new Date('2026-11-26T12:00:00Z');
    expect(await recordRun(session, report, { startedAt, env: {} })).toBeUndefined();
    expect(await recorded()).toMatchObject([
      { door: 'library', startedAt: '2026-11-26T12:00:00.000Z', dirty: null, pilot: false },
    ]);
  });
});
