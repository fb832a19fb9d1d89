import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

export interface Ran {
  readonly code: unknown;
  /** Without colours, as is the other one. */
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder outside this workspace, in which commands run as somebody else would run them. */
export interface OutsideFolder {
  readonly root: string;
  /** What commands run with. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs a command there, with nothing of this workspace in its environment. */
  run(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran>;
  /** As `run`; throws, with what it said, where the command fails. */
  succeed(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran>;
  write(files: Readonly<Record<string, string | object>>): void;
  read(path: string): string;
  remove(): void;
}

export interface OutsideOptions {
  /** An empty folder is made below it, and given a name that begins with `prefix`. */
  readonly parent?: string;
  readonly prefix: string;
  /** What commands run with, cleaned of this workspace; the environment of this process unless given. */
  readonly env?: NodeJS.ProcessEnv;
}

export function outsideFolder({
  parent = tmpdir(),
  prefix,
  env = process.env,
}: OutsideOptions): OutsideFolder {
  const root = realpathSync(mkdtempSync(join(parent, prefix)));
  const own = cleanEnvironment(root, env);
  const folder: OutsideFolder = {
    root,
    env: own,
    run: async (command, args, more = {}) => {
      const child = spawn(command, args, { cwd: root, env: { ...own, ...more } });
      child.stdin.end();
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const [code] = await once(child, 'close');
      // Some tools colour what they say wherever the environment says CI.
      return {
        code,
        stdout: stripVTControlCharacters(stdout),
        stderr: stripVTControlCharacters(stderr),
      };
    },
    succeed: async (command, args, more) => {
      const ran = await folder.run(command, args, more);
      if (ran.code === 0) return ran;
      throw new Error(
        `${command} ${args.join(' ')} exits ${String(ran.code)}: ${`${ran.stdout}${ran.stderr}`.trim()}`,
      );
    },
    write: (files) => {
      for (const [path, content] of Object.entries(files)) {
        const file = join(root, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(
          file,
          typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`,
        );
      }
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    remove: () => {
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return folder;
}

const ownCommands = join(import.meta.dirname, '../../../../node_modules').replaceAll('\\', '/');

/** What npm needs to find its registry, and the Node that runs this; nothing that tells of this workspace or its tasks. */
export function cleanEnvironment(
  root: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): NodeJS.ProcessEnv {
  const dropped =
    /^(NX_|npm_(package|lifecycle|execpath|command)|VITEST|NODE_OPTIONS$|NODE_ENV$|INIT_CWD$|FORCE_COLOR$|DATABASE_URL$|OTEL_|LOG_|REMOTE_CACHE_)/;
  const kept = Object.entries(env).filter(([key]) => !dropped.test(key));
  // `npm run` puts the commands of this workspace first.
  const path = (env['PATH'] ?? '')
    .split(delimiter)
    .filter((entry) => !entry.replaceAll('\\', '/').startsWith(ownCommands));
  return {
    ...Object.fromEntries(kept),
    PATH: [join(root, 'node_modules/.bin'), dirname(process.execPath), ...path].join(delimiter),
  };
}
