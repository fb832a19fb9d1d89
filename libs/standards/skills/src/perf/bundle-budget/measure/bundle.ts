import { join } from 'node:path';
import type * as esbuild from 'esbuild';
import type { Facts } from '../facts.ts';
import type { Platform } from '../manifest/entries.ts';
import { laterBytes, modulesOf } from './modules.ts';
import { weigh } from './weigh.ts';

export interface BundleRequest {
  readonly name: string;
  /** Relative to the package. */
  readonly file: string;
  readonly platform: Platform;
  /** Only these of its exports. Default: all of them. */
  readonly names?: readonly string[];
}

export interface BundleSurroundings {
  /** Absolute path of the package. */
  readonly folder: string;
  /** What a consumer has already. */
  readonly external: readonly string[];
  conditions(platform: Platform): string[];
}

/** What a bundle refers to by address; esbuild leaves it beside the bundle, where it is not weighed. */
const assets = [
  '.node',
  '.wasm',
  '.png',
  '.jpg',
  '.jpeg',
  '.gif',
  '.webp',
  '.avif',
  '.svg',
  '.ico',
];
const fonts = ['.woff', '.woff2', '.ttf', '.otf', '.eot'];
const loader: Readonly<Record<string, esbuild.Loader>> = Object.fromEntries(
  [...assets, ...fonts].map((ending) => [ending, 'file']),
);

/** Each entry by itself: what two of them share ships with each. One that cannot be bundled takes no other along. */
export async function bundleAll(
  bundler: typeof esbuild,
  requests: readonly BundleRequest[],
  surroundings: BundleSurroundings,
): Promise<Facts['entries']> {
  const entries: Facts['entries'] = [];
  for (const request of requests) {
    try {
      entries.push(await bundleOne(bundler, request, surroundings));
    } catch (error) {
      entries.push({ name: request.name, problem: problemOf(error) });
    }
  }
  return entries;
}

async function bundleOne(
  bundler: typeof esbuild,
  { name, file, platform, names }: BundleRequest,
  { folder, external, conditions }: BundleSurroundings,
): Promise<Facts['entries'][number]> {
  const path = file.startsWith('.') ? file : `./${file}`;
  const { outputFiles, metafile } = await bundler.build({
    ...(names
      ? {
          stdin: {
            contents: `export { ${names.join(', ')} } from ${JSON.stringify(path)};`,
            resolveDir: folder,
            sourcefile: 'consumer.js',
          },
        }
      : { entryPoints: [path] }),
    absWorkingDir: folder,
    // Nothing is written; a name is needed all the same.
    outdir: join(folder, 'bundle'),
    ...{ bundle: true, minify: true, write: false, metafile: true, treeShaking: true },
    ...{ format: 'esm', platform, logLevel: 'silent', legalComments: 'none', loader },
    external: [...external],
    conditions: conditions(platform),
    // What a tsconfig says beside it is no part of what ships.
    tsconfigRaw: {},
  });
  const [main] = Object.entries(metafile.outputs).filter(([, { entryPoint }]) => entryPoint);
  if (!main) throw new Error('the bundle is empty');
  const [output, { inputs, entryPoint }] = main;
  const bundle = outputFiles.find((one) => one.path === join(folder, output));
  const weight = weigh(bundle?.contents ?? new Uint8Array());
  return {
    name,
    sizes: { ...weight, initial: weight.raw - laterBytes(metafile, entryPoint, inputs) },
    modules: modulesOf(folder, inputs).filter(({ bytes }) => bytes > 0),
  };
}

/** What esbuild could not do, the first of it, with its place. */
function problemOf(error: unknown): string {
  const errors: unknown = Reflect.get(Object(error), 'errors');
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const text: unknown = Reflect.get(Object(first), 'text');
  if (typeof text !== 'string') return error instanceof Error ? error.message : String(error);
  const location: unknown = Reflect.get(Object(first), 'location');
  const file: unknown = Reflect.get(Object(location), 'file');
  const line: unknown = Reflect.get(Object(location), 'line');
  const more = Array.isArray(errors) && errors.length > 1 ? `, and ${errors.length - 1} more` : '';
  return typeof file === 'string' ? `${text} (${file}:${String(line)})${more}` : `${text}${more}`;
}
