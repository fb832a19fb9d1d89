import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Beyond this a pattern is a list of files and no interface. */
const mostFiles = 200;

/** Endings that a `main` may leave out. */
const endings = ['', '.js', '.mjs', '.cjs', '/index.js'];

/** Whether a target of a manifest leads to a file; of a pattern, whether its folder is there. */
export function isThere(folder: string, target: string): boolean {
  const star = target.indexOf('*');
  if (star !== -1) return existsSync(dirname(join(folder, `${target.slice(0, star)}x`)));
  return endings.some((ending) => isFile(join(folder, target + ending)));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** The files of an entry: one; of a pattern all that it matches, each under the name by which it is imported. */
export function filesOf(
  folder: string,
  name: string,
  target: string,
):
  | { readonly entries: readonly { readonly name: string; readonly file: string }[] }
  | { readonly name: string; readonly problem: string } {
  if (!target.includes('*')) return { entries: [{ name, file: target }] };
  const [before = '', after = ''] = target.replace(/^\.\//, '').split('*');
  const below = dirname(`${before}x`);
  if (!existsSync(join(folder, below))) return { name, problem: `${below} is not there` };
  const found = readdirSync(join(folder, below), { recursive: true, encoding: 'utf8' })
    .map((path) => (below === '.' ? path : `${below}/${path}`).replaceAll('\\', '/'))
    .filter(
      (path) =>
        path.startsWith(before) &&
        path.endsWith(after) &&
        path.length > before.length + after.length,
    )
    .filter((path) => isFile(join(folder, path)) && !path.includes('node_modules/'))
    .sort();
  if (found.length > mostFiles) {
    return {
      name,
      problem: `its pattern matches ${found.length} files, more than ${mostFiles}; name those that matter in \`entries\``,
    };
  }
  return {
    entries: found.map((path) => ({
      name: name.replace('*', () => path.slice(before.length, path.length - after.length)),
      file: `./${path}`,
    })),
  };
}
