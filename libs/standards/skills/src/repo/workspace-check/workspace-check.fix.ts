import type { FixContext } from '@h-j-petroleum/standards-engine';
import { editFile, editJson } from '@h-j-petroleum/standards-engine';
import type { WorkspaceCheckOptions } from './options.ts';

/** Mends what has one right answer. Which answer that is, the check has found out already. */
export async function fixWorkspace({
  findings,
  tree,
  leave,
}: FixContext<WorkspaceCheckOptions>): Promise<void> {
  for (const finding of findings) {
    const { messageId, file, at, data } = finding;
    const path = at && 'path' in at ? at.path : undefined;
    switch (messageId) {
      case 'lock-foreign':
      case 'lock-duplicate':
      case 'lock-in-member':
        tree.remove(file);
        break;
      case 'root-public': {
        const text = tree.read(file);
        if (text !== undefined) tree.write(file, editJson(text, ['private'], true));
        break;
      }
      case 'dependency-twice':
        if (path) await editFile(tree, file, path, undefined);
        break;
      default: {
        const to = data['to'];
        if (path && typeof to === 'string') await editFile(tree, file, path, to);
        else leave(finding, 'What would be right here, nobody but its author can know.');
      }
    }
  }
}
