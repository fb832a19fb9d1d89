import type { GeneratorCallback, Tree } from '@nx/devkit';
import { useSourceCondition } from '../../source-condition.ts';
import type { RemoveOptions } from '../../scaffold/unscaffold.ts';

useSourceCondition(import.meta.url);

/** Removes what a generator made, or any other package, with every entry that other files have for it. */
export default async function remove(
  tree: Tree,
  options: RemoveOptions,
): Promise<GeneratorCallback> {
  const { unscaffold } = await import('../../scaffold/unscaffold.ts');
  return unscaffold(tree, options);
}
