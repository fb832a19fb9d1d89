import { joinPath } from '@h-j-petroleum/standards-engine';
import { counterparts } from '../../../pkg/manifest-check/package/counterparts.ts';
import { ownField } from '../../../pkg/manifest-check/package/json-value.ts';
import { collectTargets } from '../../../pkg/manifest-check/package/targets.ts';
import { optionsSchema } from '../../../pkg/manifest-check/options.ts';
import type { Sources } from '../surface/surface.ts';

const code = /\.[cm]?[jt]sx?$/;
const { outputs } = optionsSchema.parse({});

/**
 * The source of each entry of a package, by subpath: what a condition names, or what the file that it names is built of. An
 * entry of which no source is found is left out, and so are patterns.
 */
export async function entrySources(
  root: string,
  manifest: unknown,
  sources: Sources,
): Promise<ReadonlyMap<string, string>> {
  const { targets } = collectTargets((name) => ({ value: ownField(manifest, name), path: [name] }));
  const exported = targets.filter(({ field }) => field === 'exports');
  const used =
    exported.length > 0 ? exported : targets.filter(({ field }) => mains.includes(field));
  const found = new Map<string, string>();
  // Declarations tell more than what runs, and a source more than both.
  const ranked = [...used].sort((a, b) => rankOf(a.target) - rankOf(b.target));
  for (const { subpath = '.', target } of ranked) {
    if (found.has(subpath) || subpath.includes('*') || !code.test(target)) continue;
    const inside = joinPath(target);
    for (const path of [inside, ...counterparts(inside, outputs)]) {
      const file = joinPath(root, path);
      if ((await sources.read(file)) === undefined) continue;
      found.set(subpath, file);
      break;
    }
  }
  return found;
}

const mains = ['types', 'typings', 'main', 'module'];

function rankOf(target: string): number {
  if (/\.d\.[cm]?ts$/.test(target)) return 1;
  return /\.[cm]?tsx?$/.test(target) ? 0 : 2;
}
