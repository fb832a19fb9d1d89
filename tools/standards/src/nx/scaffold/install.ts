import type { Tree } from '@nx/devkit';
import { loadDevkit } from './devkit.ts';

/**
 * Lets the package manager link what is new and forget what is gone. The files stay when it fails, since they are whole without it.
 *
 * @throws Error with the command to run again
 */
export async function install(tree: Tree): Promise<void> {
  const { detectPackageManager, getPackageManagerCommand, installPackagesTask } =
    await loadDevkit();
  try {
    installPackagesTask(tree, true);
  } catch (error) {
    const command = getPackageManagerCommand(detectPackageManager(tree.root)).install;
    throw new Error(
      `The files are written, but \`${command}\` failed. Run it again once the reason above is mended.`,
      { cause: error },
    );
  }
}
