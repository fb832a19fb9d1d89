import picomatch from 'picomatch';

/** A part of a path that means itself in every glob. */
const literal = /^[\w@~-][\w@.~-]*$/;
/** A path with a part that is empty, `.` or `..`. */
const irregular = /^$|^\/|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/;

/**
 * Compiles a glob as picomatch does. For the globs that nearly everybody writes, `packages/*`, `apps/web` and
 * `**` + `/fixtures/**`, it does so without it: picomatch costs more to load and to run once than they cost over a whole
 * workspace.
 *
 * @param dot whether `*` and `**` match names with a leading dot
 */
export function compileGlob(glob: string, dot: boolean): (text: string) => boolean {
  let library: ((text: string) => boolean) | undefined;
  const byLibrary = (text: string): boolean => (library ??= picomatch(glob, { dot }))(text);
  const plain = plainGlob(glob, dot);
  return plain ? (text) => (irregular.test(text) ? byLibrary(text) : plain(text)) : byLibrary;
}

/** @returns undefined for a glob that is the library's business */
function plainGlob(glob: string, dot: boolean): ((text: string) => boolean) | undefined {
  const parts = glob.split('/');
  const [first, name = '', last] = parts;
  if (parts.length === 3 && first === '**' && last === '**') {
    if (!dot || !literal.test(name)) return undefined;
    return (text) => text.includes(name) && text.split('/').includes(name);
  }
  if (!parts.every((part) => part === '*' || literal.test(part))) return undefined;
  return (text) => {
    const given = text.split('/');
    // A slash at the end may stand behind what `*` matches, and behind nothing else.
    if (given.length > 1 && given.at(-1) === '' && parts.at(-1) === '*') given.pop();
    return (
      given.length === parts.length &&
      parts.every((part, at) => {
        const wanted = given[at] ?? '';
        return part === '*' ? dot || !wanted.startsWith('.') : part === wanted;
      })
    );
  };
}
