import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runWithCache } from './guard/run.ts';
import { newKeys } from './seal/keys.ts';
import type { CacheServer } from './server/cache-server.ts';
import { startCacheServer } from './server/cache-server.ts';

const help = `npm run remote-cache -- <command>       npm run nx:cached -- affected -t standards

  run -- COMMAND …       runs it; Nx finds the remote cache in it, and takes from it only what a trusted key has sealed
  keys                   a new pair of keys
  serve --folder DIR     a cache server with a folder for its store; Ctrl-C ends it

run, by environment
  REMOTE_CACHE_SERVER          where the cache server is; without it a run has no remote cache
  REMOTE_CACHE_TOKEN           the server's token
  REMOTE_CACHE_PUBLIC_KEYS     whose entries are taken; several with commas between
  REMOTE_CACHE_SIGNING_KEY     what this run stores is sealed with it; without it nothing is stored
  REMOTE_CACHE_TIMEOUT_SECONDS 20 unless given; the most that a request may take
  REMOTE_CACHE_MAX_MEGABYTES   256 unless given; the largest entry that is taken

serve
  --port NUMBER          a free one unless given
  --host ADDRESS         127.0.0.1 unless given
  --max-megabytes NUMBER 256 unless given; the largest entry that is stored
  by environment
  REMOTE_CACHE_WRITE_TOKEN     reads and stores; 32 characters or more
  REMOTE_CACHE_READ_TOKEN      reads only; optional

Exit codes: what the command exits with; else 0 done, 2 bad use.
`;

const options = {
  folder: { type: 'string' },
  port: { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  'max-megabytes': { type: 'string', default: '256' },
  help: { type: 'boolean', default: false },
} as const;

class BadUse extends Error {}

export interface Place {
  readonly env: NodeJS.ProcessEnv;
  /** Resolves when the server is to end. */
  readonly stopped: Promise<unknown>;
}

/** @returns exit code */
export async function main(args: readonly string[], { env, stopped }: Place): Promise<number> {
  try {
    if (args[0] === 'run') return await run(args.slice(1), env);
    const { values, positionals } = parse(args);
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const [command, ...rest] = positionals;
    if (rest.length > 0) throw new BadUse(`\`${String(rest[0])}\` is one word too many.`);
    if (command === 'keys') return keys();
    if (command === 'serve') return await serve(values, env, stopped);
    throw new BadUse(command === undefined ? 'No command.' : `\`${command}\` is no command.`);
  } catch (error) {
    if (!(error instanceof BadUse)) throw error;
    process.stderr.write(`${error.message}\n\n${help}`);
    return 2;
  }
}

type Values = ReturnType<typeof parse>['values'];

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new BadUse(error instanceof Error ? error.message : String(error));
  }
}

async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [dashes, command, ...rest] = args;
  if (dashes !== '--' || command === undefined) throw new BadUse('run takes -- and a command.');
  return runWithCache({
    ...{ command, args: rest, env },
    say: (line) => process.stderr.write(`${line}\n`),
  });
}

function keys(): number {
  const { signingKey, publicKey } = newKeys();
  process.stdout.write(
    `REMOTE_CACHE_PUBLIC_KEYS=${publicKey}\nREMOTE_CACHE_SIGNING_KEY=${signingKey}\n`,
  );
  return 0;
}

async function serve(
  values: Values,
  env: NodeJS.ProcessEnv,
  stopped: Promise<unknown>,
): Promise<number> {
  if (values.folder === undefined) throw new BadUse('serve needs --folder DIR.');
  const server: CacheServer = await startCacheServer({
    folder: resolve(values.folder),
    host: values.host,
    port: whole(values.port, '--port'),
    maxBytes: whole(values['max-megabytes'], '--max-megabytes') * 1024 * 1024,
    writeToken: token(env, 'REMOTE_CACHE_WRITE_TOKEN') ?? missing(),
    readToken: token(env, 'REMOTE_CACHE_READ_TOKEN'),
  });
  process.stdout.write(`Listening at ${server.url}\n`);
  await stopped;
  await server.close();
  return 0;
}

function missing(): never {
  throw new BadUse('REMOTE_CACHE_WRITE_TOKEN is not set.');
}

function token(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  if (text.length < 32) throw new BadUse(`${name} is shorter than 32 characters.`);
  return text;
}

function whole(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new BadUse(`${name} is \`${text}\`; it is a whole number.`);
  return Number(text);
}
