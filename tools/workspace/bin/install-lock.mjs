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
      writeFileSync(lock, `${process.pid} ${askSystem(process.pid).start}`.trim(), { flag: 'wx' });
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
    if (!told) onWait(Number.parseInt(holder.text, 10));
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
  const [, digits, start = ''] = /^(\d+)(?: (\d+))?$/.exec(text) ?? [];
  const pid = Number(digits);
  if (!Number.isInteger(pid) || pid <= 0) return ageMs > writingTakesMs;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return true;
  }
  const { state, start: now } = askSystem(pid);
  // One that has ended keeps its number until its parent asks what became of it, which may be never.
  if (state === 'Z' || state === 'X') return true;
  // Numbers of processes are used again, in a container at once: who began at another time is somebody else.
  return start !== '' && now !== '' && now !== start;
}

/** What a process does, and when it began, in ticks since the machine did; both empty where the system does not tell. */
function askSystem(pid) {
  try {
    // pid (name) state ...: the name may hold anything but ends with the last parenthesis; the 22nd field is the beginning.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state, start: fields[18] ?? '' };
  } catch {
    return { state: '', start: '' };
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
