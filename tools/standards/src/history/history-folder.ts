import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuseOutside } from '../fix/places.ts';

/** What the gate keeps of a workspace, relative to its root; ignored by git. */
const stateFolder = '.standards';

/** Where runs are kept, one JSON line each in a file for each month, relative to the workspace's root. */
export const historyFolder = `${stateFolder}/history`;

/** Runs that wait to be sent to the database, a file each: an entry goes when the database has it. */
export const unsentFolder = `${historyFolder}/unsent`;

/**
 * Makes a folder of the history, and tells git to leave what the gate keeps alone.
 *
 * @throws Error where it cannot be made, or leads out of the workspace: a repository that was made to do harm can have links
 *   here
 */
export function makeHistoryFolder(root: string, folder: string): void {
  refuseOutside(root, [folder]);
  const state = join(root, stateFolder);
  if (!existsSync(state)) {
    mkdirSync(state, { recursive: true });
    writeFileSync(join(state, '.gitignore'), '*\n');
  }
  mkdirSync(join(root, folder), { recursive: true });
}
