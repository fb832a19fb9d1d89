import { isRecord, ownField } from './json-value.ts';

/** A repository as a manifest names it. */
export interface Repository {
  /** Host and path in lower case, by which two spellings of one repository are equal. */
  readonly key: string;
  /** In the form that npm itself writes. */
  readonly url: string;
  readonly directory: string | undefined;
}

const hosts: Readonly<Record<string, string>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
  gist: 'gist.github.com',
};

/** Reads `repository`: a shorthand (`owner/name`, `gitlab:owner/name`), an address, or an object with one. */
export function readRepository(value: unknown): Repository | undefined {
  const address = isRecord(value) ? ownField(value, 'url') : value;
  if (typeof address !== 'string') return undefined;
  const place = readShorthand(address.trim()) ?? readAddress(address.trim());
  if (!place) return undefined;
  const directory = ownField(value, 'directory');
  return {
    key: `${place.host}/${place.path}`.toLowerCase(),
    url: place.url,
    directory: typeof directory === 'string' ? directory : undefined,
  };
}

interface Place {
  readonly host: string;
  readonly path: string;
  readonly url: string;
}

function readShorthand(text: string): Place | undefined {
  const [, site = 'github', path] =
    /^(?:(github|gitlab|bitbucket|gist):)?([\w.-]+(?:\/[\w.-]+)*)$/.exec(text) ?? [];
  if (path === undefined || (path.includes('/') ? 0 : site !== 'gist')) return undefined;
  const host = hosts[site] ?? 'github.com';
  return { host, path, url: `git+https://${host}/${path}.git` };
}

/** `git+https://host/path.git`, `git@host:path.git`, `ssh://git@host/path`. */
function readAddress(text: string): Place | undefined {
  const [, scheme, host, rest] =
    /^(?:(?:git\+)?([a-z]+):\/\/)?(?:[^@/\s]+@)?([\w-]+(?:\.[\w-]+)*)(?::\d+)?[:/]([^\s?#]+)/i.exec(
      text,
    ) ?? [];
  if (host === undefined || rest === undefined) return undefined;
  // `owner/name` without a scheme is a shorthand; an address of this form names a user: `git@host:path`.
  if (scheme === undefined && !/^[^@/\s]+@/.test(text)) return undefined;
  const path = rest.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  return path === '' ? undefined : { host, path, url: text };
}
