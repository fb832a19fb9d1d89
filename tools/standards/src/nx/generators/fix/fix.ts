import type { GeneratorCallback, Tree } from '@nx/devkit';
import { useSourceCondition } from '../../source-condition.ts';

useSourceCondition(import.meta.url);

export interface FixSchema {
  readonly skill?: string;
  readonly project?: string;
}

/**
 * A skill's fix on Nx's tree. As at the other doors it is refused in CI and on protected branches, where `--dry-run` still
 * shows it, and is recorded once Nx has written it.
 *
 * @throws StandardsError FIX_REFUSED, UNKNOWN_SKILL, UNKNOWN_PROJECT
 */
export default async function fixGenerator(
  tree: Tree,
  options: FixSchema,
): Promise<GeneratorCallback | undefined> {
  const { visibleText } = await import('@h-j-petroleum/standards-engine');
  const { recordFix } = await import('../../../fix/record-fix.ts');
  const { refuseProtected } = await import('../../../fix/refuse-protected.ts');
  const { inCi } = await import('../../../in-ci.ts');
  const { fixSession } = await import('../../../fix/fix-session.ts');
  const { currentBranch } = await import('../../../git.ts');
  const { openSession } = await import('../../../session.ts');
  const { nxReader } = await import('../../read-nx-workspace.ts');
  const { filesOf } = await import('../nx-tree.ts');

  const session = await openSession({ root: tree.root, readNx: nxReader(tree.root) });
  if (!isDryRun(process.argv)) {
    refuseProtected(await currentBranch(tree.root), session.config, inCi());
  }
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
  if (result.changes.length === 0) {
    console.log('Nothing to fix.');
    return undefined;
  }
  return () => recordFix(tree.root, result, undefined);
}

/** Nx tells a generator nothing of it, and keeps what it does from the disk then. */
function isDryRun(argv: readonly string[]): boolean {
  return argv.some((word) => /^(?:-d|--dry-?run(?:=true)?)$/i.test(word));
}
