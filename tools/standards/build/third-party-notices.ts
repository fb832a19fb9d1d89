import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The names, versions and licences of all packages that a bundle holds, with their licence texts.
 *
 * @param inputs the bundle's inputs as esbuild's metafile has them, relative to `root`
 * @throws Error for a bundled package that states no licence: it may not be published
 */
export function thirdPartyNotices(inputs: readonly string[], root: string): string {
  const folders = new Set<string>();
  for (const input of inputs) {
    const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (folder !== undefined) folders.add(resolve(root, folder));
  }
  const notices = [...folders].map((folder) => {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const { name, version, license } = Object(manifest);
    if (typeof license !== 'string') throw new Error(`${name} is bundled and states no licence`);
    const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|$)/i.test(entry));
    const text =
      file !== undefined && existsSync(join(folder, file))
        ? readFileSync(join(folder, file), 'utf8').trim()
        : '(The package ships no licence text.)';
    return { title: `${name} ${version} (${license})`, text };
  });
  notices.sort((a, b) => (a.title < b.title ? -1 : 1));
  const rule = '-'.repeat(72);
  return [
    'This package contains code of the following packages.',
    ...notices.map(({ title, text }) => `${rule}\n${title}\n${rule}\n\n${text}`),
    '',
  ].join('\n\n');
}
