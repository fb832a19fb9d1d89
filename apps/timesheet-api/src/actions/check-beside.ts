import { checkEntries } from '../domain/sheet/check-entries.ts';
import type { TimedEntry } from '../domain/words.ts';
import type { Database } from '../store/database.ts';
import { entriesAround } from '../store/entries.ts';
import type { Version } from '../store/sheets.ts';

/**
 * Checks a version's entries together, and with those of the weeks beside it: no two at one time, on no day more than it has.
 * With the employee locked, so that it is still so at the end.
 */
export async function checkWithNeighbours(
  db: Database,
  version: Version,
  entries: readonly TimedEntry[],
): Promise<void> {
  checkEntries(entries, version.zone);
  const around = await entriesAround(db, version);
  // A timesheet that is being corrected has two versions of the same hours: each is held against these entries by itself.
  for (const others of Map.groupBy(around, ({ versionId }) => versionId).values())
    checkEntries([...others, ...entries], version.zone);
}
