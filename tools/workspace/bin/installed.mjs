// Whether node_modules holds what the lock file asks for.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Built for this machine's kind: packages with native parts differ by it, and folders are shared between kinds (containers). */
const machine = `${process.platform} ${process.arch}`;

/** What the stamp says after an installation of the lock file as it is now. */
function wantedStamp(root) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  return `${hash.digest('hex')} ${machine}`;
}

const stampOf = (root) => join(root, 'node_modules/.installed-from');

export function writeStamp(root) {
  writeFileSync(stampOf(root), wantedStamp(root));
}

/** Told by the stamp of an earlier start; without one, by npm's own record, because `npm ci` by hand is as good. */
export function isInstalled(root) {
  const stamp = stampOf(root);
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === wantedStamp(root);
  if (!npmInstalledTheLock(root)) return false;
  writeStamp(root);
  return true;
}

/** npm writes what it has installed into node_modules, as its last act. */
function npmInstalledTheLock(root) {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages ?? {};
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages ?? {};
  return Object.entries(wanted).every(([path, { version, integrity, optional, peer }]) => {
    // Members and the root are folders of this workspace, not installed.
    if (!path.includes('node_modules/')) return true;
    const there = installed[path];
    // Optional packages for other systems are left out rightly.
    if (there === undefined) return optional === true || peer === true;
    return there.version === version && there.integrity === integrity;
  });
}
