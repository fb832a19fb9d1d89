// What a check needs of the history: apart from what reads it, because to load that would take longer than to record.
import { appendFileSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedRun } from '@h-j-petroleum/standards-engine';
import { formatRecordedRun } from '@h-j-petroleum/standards-engine';
import { refuseOutside } from '../fix/places.ts';
import { historyFolder, makeHistoryFolder } from './history-folder.ts';

/**
 * Adds a run at the end of its month's file. A run that is there already is there twice then, and read once.
 *
 * @throws Error where the folder cannot be written
 */
export function appendRun(root: string, run: RecordedRun): void {
  makeHistoryFolder(root, historyFolder);
  const path = `${historyFolder}/${run.startedAt.slice(0, 7)}.jsonl`;
  refuseOutside(root, [path]);
  // In one write at the end, so that lines of many processes do not mix; and from a line of its own, so that a line that was
  // torn takes none with it.
  appendFileSync(join(root, path), `\n${formatRecordedRun(run)}\n`);
}

/** Removes the files of months that ended so many days ago. */
export function pruneHistory(root: string, retentionDays: number, now: Date): void {
  const oldest = new Date(now.getTime() - retentionDays * 86_400_000).toISOString().slice(0, 7);
  for (const month of monthsIn(root)) {
    if (month < oldest) rmSync(join(root, historyFolder, `${month}.jsonl`), { force: true });
  }
}

/** Months that have a file, oldest first. */
export function monthsIn(root: string): string[] {
  const folder = join(root, historyFolder);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => /^(\d{4}-\d{2})\.jsonl$/.exec(name)?.[1] ?? [])
    .sort();
}
