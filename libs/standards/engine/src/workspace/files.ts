/** A read-only view of a tree of files. Paths are relative to its root, with forward slashes; `''` or `.` is the root. */
export interface Files {
  /** The text of a file, or undefined where there is none. A leading byte order mark stays. */
  read(path: string): string | undefined;
  /** What stands at a path, or undefined. A link counts as what it points at. */
  kind(path: string): 'file' | 'directory' | undefined;
  /** The entries of a folder, sorted by name; empty where there is no folder. */
  list(path: string): readonly Entry[];
  /**
   * Whether the text that `read` gives is the file to the byte. False where bytes are no UTF-8: they show as U+FFFD, and
   * writing the text back would lose them. Without it, every text is exact.
   */
  exact?(path: string): boolean;
  /** Whether what stands at a path still lies below the root when links are followed. Without it, everything does. */
  inside?(path: string): boolean;
}

export interface Entry {
  readonly name: string;
  /** `other` is there and can be neither read nor entered: a link that leads nowhere, a socket, a pipe. */
  readonly kind: 'file' | 'directory' | 'other';
  /** Set where the entry is a link: a search in depth does not go on below it, because links can form a circle. */
  readonly link?: true;
}

/** Anything but names with one slash between each two; nearly every path that is asked for is in the right form already. */
const irregular = /\\|(?:^|\/)\.{0,2}(?:\/|$)/;

/** Brings a path into the form that {@link Files} takes: forward slashes, no `./`, no trailing slash, root as `''`. Keeps a leading `../`. */
export function normalisePath(path: string): string {
  if (!irregular.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Joins and normalises. A later part that starts with `/` is still taken as relative. */
export function joinPath(...parts: readonly string[]): string {
  let joined = '';
  for (const part of parts) {
    if (part !== '') joined = joined === '' ? part : `${joined}/${part}`;
  }
  return normalisePath(joined);
}

/** The folder of a path; `''` for a path at the root. */
export function parentPath(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}
