import { tolerantJson } from '../readers/sources/json-with-comments.ts';
import type { Files } from '../workspace/files.ts';
import { joinPath } from '../workspace/files.ts';

/** The `paths` of the workspace's tsconfig. */
export interface PathAliases {
  /** The files that a specifier may stand for, relative to the workspace's root; undefined where no alias fits. */
  resolve(
    specifier: string,
  ): { readonly exact: boolean; readonly paths: readonly string[] } | undefined;
}

interface Pattern {
  readonly before: string;
  readonly after: string;
  readonly targets: readonly string[];
}

/** In this order; the first that has `paths` counts. */
const candidates = ['tsconfig.base.json', 'tsconfig.json', 'jsconfig.json'];

const none: PathAliases = { resolve: () => undefined };

/** Reads the aliases at the root, where workspaces without package manifests keep the names of their libraries. */
export function readPathAliases(files: Files): PathAliases {
  for (const file of candidates) {
    const text = files.read(file);
    // Most have none; looking is cheaper than parsing.
    if (text === undefined || !text.includes('"paths"')) continue;
    const compilerOptions = field(tolerantJson(text), 'compilerOptions');
    const paths = field(compilerOptions, 'paths');
    if (typeof paths !== 'object' || paths === null) continue;
    const baseUrl = field(compilerOptions, 'baseUrl');
    return createAliases(paths, typeof baseUrl === 'string' ? baseUrl : '.');
  }
  return none;
}

function createAliases(paths: object, baseUrl: string): PathAliases {
  const exact = new Map<string, readonly string[]>();
  const patterns: Pattern[] = [];
  for (const [key, value] of Object.entries(paths)) {
    if (!Array.isArray(value)) continue;
    const targets = value.filter((target) => typeof target === 'string');
    const [before, after, ...more] = key.split('*');
    if (before === undefined || more.length > 0) continue;
    if (after === undefined) exact.set(key, targets);
    else patterns.push({ before, after, targets });
  }
  // The longest part before the star wins, as the compiler has it.
  patterns.sort((a, b) => b.before.length - a.before.length);

  return {
    resolve(specifier) {
      const named = exact.get(specifier);
      if (named) return { exact: true, paths: named.map((target) => joinPath(baseUrl, target)) };
      const fitting = patterns.find(
        ({ before, after }) =>
          specifier.length >= before.length + after.length &&
          specifier.startsWith(before) &&
          specifier.endsWith(after),
      );
      if (!fitting) return undefined;
      const star = specifier.slice(fitting.before.length, specifier.length - fitting.after.length);
      return {
        exact: false,
        paths: fitting.targets.map((target) =>
          joinPath(
            baseUrl,
            target.replace('*', () => star),
          ),
        ),
      };
    },
  };
}

function field(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return new Map(Object.entries(value)).get(key);
}
