/**
 * The words of a remote cache. An *entry* is what Nx keeps of one task that ran: a gzipped tar of its outputs, its terminal
 * output and its exit code. Nx asks for it by the task's *hash*, over all that the task read. A *sealed* entry is one with a
 * signature in front. The *guard* stands between Nx and the cache server, and gives Nx only what somebody trusted has sealed.
 */

/** What Nx calls a hash: decimal digits, as Nx 23 gives them, and room for other forms that are safe as a file's name. */
const hashForm = /^[0-9A-Za-z][0-9A-Za-z_-]{0,127}$/;

export function isHash(text: string): boolean {
  return hashForm.test(text);
}

/** Where Nx asks for an entry, and nothing else: `/v1/cache/<hash>`. @returns the hash */
export function hashInPath(path: string | undefined): string | undefined {
  const hash = /^\/v1\/cache\/([^/?#]+)$/.exec(path ?? '')?.[1];
  return hash !== undefined && isHash(hash) ? hash : undefined;
}

/** What a run was made on, as far as Nx's hash does not say: a test that passes on one may fail on another. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
}

/** The name under which an entry is stored, and to which its seal is bound. */
export function entryKey(hash: string, { platform, arch }: Machine): string {
  return `${hash}-${platform}-${arch}`;
}
