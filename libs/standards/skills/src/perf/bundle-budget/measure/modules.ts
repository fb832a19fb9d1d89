import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Metafile } from 'esbuild';
import type { ModuleShare } from '../facts.ts';

/** Sums up shares of one name; most bytes first. */
export function byWeight(
  shares: readonly (readonly [name: string, bytes: number])[],
): ModuleShare[] {
  const sums = new Map<string, number>();
  for (const [name, bytes] of shares) sums.set(name, (sums.get(name) ?? 0) + bytes);
  return [...sums]
    .map(([name, bytes]) => ({ name, bytes }))
    .sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}

/** A built file's name without the part that changes with its contents: `chunk-7QXK2ZAB.js`. */
export function withoutHash(path: string): string {
  return path.replace(
    /([-.])(?:[A-Z\d]{8}|(?=\w*\d)\w{8,}|(?=\w*[A-Z]\w*[A-Z])\w{8})(?=\.\w+$)/,
    '$1*',
  );
}

/**
 * Names what a bundle is made of: files of the package itself by their path, all others by the package that they are of.
 *
 * @param folder absolute path of the package, from which the paths of `inputs` start
 */
export function modulesOf(
  folder: string,
  inputs: Metafile['outputs'][string]['inputs'],
): ModuleShare[] {
  const known = new Map<string, string | undefined>();
  const shares = Object.entries(inputs).map(([path, { bytesInOutput }]) => {
    const absolute = join(folder, path);
    const owner = packageOf(dirname(absolute), known);
    const own = packageOf(folder, known);
    const isOwn = owner === undefined || (owner === own && !path.includes('node_modules/'));
    const name = isOwn ? withoutHash(relative(folder, absolute).replaceAll('\\', '/')) : owner;
    return [name, bytesInOutput] as const;
  });
  return byWeight(shares);
}

/** The name of the package that a folder is in; manifests without a name only say how to read what is below them. */
function packageOf(folder: string, known: Map<string, string | undefined>): string | undefined {
  if (known.has(folder)) return known.get(folder);
  const file = join(folder, 'package.json');
  let name: unknown;
  if (existsSync(file)) name = Reflect.get(Object(JSON.parse(readFileSync(file, 'utf8'))), 'name');
  const above = dirname(folder);
  const found =
    typeof name === 'string' ? name : above === folder ? undefined : packageOf(above, known);
  known.set(folder, found);
  return found;
}

/** Bytes of what is reached only by an `import()`. */
export function laterBytes(
  { inputs }: Metafile,
  entry: string | undefined,
  output: Metafile['outputs'][string]['inputs'],
): number {
  const reached = new Set(entry === undefined ? [] : [entry]);
  for (const path of reached) {
    for (const { path: next, kind } of inputs[path]?.imports ?? []) {
      if (kind !== 'dynamic-import') reached.add(next);
    }
  }
  return Object.entries(output)
    .filter(([path]) => !reached.has(path))
    .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
}
