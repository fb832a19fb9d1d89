import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRepository, smallWorkspace, type Repository } from '../testing/repository.ts';

let repository: Repository;

beforeEach(() => {
  repository = createRepository(smallWorkspace);
});

afterEach(() => repository.remove());

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

interface Given {
  readonly env?: Readonly<Record<string, string>>;
  /** Options for Node itself. */
  readonly node?: readonly string[];
  /** Where results go; by default they are read. */
  readonly stdout?: number;
  /** Closes the reading end of the results at once, as `| true` does. */
  readonly closed?: boolean;
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
}

/** The command line as a process of its own. */
function standards(args: readonly string[], given: Given = {}): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [
      '--conditions=@h-j-petroleum/source',
      ...(given.node ?? []),
      join(import.meta.dirname, '../bin.ts'),
      ...args,
    ],
    {
      cwd: repository.root,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], CI: 'false', ...given.env },
      stdio: ['ignore', given.stdout ?? 'pipe', 'pipe'],
    },
  );
  const read = { out: '', err: '' };
  if (given.closed) child.stdout?.destroy();
  else child.stdout?.on('data', (chunk) => (read.out += String(chunk)));
  child.stderr?.on('data', (chunk) => (read.err += String(chunk)));
  given.onStart?.((signal) => child.kill(signal));
  return new Promise((resolve) =>
    child.on('close', (code, signal) => resolve({ code, signal, ...read })),
  );
}

/** A pack of one skill with this body of a check. */
const pack = (check: string) => ({
  'standards.config.json': { packs: ['./pack.mjs'] },
  'pack.mjs': `export default { name: 'acme', skills: [{
    meta: {
      id: 'acme:odd-check', title: 'Odd', description: 'It is odd.', scope: 'project', defaultMode: 'enforce',
      docs: 'docs/odd.md', messages: { m: { text: 'odd', why: 'Because.' } },
      options: { safeParse: (input) => ({ success: true, data: input }) }, optionDocs: {},
      inputs: { project: [], workspace: [] },
    },
    check() { ${check} },
  }] };`,
});

describe('an end of the process that is no verdict is exit code 3, and names the skill', () => {
  it.each([
    ['calls process.exit(0)', 'process.exit(0);'],
    ['waits for what never comes', 'return new Promise(() => {});'],
  ])('where a check %s', async (_, check) => {
    repository.write(pack(check));
    const { code, out, err } = await standards(['check', '--format', 'json']);
    expect(code).toBe(3);
    expect(out).toBe('');
    expect(err).toBe(
      'standards: the process ended before the run did, so nothing is known. What ran last, and ended it or waited for what never came: acme:odd-check on small.\n',
    );
  });

  it.each([
    ['rejects in passing', "Promise.reject(new Error('late'));"],
    ['throws later', "setTimeout(() => { throw new Error('late'); });"],
  ])('where a check %s; the report is still printed', async (_, check) => {
    repository.write(pack(check));
    const { code, out, err } = await standards(['check', '--format', 'json']);
    expect(code).toBe(3);
    expect(JSON.parse(out).findings.length).toBeGreaterThan(0);
    expect(err).toMatch(
      /^standards: an error outside of any check; the last that ran is .+ on .+\. Error: late/,
    );
  });
});

describe('a Node that is too old', () => {
  it('is told so in one line, before anything is loaded that it cannot read', async () => {
    const old =
      'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.18.3"}})';
    expect(await standards(['check'], { node: ['--import', old] })).toMatchObject({
      code: 2,
      out: '',
      err: 'standards: Node 20.18.3 is too old; Node 20.19 or newer is needed.\n',
    });
  });
});

describe('results that cannot be written', () => {
  it('change no verdict where whoever reads them has seen enough', async () => {
    for (const args of [['check'], ['check', '--format', 'json']]) {
      expect(await standards(args, { closed: true })).toMatchObject({ code: 1, err: '' });
    }
    expect(await standards(['--help'], { closed: true })).toMatchObject({ code: 0, err: '' });
  });

  it('are bad use where there is no room for them', async () => {
    const full = openSync('/dev/full', 'w');
    const { code, err } = await standards(['check'], { stdout: full });
    closeSync(full);
    expect(code).toBe(2);
    expect(err).toMatch(/^standards: the output cannot be written: ENOSPC/);
  });
});

describe('colour', () => {
  const coloured = async (env: Record<string, string>, ...args: string[]): Promise<boolean> =>
    (await standards(['check', ...args], { env })).out.includes('\u001b[');

  it('is off when piped, and follows FORCE_COLOR, NO_COLOR and --no-color', async () => {
    expect(await coloured({})).toBe(false);
    expect(await coloured({ FORCE_COLOR: '1' })).toBe(true);
    expect(await coloured({ FORCE_COLOR: 'false' })).toBe(false);
    expect(await coloured({ FORCE_COLOR: '0' })).toBe(false);
    expect(await coloured({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(await coloured({ FORCE_COLOR: '1' }, '--no-color')).toBe(false);
  });
});

describe('a fix that is asked to stop while it writes', () => {
  it('is written to its end first', async () => {
    repository.git('switch', '--quiet', '--create', 'work');
    const names = Array.from({ length: 150 }, (_, at) => `p${at}`);
    for (const name of names) {
      repository.write({
        [`libs/${name}/package.json`]: {
          name,
          version: '1.0.0',
          private: true,
          type: 'module',
          dependencies: { c: 'file:../c' },
        },
      });
    }
    const journal = join(repository.root, '.standards/fix-in-progress.json');
    let watch: NodeJS.Timeout | undefined;
    const ended = await standards(['fix', 'deps:file-protocol-check', '--write'], {
      onStart: (kill) => {
        watch = setInterval(() => {
          if (!existsSync(journal)) return;
          clearInterval(watch);
          kill('SIGINT');
        }, 1);
      },
    });
    clearInterval(watch);
    // Where it was too fast to be met in the middle, it ended by itself.
    expect([ended.signal, ended.code]).toSatisfy(
      ([signal, code]: unknown[]) => signal === 'SIGINT' || code === 0,
    );
    for (const name of names) {
      expect(repository.read(`libs/${name}/package.json`), name).toContain('"c": "*"');
    }
    expect(existsSync(journal)).toBe(false);
    expect(repository.read('.standards/fixes.jsonl').trim().split('\n')).toHaveLength(1);
  });
});
