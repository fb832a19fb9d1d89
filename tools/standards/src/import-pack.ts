import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const indexFiles = [
  'index.js',
  'index.mjs',
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
  return import(pathToFileURL(file).href);
}

function localEntry(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new Error(`there is no ${path}`);
  if (stats.isFile()) return path;
  const found = indexFiles.map((name) => join(path, name)).find((file) => existsSync(file));
  if (!found) throw new Error(`${path} holds none of ${indexFiles.join(', ')}`);
  return found;
}

/** `require.resolve` does not see a package that exports to `import` alone, so its manifest is asked then. */
function packageEntry(name: string, root: string): string {
  const require = createRequire(join(root, 'package.json'));
  try {
    return require.resolve(name);
  } catch (error) {
    for (const folder of require.resolve.paths(name) ?? []) {
      const manifest = join(folder, name, 'package.json');
      if (!existsSync(manifest)) continue;
      const entry = importTarget(JSON.parse(readFileSync(manifest, 'utf8')));
      if (entry !== undefined) return join(dirname(manifest), entry);
    }
    throw error;
  }
}

function importTarget(manifest: unknown): string | undefined {
  let target: unknown = field(manifest, 'exports');
  target = field(target, '.') ?? target;
  while (typeof target === 'object' && target !== null) {
    target = field(target, 'import') ?? field(target, 'node') ?? field(target, 'default');
  }
  return typeof target === 'string' ? target : undefined;
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}
