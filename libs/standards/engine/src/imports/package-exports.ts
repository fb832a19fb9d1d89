import { normalisePath } from '../workspace/files.ts';
import { pushAll } from '../manifest/push-all.ts';

/**
 * What a package's `exports` says about a subpath, by Node's resolution algorithm (Node.js documentation, "Modules:
 * ECMAScript modules", PACKAGE_EXPORTS_RESOLVE), over all conditions at once: a subpath counts as exported when some
 * condition gives it a target.
 */

/** Whether `exports` restricts what can be imported; a value of another type is as good as none. */
export function restrictsSubpaths(exports: unknown): boolean {
  return typeof exports === 'string' || (typeof exports === 'object' && exports !== null);
}

/** The files that a subpath (`.` or `./name`) leads to, relative to the package; empty when it is not exported. */
export function targetsOf(exports: unknown, subpath: string): readonly string[] {
  return resolveKey(subpathMap(exports), subpath);
}

/** The files that a `#name` leads to by the manifest's `imports`: paths of the package, or bare specifiers. */
export function importTargetsOf(imports: unknown, specifier: string): readonly string[] {
  if (typeof imports !== 'object' || imports === null || Array.isArray(imports)) return [];
  return resolveKey(Object.entries(imports), specifier);
}

/** The subpaths that `exports` names, patterns with their `*`, without those it hides by null. */
export function exportedSubpaths(exports: unknown): readonly string[] {
  return subpathMap(exports).flatMap(([key, value]) => (leavesOf(value).length > 0 ? [key] : []));
}

/**
 * The exported subpath whose target is the file that `path` (relative to the package: `src/index`, with or without its
 * extension) stands for; undefined where there is none.
 *
 * @param isFile tells whether a path of the package is a file: a pattern gives subpaths for files that never were
 */
export function subpathOfFile(
  exports: unknown,
  path: string,
  isFile: (path: string) => boolean,
): string | undefined {
  const wanted = stemOf(normalisePath(path));
  const entries = subpathMap(exports).map(([key, value]) => [key, leavesOf(value)] as const);
  for (const file of [wanted, `${wanted}/index`]) {
    for (const [key, leaves] of entries) {
      for (const leaf of leaves) {
        const star = starOf(stemOf(normalisePath(leaf)), file);
        if (star === undefined) continue;
        const subpath = key.replace('*', () => star);
        // A more specific key may hide or redirect what a pattern would give.
        const targets = targetsOf(exports, subpath).map(normalisePath);
        if (!targets.some((target) => stemOf(target) === file)) continue;
        if (!key.includes('*') || targets.some(isFile)) return subpath;
      }
    }
  }
  return undefined;
}

type Entries = readonly (readonly [string, unknown])[];

/** `exports` as subpaths: a string, an array or an object of conditions stands for the package itself. */
function subpathMap(exports: unknown): Entries {
  if (!restrictsSubpaths(exports)) return [];
  if (typeof exports === 'object' && exports !== null && !Array.isArray(exports)) {
    const entries = Object.entries(exports);
    if (entries.some(([key]) => key.startsWith('.'))) {
      return entries.filter(([key]) => key.startsWith('.'));
    }
  }
  return [['.', exports]];
}

function resolveKey(entries: Entries, wanted: string): readonly string[] {
  const exact = entries.find(([key]) => key === wanted);
  if (exact && !wanted.includes('*')) return leavesOf(exact[1]);
  let best: { key: string; base: number; value: unknown; star: string } | undefined;
  for (const [key, value] of entries) {
    const star = key.endsWith('/') ? belowFolder(key, wanted) : starOf(key, wanted);
    if (star === undefined) continue;
    const at = key.indexOf('*');
    const base = at === -1 ? key.length : at + 1;
    if (!best || base > best.base || (base === best.base && key.length > best.key.length)) {
      best = { key, base, value, star };
    }
  }
  if (!best) return [];
  const { key, star, value } = best;
  return leavesOf(value).map((leaf) =>
    key.endsWith('/') ? leaf + star : leaf.replaceAll('*', () => star),
  );
}

/** What the `*` of a pattern stands for in a text, never nothing; empty where the pattern has none and is the text. */
function starOf(pattern: string, text: string): string | undefined {
  const [before, after, ...more] = pattern.split('*');
  if (before === undefined || more.length > 0) return undefined;
  if (after === undefined) return pattern === text ? '' : undefined;
  if (text.length < pattern.length || !text.startsWith(before) || !text.endsWith(after)) {
    return undefined;
  }
  return text.slice(before.length, text.length - after.length);
}

/** What follows a folder key (`./lib/`, allowed before Node 17) in a subpath. */
function belowFolder(key: string, wanted: string): string | undefined {
  return wanted.length > key.length && wanted.startsWith(key)
    ? wanted.slice(key.length)
    : undefined;
}

/** All strings below conditions and fallbacks. Not recursive: a manifest may be nested deeper than the stack. */
function leavesOf(value: unknown): string[] {
  const leaves: string[] = [];
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') leaves.push(next);
    else if (typeof next === 'object' && next !== null)
      pushAll(open, Object.values(next).reverse());
  }
  return leaves;
}

function stemOf(path: string): string {
  return path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
}
