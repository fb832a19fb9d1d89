import type { Tree } from '@nx/devkit';
import { useSourceCondition } from '../../source-condition.ts';

useSourceCondition(import.meta.url);

export interface FixSchema {
  readonly skill?: string;
  readonly project?: string;
}

/** A skill's fix on Nx's tree; what is written, and whether, is Nx's matter. */
export default async function fixGenerator(tree: Tree, options: FixSchema): Promise<void> {
  const { visibleText } = await import('@h-j-petroleum/standards-engine');
  const { openSession } = await import('../../../session.ts');
  const { fixSession } = await import('../../../fix-session.ts');
  const { nxReader } = await import('../../read-nx-workspace.ts');
  const { filesOf } = await import('../nx-tree.ts');
  const session = await openSession({ root: tree.root, readNx: nxReader(tree.root) });
  const result = await fixSession(
    { ...session, files: filesOf(tree) },
    {
      skills: options.skill === undefined ? [] : [options.skill],
      projects: options.project === undefined ? [] : [options.project],
    },
  );
  for (const { path, after } of result.changes) {
    if (after === undefined) tree.delete(path);
    else tree.write(path, after);
  }
  for (const { finding, reason } of result.left) {
    console.log(visibleText(`left: ${finding.file}:${finding.line} ${finding.message}: ${reason}`));
  }
  if (result.changes.length === 0) console.log('Nothing to fix.');
}
