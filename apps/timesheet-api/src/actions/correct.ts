import { isCorrectable } from '../domain/sheet/transitions.ts';
import { TimesheetError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import { copyEntries, entriesOf } from '../store/entries.ts';
import { addHistory } from '../store/history.ts';
import type { Version } from '../store/sheets.ts';
import { addVersion } from '../store/sheets.ts';
import { checkWithNeighbours } from './check-beside.ts';
import { openVersion, termsOfWeek } from './open-timesheet.ts';
import { checkPeriods } from './record-time.ts';

/**
 * Draws a new version from one that is decided, with copies of its entries. The old one stays as it is, and in force until the new one is approved.
 * Rules and team are those of now; the zone stays, for the entries' days were cut by it. Locks as for `recordEntry`.
 */
export async function correct(db: Database, version: Version, actor: string): Promise<Version> {
  if (!isCorrectable[version.state])
    throw new TimesheetError(
      'state-forbids',
      `Version ${version.number} is ${version.state}, and a new version is drawn from one that is approved or rejected. ${version.state === 'withdrawn' ? 'Reopen it.' : 'Change its entries as it is.'}`,
      { details: { state: version.state } },
    );
  const { timesheetId, employeeId, zone } = version;
  const entries = await entriesOf(db, version.id);
  await checkWithNeighbours(db, version, entries);
  await checkPeriods(
    db,
    version,
    entries.map(({ time }) => time),
  );
  const terms = await termsOfWeek(db, { id: employeeId, name: version.employeeName }, version.week);
  const versionId = await addVersion(db, {
    ...{ timesheetId, employeeId, zone, basedOn: version.id, createdBy: actor },
    ...{ team: terms.team, ruleSet: terms.ruleSet, rules: terms.rules, calendar: terms.calendar },
  });
  await copyEntries(db, version.id, versionId);
  await addHistory(db, {
    ...{ timesheetId, versionId, event: 'correct', from: null, to: 'draft', actor },
    comment: `Drawn from version ${version.number}.`,
  });
  return openVersion(db, timesheetId);
}
