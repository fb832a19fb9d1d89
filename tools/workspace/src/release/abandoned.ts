import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const own = 'release-rehearsal-';

/** What the name of a rehearsal's folder begins with: the process that removes it, unless it is to be kept. */
export function folderPrefix(keep: boolean, pid: number = process.pid): string {
  return keep ? `${own}kept-` : `${own}${pid}-`;
}

/** Removes the folders of rehearsals that were killed before they could do it themselves, some hundred megabytes each. */
export function removeAbandoned(temporary: string): void {
  for (const name of readdirSync(temporary)) {
    const pid = /^release-rehearsal-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    rmSync(join(temporary, name), { recursive: true, force: true, maxRetries: 5 });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be asked, and is alive.
    return Object(error).code === 'EPERM';
  }
}
