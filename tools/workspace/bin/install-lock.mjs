// One installation at a time, also when two commands start together. A lock whose process is gone is stale.
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** A lock without a readable holder is being written; one that stays so was left by a crash. */
const writingTakesMs = 10_000;

/**
 * Waits until nobody else holds the lock, and takes it.
 *
 * @param {string} lock the file that is the lock
 * @param {(holder: number) => void} onWait called once, when somebody else holds it
 * @returns {Promise<() => void>} gives the lock back
 */
export async function takeLock(lock, onWait) {
  mkdirSync(dirname(lock), { recursive: true });
  for (let told = false; ;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = holderOf(lock);
    if (holder === undefined) continue;
    if (isStale(holder)) {
      removeStale(lock, holder.text);
      continue;
    }
    if (!told) onWait(Number(holder.text));
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** What the lock says and how old it is; undefined when it has just been given back. */
function holderOf(lock) {
  try {
    return { text: readFileSync(lock, 'utf8'), ageMs: Date.now() - statSync(lock).mtimeMs };
  } catch {
    return undefined;
  }
}

function isStale({ text, ageMs }) {
  const pid = Number(text);
  if (!Number.isInteger(pid) || pid <= 0) return ageMs > writingTakesMs;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code !== 'EPERM';
  }
}

/**
 * Two that wait may both find a lock stale. Renaming is atomic, so only one of them gets the file; if that is the fresh lock of
 * the other one by then, it is put back.
 */
function removeStale(lock, text) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (readFileSync(aside, 'utf8') === text) rmSync(aside, { force: true });
    else renameSync(aside, lock);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}
