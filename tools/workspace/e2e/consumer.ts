import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const workspace = join(import.meta.dirname, '../../..');
/** Folders of the toolkits, the one that the others build on first. */
export const packages = ['signals', 'logger', 'telemetry', 'metrics', 'otlp-receiver'] as const;

export interface Ran {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder outside this workspace, with the packages installed from what would be published, or linked. */
export interface Consumer {
  readonly root: string;
  /** What commands run with. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs a command there, with nothing of this workspace in its environment. */
  run(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ran>;
  remove(): void;
}

/** An empty folder outside this workspace. */
function emptyConsumer(): Consumer {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'toolkits-e2e-')));
  return {
    root,
    env: clean(root),
    run: async (command, args, env = {}) => {
      const child = spawn(command, args, { cwd: root, env: { ...clean(root), ...env } });
      child.stdin.end();
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      const [code] = await once(child, 'close');
      return { code, stdout, stderr };
    },
    remove: () => {
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What npm needs to find its registry, and the Node that runs this. */
function clean(root: string): NodeJS.ProcessEnv {
  const dropped =
    /^(NX_|npm_(package|lifecycle|execpath|command)|VITEST|NODE_OPTIONS$|NODE_ENV$|INIT_CWD$|FORCE_COLOR$|DATABASE_URL$|OTEL_|LOG_)/;
  const kept = Object.entries(process.env).filter(([key]) => !dropped.test(key));
  return {
    ...Object.fromEntries(kept),
    PATH: [...[join(root, 'node_modules/.bin'), dirname(process.execPath)], process.env.PATH].join(
      delimiter,
    ),
  };
}

/** One that finds the packages of this workspace as they are built, and what they depend on: a clone in which `npm ci` ran. */
export function linkedConsumer(): Consumer {
  const consumer = emptyConsumer();
  symlinkSync(join(workspace, 'node_modules'), join(consumer.root, 'node_modules'), 'dir');
  writeFileSync(
    join(consumer.root, 'package.json'),
    JSON.stringify({ private: true, type: 'module' }),
  );
  return consumer;
}

/** One with the five toolkits, packed and installed. */
export async function createConsumer(): Promise<Consumer> {
  const consumer = emptyConsumer();
  const { root, run } = consumer;
  const succeed = async (command: string, args: readonly string[]): Promise<void> => {
    const { code, stdout, stderr } = await run(command, args);
    if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`);
  };
  const folders = packages.map((name) => join(workspace, 'libs/toolkit', name));
  await succeed('npm', ['pack', ...folders, '--pack-destination', root, '--silent']);
  const tarballs = readdirSync(root).filter((name) => name.endsWith('.tgz'));
  if (tarballs.length !== packages.length) throw new Error(`npm pack left ${tarballs.join(', ')}`);
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({ name: 'shop', version: '1.2.3', private: true, type: 'module' }),
  );
  for (const file of readdirSync(join(import.meta.dirname, 'consumer'))) {
    copyFileSync(join(import.meta.dirname, 'consumer', file), join(root, file));
  }
  await succeed('npm', [
    ...['install', '--no-audit', '--no-fund', '--prefer-offline'],
    ...tarballs.map((name) => `./${name}`),
    ...['fastify@5.12.8', 'pg@8.23.1', 'winston@3.19.0', '@types/node@24.19.2'],
  ]);
  return consumer;
}
