/**
 * What stands to the right of a dependency's name, told apart by where the package comes from. The forms are those
 * that npm, yarn (classic and berry), pnpm and bun read; a form that none of them reads is `other`.
 */
export type Specifier =
  /** A semver range or a tag of the registry; the empty string is any version. */
  | { readonly kind: 'registry'; readonly range: string }
  /** `npm:name@range`, where the range may be any specifier. */
  | { readonly kind: 'alias'; readonly name: string; readonly target: Specifier }
  /** yarn's `patch:name@range#file`; `suffix` is the part from `#` on. */
  | {
      readonly kind: 'patch';
      readonly name: string;
      readonly target: Specifier;
      readonly suffix: string;
    }
  /** `workspace:range`; `name` where the member is referred to by another name: `workspace:name@range`. */
  | { readonly kind: 'workspace'; readonly name: string | undefined; readonly range: string }
  /** `workspace:../path`. */
  | { readonly kind: 'workspace-path'; readonly path: string; readonly absolute: boolean }
  /** `catalog:` (then `default`) or `catalog:name`. */
  | { readonly kind: 'catalog'; readonly catalog: string }
  | { readonly kind: 'jsr'; readonly spec: string }
  /** `$name` in overrides: the range of that direct dependency. */
  | { readonly kind: 'reference'; readonly name: string }
  /** `-` in overrides: the dependency is left out. */
  | { readonly kind: 'removal' }
  /** A folder or a tarball, with forward slashes and without percent-encoding. */
  | {
      readonly kind: 'path';
      readonly protocol: 'file' | 'link' | 'portal' | 'git+file' | '';
      readonly path: string;
      /** From the root of a file system, a home folder, a drive or a network share. */
      readonly absolute: boolean;
      readonly tarball: boolean;
    }
  /** `committish` is the part after `#`. */
  | { readonly kind: 'git'; readonly address: string; readonly committish: string | undefined }
  | { readonly kind: 'web'; readonly address: string }
  /** yarn's `exec:script`. */
  | { readonly kind: 'exec'; readonly script: string }
  | { readonly kind: 'other'; readonly protocol: string };

const protocolPattern = /^([a-z][a-z\d+.-]+):/i;
const tarballPattern = /\.(?:tgz|tar\.gz|tar)$/i;
const absolutePattern = /^(?:\/|~\/|[a-z]:)/i;
const relativePattern = /^\.{1,2}(?:\/|$)/;
/** `owner/repo`, as npm takes it for GitHub: the owner starts with no dot, and nothing names a host or a port. */
const shorthandPattern = /^[^:@%/\s.-][^:@%/\s]*\/[^:@\s/%]+(?:#.*)?$/;
const secureCopyPattern = /^(?:git@[^\s/:]+|[\w.-]+@[\w-]+(?:\.[\w-]+)+):/i;
/** A variable of the shell with a path behind it (`$HOME/x`) refers to no dependency. */
const referencePattern = /^\$(?:@[^/\\\s]+\/)?[^/\\\s]+$/;
const namePattern = /^(@[^/@\s]+\/[^/@\s]+|[^/@\s]+)(?:@([^]*))?$/;
/** Yarn berry writes a bare range after `npm:` too. */
const rangePattern = /^(?:[\^~<>=*]|v?\d+(?:\.|$)|[xX](?:\.|$))/;
const hostedPattern =
  /^https?:\/\/(?:[^/@]*@)?(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)\/[^/]+\/[^/#?]+\/?(?:#|$)/i;

const gitProtocols = new Set(['git', 'ssh', 'github', 'gitlab', 'bitbucket', 'gist', 'sourcehut']);

/** Aliases nest in text only; package managers read one level, and a hostile manifest could hold thousands. */
const deepestNesting = 4;

/** What nearly all specifiers are: `^1.2.3`. Told at once, because a large workspace has tens of thousands. */
const plainPattern = /^[\^~]?\d[\d.]*$/;

/** Reads a specifier. Takes any text; blanks around it do not count, as package managers trim them. */
export function parseSpecifier(text: string): Specifier {
  if (plainPattern.test(text)) return { kind: 'registry', range: text };
  return parse(text.trim(), 0);
}

function parse(text: string, depth: number): Specifier {
  const protocol = protocolPattern.exec(text)?.[1]?.toLowerCase();
  if (protocol === undefined) return withoutProtocol(text);
  const rest = text.slice(protocol.length + 1);
  switch (protocol) {
    case 'npm':
      return depth < deepestNesting ? alias(rest, depth) : { kind: 'other', protocol };
    case 'patch':
      return depth < deepestNesting ? patch(rest, depth) : { kind: 'other', protocol };
    case 'workspace':
      return workspace(rest);
    case 'catalog':
      return { kind: 'catalog', catalog: rest.trim() || 'default' };
    case 'jsr':
      return { kind: 'jsr', spec: rest };
    case 'file':
    case 'link':
    case 'portal':
    case 'git+file':
      return path(protocol, rest);
    case 'exec':
      return { kind: 'exec', script: rest };
    case 'http':
    case 'https':
      return /\.git(?:#|$)/i.test(rest) || hostedPattern.test(text)
        ? git(text)
        : { kind: 'web', address: text };
  }
  if (protocol.startsWith('git+') || gitProtocols.has(protocol)) return git(text);
  return foreign(protocol, text);
}

/**
 * A protocol that no package manager has by itself. What is written as an address is one (`ftp://h/x`, `svn+https://h/x`);
 * other forms may be a plugin's, or the name that somebody gave to a registry.
 */
function foreign(protocol: string, text: string): Specifier {
  const [address = ''] = text.split('#');
  if (/\.git$/i.test(address)) return git(text);
  return text.slice(protocol.length).startsWith('://') || tarballPattern.test(address)
    ? { kind: 'web', address: text }
    : { kind: 'other', protocol };
}

function withoutProtocol(text: string): Specifier {
  const slashes = text.replaceAll('\\', '/');
  if (relativePattern.test(slashes) || absolutePattern.test(slashes)) return path('', text);
  if (text === '-') return { kind: 'removal' };
  if (referencePattern.test(text)) return { kind: 'reference', name: text.slice(1) };
  if (secureCopyPattern.test(text)) return git(text);
  if (shorthandPattern.test(text)) return git(text);
  if (slashes.includes('/') || tarballPattern.test(text)) return path('', text);
  return { kind: 'registry', range: text };
}

function alias(rest: string, depth: number): Specifier {
  const [, name, range] = namePattern.exec(rest) ?? [];
  if (name === undefined) {
    // `npm:../x` and `npm:github:o/r` name no package; what stands there is what would be asked for.
    const inner = parse(rest.trim(), depth + 1);
    return inner.kind === 'registry' || inner.kind === 'other'
      ? { kind: 'registry', range: rest }
      : inner;
  }
  if (range === undefined && rangePattern.test(rest)) return { kind: 'registry', range: rest };
  return { kind: 'alias', name, target: parse((range ?? '').trim(), depth + 1) };
}

function patch(rest: string, depth: number): Specifier {
  const hash = rest.indexOf('#');
  const source = hash === -1 ? rest : rest.slice(0, hash);
  const [, name, range] = namePattern.exec(decoded(source)) ?? [];
  if (name === undefined) return { kind: 'other', protocol: 'patch' };
  return {
    kind: 'patch',
    name,
    target: parse((range ?? '').trim(), depth + 1),
    suffix: hash === -1 ? '' : rest.slice(hash),
  };
}

function workspace(rest: string): Specifier {
  const slashes = rest.replaceAll('\\', '/');
  const absolute = absolutePattern.test(slashes);
  if (absolute || relativePattern.test(slashes)) {
    return { kind: 'workspace-path', path: slashes, absolute };
  }
  const [, name, range] = namePattern.exec(rest) ?? [];
  if (name !== undefined && range !== undefined) return { kind: 'workspace', name, range };
  // Yarn berry also takes the member's folder, counted from the workspace's root.
  if (slashes.includes('/')) return { kind: 'workspace-path', path: slashes, absolute };
  return { kind: 'workspace', name: undefined, range: rest };
}

function path(protocol: 'file' | 'link' | 'portal' | 'git+file' | '', rest: string): Specifier {
  // Yarn adds its own parameters after `::`.
  const [given = ''] = rest.split('::');
  let clean = (protocol === '' ? given : decoded(given)).replaceAll('\\', '/');
  if (protocol !== '' && clean.startsWith('//')) {
    // `file://../x` is an old way to write a relative path; `file:///C:/x` and `file://host/x` are absolute.
    const inner = clean.replace(/^\/+/, '');
    if (relativePattern.test(inner)) clean = inner;
  }
  return {
    kind: 'path',
    protocol,
    path: clean,
    absolute: absolutePattern.test(clean),
    tarball: tarballPattern.test(clean),
  };
}

function git(text: string): Specifier {
  const hash = text.indexOf('#');
  return hash === -1
    ? { kind: 'git', address: text, committish: undefined }
    : { kind: 'git', address: text.slice(0, hash), committish: text.slice(hash + 1) };
}

/** A stray `%` is part of the name, as it is for package managers. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
