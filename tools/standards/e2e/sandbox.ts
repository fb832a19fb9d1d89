import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export interface Ran {
  readonly exitCode: number | null;
  /** Standard output without colours. */
  readonly stdout: string;
  /** Both streams, without colours. */
  readonly output: string;
}

/** A folder outside this workspace, in which commands run as somebody else would run them. */
export interface Sandbox {
  readonly root: string;
  write(tree: Readonly<Record<string, string | object>>): void;
  read(path: string): string;
  json(path: string): unknown;
  exists(path: string): boolean;
  /** Paths of all files below, sorted; without node_modules, .git and .nx. */
  files(): string[];
  /** Replaces text that must be there. */
  replace(path: string, before: string, after: string): void;
  run(command: string, ...args: string[]): Ran;
  /** As `run`, outside CI, where a fix may be written. */
  runByHand(command: string, ...args: string[]): Ran;
  /** As `run`; throws, with the output, where the command fails. */
  succeed(command: string, ...args: string[]): Ran;
  commit(message: string): void;
  remove(): void;
}

const unseen = new Set(['node_modules', '.git', '.nx']);

export function createSandbox(tree: Readonly<Record<string, string | object>>): Sandbox {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'standards-e2e-')));
  const runIn = (environment: NodeJS.ProcessEnv, command: string, args: readonly string[]): Ran => {
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd: root,
      encoding: 'utf8',
      env: environment,
      maxBuffer: 64 * 1024 * 1024,
    });
    if (error) throw error;
    return {
      exitCode: status,
      stdout: stripVTControlCharacters(stdout),
      output: stripVTControlCharacters(`${stdout}${stderr}`),
    };
  };
  // Nx takes a file for unchanged whose modification time is the same whole second: a hand that edits is slower than
  // that, these tests are not. Whoever wrote a file before, a write here is at least a second later.
  const put = (path: string, text: string): void => {
    const file = join(root, path);
    const before = existsSync(file) ? Math.floor(statSync(file).mtimeMs / 1000) : 0;
    writeFileSync(file, text);
    const after = Math.max(before + 1, Math.floor(Date.now() / 1000));
    utimesSync(file, after, after);
  };
  const sandbox: Sandbox = {
    root,
    write(files) {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        const text =
          typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
        put(path, text);
      }
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    json: (path) => JSON.parse(sandbox.read(path)),
    exists: (path) => existsSync(join(root, path)),
    files: () => filesBelow(root, '').sort(),
    replace(path, before, after) {
      const text = sandbox.read(path);
      if (!text.includes(before)) throw new Error(`${path} holds no ${before}:\n${text}`);
      put(path, text.replaceAll(before, after));
    },
    run: (command, ...args) => runIn(environmentOf(root, true), command, args),
    runByHand: (command, ...args) => runIn(environmentOf(root, false), command, args),
    succeed(command, ...args) {
      const ran = sandbox.run(command, ...args);
      if (ran.exitCode === 0) return ran;
      throw new Error(`${command} ${args.join(' ')} exits ${ran.exitCode}:\n${ran.output}`);
    },
    commit(message) {
      sandbox.succeed('git', 'add', '--all');
      sandbox.succeed('git', 'commit', '--quiet', '--allow-empty', `--message=${message}`);
    },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 5 }),
  };
  sandbox.write(tree);
  sandbox.succeed('git', 'init', '--quiet', '--initial-branch=main');
  sandbox.succeed('git', 'config', 'user.name', 'Test');
  sandbox.succeed('git', 'config', 'user.email', 'test@example.invalid');
  return sandbox;
}

/**
 * The environment of these tests, so that npm finds its registry, without what says that Nx, npm or vitest run already:
 * the Nx under test would take this workspace for its own.
 */
function environmentOf(root: string, ci: boolean): NodeJS.ProcessEnv {
  const dropped =
    /^(NX_|npm_(package|lifecycle|execpath|command)|VITEST|NODE_OPTIONS$|NODE_ENV$|INIT_CWD$|FORCE_COLOR$|NO_COLOR$|GITHUB_|CI$)/;
  const kept = Object.entries(process.env).filter(([key]) => !dropped.test(key));
  return {
    ...Object.fromEntries(kept),
    PATH: [
      join(root, 'node_modules/.bin'),
      join(root, 'tools/node_modules/.bin'),
      dirname(process.execPath),
      process.env['PATH'],
    ].join(delimiter),
    NX_DAEMON: 'false',
    ...(ci ? { CI: 'true' } : {}),
  };
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (unseen.has(entry.name) || entry.isSymbolicLink()) return [];
    return entry.isDirectory() ? filesBelow(root, path) : [path];
  });
}
