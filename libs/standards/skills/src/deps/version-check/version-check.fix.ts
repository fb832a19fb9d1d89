import type { FixContext } from '@h-j-petroleum/standards-engine';
import { editFile } from '@h-j-petroleum/standards-engine';
import { loadSemver, lowestVersion } from './semver.ts';
import type { Options } from './options.ts';

/** Writes the chosen range or the reference to the catalog, and raises the catalog where a reference needs it. */
export async function fix({
  findings,
  tree,
  workspace,
  leave,
}: FixContext<Options>): Promise<void> {
  const raises = new Map<string, { catalog: string; name: string; range: string }>();
  for (const finding of findings) {
    const { at, data, file } = finding;
    const { range, raise, catalog, name } = data;
    if (!at || !('path' in at) || typeof range !== 'string') continue;
    if (!(await editFile(tree, file, at.path, range))) {
      leave(finding, `${file} does not hold the entry in a form that can be edited`);
      continue;
    }
    if (typeof raise !== 'string') continue;
    const key = JSON.stringify([catalog, name]);
    const known = raises.get(key);
    if (!known || (await isHigher(raise, known.range))) {
      raises.set(key, { catalog: String(catalog), name: String(name), range: raise });
    }
  }
  for (const { catalog: wanted, name, range } of raises.values()) {
    const catalog = workspace.catalogs.find((one) => one.name === wanted);
    if (catalog) await editFile(tree, catalog.file, [...catalog.path, name], range);
  }
}

async function isHigher(range: string, other: string): Promise<boolean> {
  const semver = await loadSemver();
  return semver.compare(lowestVersion(range, semver), lowestVersion(other, semver)) > 0;
}
