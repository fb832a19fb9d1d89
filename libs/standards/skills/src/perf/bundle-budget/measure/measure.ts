import { join } from 'node:path';
import type { Measure } from '@h-j-petroleum/standards-engine';
import type * as esbuild from 'esbuild';
import { loadPeer } from '../../load-peer.ts';
import type { Facts } from '../facts.ts';
import { conditionsOf, entriesOf, platformOf } from '../manifest/entries.ts';
import type { BundleOptions } from '../options.ts';
import { settingsOf } from '../settings.ts';
import type { BundleRequest } from './bundle.ts';
import { bundleAll } from './bundle.ts';
import { measureBuilt } from './built-files.ts';
import { filesOf, isThere } from './targets.ts';

/** Bundles every entry of a project as a consumer would, and weighs it. */
export const measureBundles: Measure<BundleOptions> = async ({ root, project, options }) => {
  const settings = settingsOf(project, options) ?? {};
  const data = project.manifest?.data ?? {};
  const folder = join(root, project.root);
  const found = data['private'] === true ? [] : entriesOf(data, settings);
  if (found.length > 0 && !found.some(({ target }) => isThere(folder, target))) {
    return {
      notSupported: `It is not built: ${found[0]?.target} is not there. Build it, and measure again.`,
    };
  }
  const peer = await loadPeer('esbuild', root);
  if ('notSupported' in peer) return peer;
  const bundler = bundlerOf(peer.module);
  if (!bundler) return { notSupported: 'The esbuild that is installed has no `build`.' };

  const platform = settings.platform ?? platformOf(data);
  const entries: Facts['entries'] = [];
  const requests: BundleRequest[] = [];
  for (const { name, target, platform: of } of found) {
    const files = filesOf(folder, name, target);
    if ('problem' in files) entries.push(files);
    else requests.push(...files.entries.map((one) => ({ ...one, platform: of })));
  }
  for (const [name, entry] of Object.entries(settings.entries ?? {})) {
    if ('files' in entry) entries.push(measureBuilt(name, folder, entry.files));
    else if ('file' in entry) requests.push({ name, file: entry.file, platform });
    else {
      const from = found.find((one) => one.name === entry.from);
      if (from) requests.push({ name, file: from.target, platform, names: entry.import });
      else entries.push({ name, problem: `${entry.from} is none of its exports` });
    }
  }
  const external = [...Object.keys(Object(data['peerDependencies'])), ...(settings.external ?? [])];
  const conditions = (of: BundleRequest['platform']): string[] =>
    conditionsOf(of, settings).filter((one) => !['import', 'default', of].includes(one));
  entries.push(...(await bundleAll(bundler, requests, { folder, external, conditions })));
  const facts: Facts = { version: 1, bundler: `esbuild ${bundler.version}`, entries };
  return { value: facts, keep: true };
};

function bundlerOf(module: unknown): typeof esbuild | undefined {
  const isBundler = (value: unknown): value is typeof esbuild =>
    typeof Reflect.get(Object(value), 'build') === 'function';
  // An import of CommonJS has it as its default, too.
  return [module, Reflect.get(Object(module), 'default')].find(isBundler);
}
