import { Temporal } from 'temporal-polyfill';
import { evaluate } from '../domain/rules/evaluate.ts';
import { next } from '../domain/sheet/transitions.ts';
import { TimesheetError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import type { Entry } from '../store/entries.ts';
import { entriesOf } from '../store/entries.ts';
import { addHistory } from '../store/history.ts';
import { holidaysIn } from '../store/rules.ts';
import type { StoredEvaluation, Version } from '../store/sheets.ts';
import { setState } from '../store/sheets.ts';
import type { Submission } from '../store/submissions.ts';
import { addSubmission, nextAttempt } from '../store/submissions.ts';
import { checkWithNeighbours } from './check-beside.ts';
import { filingOf } from './filing.ts';
import { checkPeriods } from './record-time.ts';

/** What a submission that was made or changed sets off, in the same transaction: approval-api hears of it later, and surely. */
export type Announce = (db: Database, submissionId: string) => Promise<void>;

/** Submits a version: fixes what its entries come to, and sets off the request for approval. Locks as for `recordEntry`. */
export async function submit(
  db: Database,
  version: Version,
  actor: string,
  announce: Announce,
): Promise<Submission> {
  const state = next(version.state, 'submit');
  const entries = await entriesOf(db, version.id);
  if (entries.length === 0)
    throw new TimesheetError(
      'timesheet-empty',
      `The timesheet of ${version.week} has no entries. Record time, then submit it.`,
    );
  await checkWithNeighbours(db, version, entries);
  await checkPeriods(
    db,
    version,
    entries.map(({ time }) => time),
  );
  const evaluation = await evaluationOf(db, version, entries);
  const attempt = await nextAttempt(db, version.id);
  const filing = await filingOf(db, version, attempt, evaluation);
  await setState(db, version.id, state, evaluation);
  const submission = await addSubmission(db, { versionId: version.id, attempt, filing });
  await addHistory(db, {
    ...{ timesheetId: version.timesheetId, versionId: version.id, event: 'submit' },
    ...{ from: version.state, to: state, actor },
  });
  await announce(db, submission.id);
  return submission;
}

/** What a version's entries come to by its rules. */
export async function evaluationOf(
  db: Database,
  version: Version,
  entries: readonly Entry[],
): Promise<StoredEvaluation> {
  const { monday, calendar } = version;
  // A shift of Sunday can reach into Monday.
  const last = Temporal.PlainDate.from(monday).add({ days: 8 }).toString();
  const holidays = calendar === null ? [] : await holidaysIn(db, calendar, monday, last);
  const { recordedMinutes, countedMinutes, counted, lines } = evaluate(
    entries,
    version.rules,
    version.zone,
    new Set(holidays.map(({ date }) => date)),
  );
  return {
    ...{ recordedMinutes, countedMinutes },
    counted: Object.fromEntries(counted),
    lines: [...lines],
  };
}
