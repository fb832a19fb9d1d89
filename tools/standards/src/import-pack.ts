import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const indexFiles = [
  'index.js',
  'index.mjs',
  'index.cjs',
  'index.ts',
  'index.mts',
  'src/index.ts',
  'dist/index.js',
];

/**
 * Imports a pack by the name that `standards.config.json` gives it, as seen from the workspace that is checked and not
 * from where this package is installed. A name that starts with `./` or `../` is a file or a folder with an index file;
 * sources in TypeScript are run by Node itself.
 *
 * @param root absolute path of the workspace
 */
export async function importPack(specifier: string, root: string): Promise<unknown> {
  const file = specifier.startsWith('.')
    ? localEntry(resolve(root, specifier))
    : packageEntry(specifier, root);
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    if (!/\.[cm]?ts$/.test(file) || field(error, 'code') !== 'ERR_UNKNOWN_FILE_EXTENSION')
      throw error;
    throw new Error(
      `${file} is TypeScript, which Node runs as it is from 22.18 on, and this is ${process.version}; build it and name what is built`,
      { cause: error },
    );
  }
}

function localEntry(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new Error(`there is no ${path}`);
  if (stats.isFile()) return path;
  const manifest = join(path, 'package.json');
  const named = existsSync(manifest) ? entryOf(readJson(manifest), '.') : undefined;
  const found = [...(named === undefined ? [] : [named]), ...indexFiles]
    .map((name) => join(path, name))
    .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile());
  if (!found) throw new Error(`${path} holds none of ${indexFiles.join(', ')}`);
  return found;
}

/** `require.resolve` does not see a package that exports to `import` alone, so its manifest is asked then. */
function packageEntry(name: string, root: string): string {
  const require = createRequire(join(root, 'package.json'));
  try {
    return require.resolve(name);
  } catch (error) {
    const [packageName = name] = /^(?:@[^/]+\/)?[^/]+/.exec(name) ?? [];
    for (const folder of require.resolve.paths(name) ?? []) {
      const manifest = join(folder, packageName, 'package.json');
      if (!existsSync(manifest)) continue;
      const entry = entryOf(readJson(manifest), `.${name.slice(packageName.length)}`);
      if (entry !== undefined) return join(dirname(manifest), entry);
    }
    throw error;
  }
}

/** What a manifest names as the module to import: of `exports` the subpath, else `main`. */
function entryOf(manifest: unknown, subpath: string): string | undefined {
  const exported = field(manifest, 'exports');
  let target = field(exported, subpath);
  if (target === undefined && subpath === '.') target = exported ?? field(manifest, 'main');
  while (typeof target === 'object' && target !== null) {
    target = field(target, 'import') ?? field(target, 'node') ?? field(target, 'default');
  }
  return typeof target === 'string' ? target : undefined;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
