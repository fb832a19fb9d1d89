import type { Finding, FixContext, Tree, Workspace } from '@h-j-petroleum/standards-engine';
import { dependencySites, editFile, parseSpecifier } from '@h-j-petroleum/standards-engine';
import type { Options } from './options.ts';

/** Puts the workspace reference or the published version where the path or address stood, or removes the entry. */
export async function fix({
  findings,
  tree,
  workspace,
  leave,
}: FixContext<Options>): Promise<void> {
  for (const finding of findings) {
    const { at, data, file } = finding;
    if (!at || !('path' in at)) continue;
    const { range, remove } = data;
    // Nothing is removed unless the check said so.
    if (typeof range !== 'string' && remove !== true) continue;
    const changed = await editFile(
      tree,
      file,
      at.path,
      remove === true ? undefined : String(range),
    );
    if (changed) await referToMember(finding, workspace, tree);
    else leave(finding, `${file} does not hold the entry in a form that can be edited`);
  }
}

/** Who referred to an entry of a catalog that is gone refers to the member itself. */
async function referToMember({ data }: Finding, workspace: Workspace, tree: Tree): Promise<void> {
  const { reference, catalog, name } = data;
  if (typeof reference !== 'string') return;
  for (const site of await dependencySites(workspace)) {
    if (site.name !== name || (site.kind !== 'dependency' && site.kind !== 'override')) continue;
    const specifier = parseSpecifier(site.range);
    if (specifier.kind !== 'catalog' || specifier.catalog !== catalog) continue;
    await editFile(tree, site.file, site.path, reference);
  }
}
