import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment } from '../../outside/outside-folder.ts';

export interface NpmSettingsRequest {
  /** Where the configuration and the cache are kept; made where it is not there. */
  readonly folder: string;
  readonly registry: string;
  /** Scopes (`@vector-toolkit`) that come from there whatever any other file says. */
  readonly scopes: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Read from the environment by npm; written nowhere. */
  readonly token: string | undefined;
}

/**
 * The environment of an npm that knows one registry, with a configuration and a cache of its own: the user's files neither
 * change nor say where packages come from and go to.
 */
export function npmSettings(request: NpmSettingsRequest): NodeJS.ProcessEnv {
  const { folder, registry, scopes, env, token } = request;
  mkdirSync(folder, { recursive: true });
  const { host, pathname } = new URL(registry.endsWith('/') ? registry : `${registry}/`);
  const lines = [
    `registry=${registry}`,
    ...scopes.map((scope) => `${scope}:registry=${registry}`),
    ...(token === undefined ? [] : [`//${host}${pathname}:_authToken=\${NODE_AUTH_TOKEN}`]),
    'noproxy=127.0.0.1,localhost',
    'update-notifier=false',
    'audit=false',
    'fund=false',
    'provenance=false',
    'fetch-retries=1',
  ];
  const userconfig = join(folder, 'npmrc');
  const globalconfig = join(folder, 'npmrc-global');
  writeFileSync(userconfig, `${lines.join('\n')}\n`);
  writeFileSync(globalconfig, '');
  // npm takes these in any case of letters, and of two the one that comes last.
  const others = Object.entries(cleanEnvironment(folder, env)).filter(
    ([key]) => !/^(?:npm_config_|NODE_AUTH_TOKEN$)/i.test(key),
  );
  return {
    ...Object.fromEntries(others),
    npm_config_userconfig: userconfig,
    npm_config_globalconfig: globalconfig,
    npm_config_cache: join(folder, 'cache'),
    ...(token === undefined ? {} : { NODE_AUTH_TOKEN: token }),
  };
}
