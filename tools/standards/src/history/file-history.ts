import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RecordedRun, RunHistory, RunQuery } from '@h-j-petroleum/standards-engine';
import { normaliseQuery, parseRecordedRun, selectRuns } from '@h-j-petroleum/standards-engine';
import { appendRun, monthsIn } from './append-run.ts';
import { historyFolder } from './history-folder.ts';

/** A line of a history that is no run: torn by a kill or a full disk, or written by a newer gate. */
export interface DamagedLine {
  /** Relative to the workspace's root. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

export interface FileHistoryOptions {
  /** Told of each line that is left out. Default: nobody. */
  readonly onDamage?: (damaged: DamagedLine) => void;
}

/** The runs of a workspace in files of its state folder. Any number of processes may record at once. */
export function fileHistory(root: string, options: FileHistoryOptions = {}): RunHistory {
  return {
    async record(run) {
      for await (const known of runsIn(root, { since: run.startedAt }, options)) {
        if (known.id === run.id) return;
      }
      appendRun(root, run);
    },
    runs: (query = {}) => runsIn(root, query, options),
  };
}

/** Reads no more months than it has to. */
async function* runsIn(
  root: string,
  query: RunQuery,
  { onDamage }: FileHistoryOptions,
): AsyncGenerator<RecordedRun, undefined> {
  const { since = '', until, limit } = normaliseQuery(query);
  const months = monthsIn(root).filter(
    (month) => month >= since.slice(0, 7) && (until === undefined || month <= until.slice(0, 7)),
  );
  const monthOf = async (month: string, most?: number): Promise<readonly RecordedRun[]> => {
    const file = `${historyFolder}/${month}.jsonl`;
    const runs: RecordedRun[] = [];
    let line = 0;
    const lines = createInterface({
      input: createReadStream(join(root, file), 'utf8'),
      crlfDelay: Infinity,
    });
    for await (const text of lines) {
      line++;
      if (text.trim() === '') continue;
      const parsed = parseRecordedRun(text);
      if (parsed.ok) runs.push(parsed.run);
      else onDamage?.({ file, line, reason: parsed.reason });
    }
    return selectRuns(runs, { ...query, limit: most });
  };
  if (limit === undefined) {
    for (const month of months) yield* await monthOf(month);
    return undefined;
  }
  const newest: (readonly RecordedRun[])[] = [];
  let left = limit;
  for (const month of months.toReversed()) {
    if (left === 0) break;
    const runs = await monthOf(month, left);
    newest.unshift(runs);
    left -= runs.length;
  }
  for (const runs of newest) yield* runs;
  return undefined;
}
