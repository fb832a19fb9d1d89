import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { ReleaseError } from '../release-error.ts';

/** Where packages of others come from, as the user's npm is set up. */
export interface Uplink {
  readonly url: string;
  /** A token that the user's configuration has for it; handed on by the environment alone. */
  readonly token: string | undefined;
  /** File with the certificates that the user's npm trusts. */
  readonly certificates: string | undefined;
}

/** Asks the user's own npm. Its files are read and never written. */
export async function readUplink(cwd: string): Promise<Uplink> {
  const get = async (key: string): Promise<string | undefined> => {
    const { stdout } = await promisify(execFile)('npm', ['config', 'get', key], { cwd });
    const value = stdout.trim();
    return value === '' || value === 'null' || value === 'undefined' ? undefined : value;
  };
  const url = await get('registry');
  if (url === undefined) {
    throw new ReleaseError('npm names no registry to take the packages of others from.', [
      'Set one: npm config set registry URL',
    ]);
  }
  const file = await get('userconfig');
  const text = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : '';
  return { url, token: tokenFor(url, text, process.env), certificates: await get('cafile') };
}

/**
 * The token of a registry in the text of an `.npmrc`. npm itself tells nobody what it is.
 *
 * @param env what `${NAME}` stands for
 */
export function tokenFor(
  url: string,
  npmrc: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { host, pathname } = new URL(url);
  const wanted = `//${host}${pathname}`.replace(/\/*$/, '');
  for (const line of npmrc.split(/\r?\n/)) {
    const [, place, value] = /^\s*(\/\/.+?)\/*:_authToken\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (place !== wanted || value === undefined) continue;
    const token = value
      .replace(/^(["'])(.*)\1$/, '$2')
      .replace(/\$\{([^}]+)\}/g, (_, name: string) => env[name] ?? '');
    if (token !== '') return token;
  }
  return undefined;
}
