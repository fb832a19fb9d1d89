import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Facts, Sizes } from '../facts.ts';
import { byWeight, withoutHash } from './modules.ts';
import { weigh } from './weigh.ts';

/** Files that were built already: each is sent by itself, so each is compressed by itself. */
export function measureBuilt(
  name: string,
  folder: string,
  globs: readonly string[],
): Facts['entries'][number] {
  const files = globSync([...globs], { cwd: folder })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
  if (files.length === 0)
    return { name, problem: `no file is ${globs.join(' or ')}; is it built?` };
  const sizes: Sizes = { raw: 0, initial: 0, gzip: 0, brotli: 0 };
  const shares: [string, number][] = [];
  for (const path of files) {
    const { raw, gzip, brotli } = weigh(readFileSync(join(folder, path)));
    sizes.raw += raw;
    sizes.initial += raw;
    sizes.gzip += gzip;
    sizes.brotli += brotli;
    shares.push([withoutHash(path.replaceAll('\\', '/')), raw]);
  }
  return { name, sizes, modules: byWeight(shares) };
}
