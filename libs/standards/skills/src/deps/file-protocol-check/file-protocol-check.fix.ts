import type { FixContext } from '@h-j-petroleum/standards-engine';
import { editFile } from '@h-j-petroleum/standards-engine';
import type { Options } from './options.ts';

/** Puts the workspace reference or the published version where the path or address stood, or removes the entry. */
export async function fix({ findings, tree, leave }: FixContext<Options>): Promise<void> {
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
    if (!changed) leave(finding, `${file} does not hold the entry in a form that can be edited`);
  }
}
