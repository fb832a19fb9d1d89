import ignore from 'ignore';

/**
 * What one .gitignore says of a path below its folder, whose parents it does not ignore; undefined where it says nothing.
 */
export type GitRules = (path: string, isFolder: boolean) => boolean | undefined;

/** `dist`, `.nx`, `out/`: a name without a glob or a slash before its end, which holds at any depth. */
const plainName = /^[\w@.-]+\/?$/;
const ascii = /^[\0-\x7F]*$/;

/**
 * Reads a .gitignore. Most lines of most of them are plain names, which a look into a set answers; the rest is left to the
 * library. Where a line takes something back the order of all lines counts, so the library then reads them all.
 */
export function readGitRules(text: string): GitRules {
  const lines = text.split(/\r?\n/);
  if (lines.some((line) => line.startsWith('!'))) return byLibrary(text);
  const names = new Set<string>();
  const folders = new Set<string>();
  const rest: string[] = [];
  for (const line of lines) {
    if (line === '' || line.startsWith('#')) continue;
    if (!plainName.test(line)) rest.push(line);
    else if (line.endsWith('/')) folders.add(line.slice(0, -1).toLowerCase());
    else names.add(line.toLowerCase());
  }
  const others = rest.length === 0 ? undefined : byLibrary(rest.join('\n'));
  return (path, isFolder) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    // Case does not count, as for git on most machines; a letter outside of ASCII is the lower case of none inside.
    const plain = ascii.test(name) ? name.toLowerCase() : '';
    if (names.has(plain) || (isFolder && folders.has(plain))) return true;
    return others?.(path, isFolder);
  };
}

function byLibrary(text: string): GitRules {
  const rules = ignore().add(text);
  return (path, isFolder) => {
    const { ignored, unignored } = rules.test(isFolder ? `${path}/` : path);
    return ignored || unignored ? ignored : undefined;
  };
}
