import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { z } from 'zod';
import { cleanEnvironment } from '../../outside/outside-folder.ts';
import { ReleaseError } from '../release-error.ts';
import type { Uplink } from './uplink.ts';

export interface LocalRegistry {
  readonly url: string;
  /** Of a user who may publish. */
  readonly token: string;
  /** Where tarballs lie, those that came from the uplink among them: `<name>/<file>.tgz`. */
  readonly storage: string;
  stop(): Promise<void>;
}

export interface LocalRegistryRequest {
  /** Everything that it writes is below. */
  readonly folder: string;
  /** Scopes (`@vector-toolkit`) that are published here and never asked of anybody else. */
  readonly scopes: readonly string[];
  /** Where all other packages come from; nowhere unless given. */
  readonly uplink?: Uplink;
}

/** Name of the variable in which the registry finds the uplink's token. */
const tokenVariable = 'REHEARSAL_UPLINK_TOKEN';

const endsWithParent = new URL('ends-with-parent.ts', import.meta.url).href;

/** Starts Verdaccio on a free port of this machine. */
export async function startRegistry(request: LocalRegistryRequest): Promise<LocalRegistry> {
  const { folder, uplink } = request;
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const storage = join(folder, 'storage');
  const config = join(folder, 'config.yaml');
  writeFileSync(config, stringify(verdaccioConfig(storage, folder, request)));
  const log = join(folder, 'verdaccio.log');
  const output = openSync(log, 'a');
  const child = spawn(
    process.execPath,
    [
      '--import',
      endsWithParent,
      verdaccioBin(),
      '--config',
      config,
      '--listen',
      `127.0.0.1:${port}`,
    ],
    {
      cwd: folder,
      // The pipe is never written to; its end tells the child that this process is gone, killed too.
      stdio: ['pipe', output, output],
      env: {
        ...withoutNpmSettings(cleanEnvironment(folder)),
        ...(uplink?.token === undefined ? {} : { [tokenVariable]: uplink.token }),
      },
    },
  );
  closeSync(output);
  let hasEnded = false;
  const ended = once(child, 'exit').then(() => {
    hasEnded = true;
  });
  const kill = (): boolean => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    if (!hasEnded) kill();
    await ended;
  };
  try {
    while (!(await answers(url))) {
      if (hasEnded) {
        throw new ReleaseError(
          `Verdaccio ended before it answered: ${readFileSync(log, 'utf8').trim().slice(-2000)}`,
        );
      }
      await delay(100);
    }
    return { url, token: await addUser(url), storage, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Under `npm run` the environment has every setting of the user's npm. Verdaccio takes some of them for its own, and then knows no
 * package of the uplink; what it needs of them stands in its configuration.
 */
function withoutNpmSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_config_/i.test(name)));
}

function verdaccioConfig(
  storage: string,
  folder: string,
  { scopes, uplink }: LocalRegistryRequest,
): object {
  return {
    storage,
    auth: { htpasswd: { file: join(folder, 'htpasswd'), max_users: 1 } },
    web: { enable: false },
    max_body_size: '200mb',
    log: { type: 'stdout', format: 'pretty', level: 'warn', colors: false },
    uplinks:
      uplink === undefined
        ? {}
        : {
            user: {
              url: uplink.url,
              timeout: '2m',
              maxage: '1h',
              max_fails: 50,
              ...(uplink.token === undefined
                ? {}
                : { auth: { type: 'bearer', token_env: tokenVariable } }),
              ...(uplink.certificates === undefined ? {} : { ca: uplink.certificates }),
            },
          },
    packages: {
      ...Object.fromEntries(
        scopes.map((scope) => [`${scope}/*`, { access: '$all', publish: '$authenticated' }]),
      ),
      '**': { access: '$all', ...(uplink === undefined ? {} : { proxy: 'user' }) },
    },
  };
}

function verdaccioBin(): string {
  return join(
    dirname(createRequire(import.meta.url).resolve('verdaccio/package.json')),
    'bin/verdaccio',
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A server has no port.');
  return address.port;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(new URL('-/ping', url))).ok;
  } catch {
    return false;
  }
}

async function addUser(url: string): Promise<string> {
  const name = 'rehearsal';
  const answer = await fetch(new URL(`-/user/org.couchdb.user:${name}`, url), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password: crypto.randomUUID() }),
  });
  return z.object({ token: z.string() }).parse(await answer.json()).token;
}
