import type { Source } from './departure.ts';

/** A full version; a range such as `1.x` or a commit is none. */
const version = String.raw`\d+\.\d+\.\d+(?:-[\da-z.-]+)?(?:\+[\da-z.-]+)?`;
const wholeVersion = new RegExp(`^${version}$`, 'i');
const tagPattern = new RegExp(`^(?:(.+?)[@-])?v?(${version})$`, 'i');

/** Whether a text is one full version and no range. */
export function isVersion(text: unknown): text is string {
  return typeof text === 'string' && wholeVersion.test(text);
}

/**
 * The version or range that an address itself tells, for the package of this name: a `semver:` range, a version tag, a
 * version in a tarball's name. A branch, a commit or a name that belongs to something else tells nothing.
 */
export function versionInAddress(source: Source, name: string): string | undefined {
  switch (source.kind) {
    case 'git':
      return source.committish === undefined ? undefined : fromCommittish(source.committish, name);
    case 'web':
      return fromWebAddress(source.address, name);
    case 'path':
      return source.tarball ? fromFileName(lastPart(source.path), name) : undefined;
    default:
      return undefined;
  }
}

function fromCommittish(committish: string, name: string): string | undefined {
  // pnpm joins parts by `&` (`semver:^1&path:/a`), yarn writes `=` for `:` and percent-encodes.
  for (const part of committish.split('&')) {
    const [, key, value] = /^(semver|tag)[:=](.*)$/i.exec(part) ?? [];
    const given = decoded(value ?? part).trim();
    if (key?.toLowerCase() === 'semver') return given === '' ? undefined : given;
    const found = fromTag(given, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fromWebAddress(address: string, name: string): string | undefined {
  const [path = ''] = address.replace(/^https?:\/\/[^/]*/i, '').split(/[?#]/);
  const file = lastPart(path);
  if (tarballEnd.test(file)) return fromFileName(file, name);
  // A code host's `tar.gz/v1.2.3` and `tar.gz/refs/tags/v1.2.3`.
  const [, tag] = /\/(?:tar\.gz|tarball)\/(?:refs\/tags\/)?(.+)$/.exec(path) ?? [];
  return tag === undefined ? undefined : fromTag(decoded(tag), name);
}

const tarballEnd = /\.(?:tgz|tar\.gz|tar)$/i;

function fromFileName(file: string, name: string): string | undefined {
  return fromTag(decoded(file).replace(tarballEnd, ''), name);
}

/** `v1.2.3`, `1.2.3`, `name@1.2.3`, `name-1.2.3`, and `scope-name-1.2.3` as npm packs it. */
function fromTag(tag: string, name: string): string | undefined {
  const [, prefix, found] = tagPattern.exec(tag) ?? [];
  if (prefix === undefined) return found;
  const own = [name, name.replace('@', '').replace('/', '-'), lastPart(name)];
  return own.includes(prefix) ? found : undefined;
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
