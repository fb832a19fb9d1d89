import { z } from 'zod';
import { states } from '../domain/sheet/transitions.ts';
import { evaluationOf } from '../actions/submit.ts';
import type { Database } from '../store/database.ts';
import type { Entry } from '../store/entries.ts';
import { entriesOf } from '../store/entries.ts';
import type { StoredEvaluation, Version } from '../store/sheets.ts';
import { outcomes, submissionsOf } from '../store/submissions.ts';
import type { Submission } from '../store/submissions.ts';

const payLine = z
  .object({
    entryId: z.uuid(),
    date: z.iso.date(),
    code: z.string().describe('REGULAR, a rule of the rule set, or several joined by +'),
    rate: z.string().describe('an exact decimal, such as 1.25'),
    minutes: z.int(),
    weightedMinutes: z.string().describe('minutes times rate, exactly'),
  })
  .meta({ id: 'PayLine' });

export const submissionView = z
  .object({
    id: z.uuid(),
    attempt: z.int(),
    requestId: z.string().nullable().describe('of approval-api, as soon as it has answered'),
    outcome: z.enum(outcomes).nullable(),
    withdrawalAskedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
    decidedAt: z.iso.datetime().nullable(),
    auditHead: z.string().nullable().describe('hash by which approval-api knows the decision'),
  })
  .meta({ id: 'Submission' });

export const summaryView = z
  .object({
    id: z.uuid(),
    employeeId: z.uuid(),
    employeeName: z.string(),
    week: z.string(),
    version: z.int(),
    state: z.enum(states),
    team: z.string(),
    zone: z.string().describe('the time zone by which its days are cut'),
  })
  .meta({ id: 'TimesheetSummary' });

export const timesheetView = summaryView
  .extend({
    stepMinutes: z.int().describe('what times and durations are multiples of'),
    ruleSet: z.string(),
    recordedMinutes: z.int(),
    countedMinutes: z.int().describe('recorded minutes after rounding'),
    lines: z.array(payLine),
    submissions: z.array(submissionView),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Timesheet' });

/** The ETag of a version: its number and its revision. */
export function tagOf({ number, revision }: Pick<Version, 'number' | 'revision'>): string {
  return `${number}.${revision}`;
}

export function summaryOf(version: Version): z.output<typeof summaryView> {
  const { timesheetId: id, employeeId, employeeName, week, number, state, team, zone } = version;
  return { id, employeeId, employeeName, week, version: number, state, team, zone };
}

/** A version with what it comes to: as it was submitted, or as it stands while it can still change. */
export async function timesheetOf(
  db: Database,
  version: Version,
): Promise<z.output<typeof timesheetView>> {
  const isOpen = version.state === 'draft' || version.state === 'returned';
  const { recordedMinutes, countedMinutes, lines }: StoredEvaluation =
    version.evaluation === null || isOpen
      ? await evaluationOf(db, version, await entriesOf(db, version.id))
      : version.evaluation;
  return {
    ...summaryOf(version),
    ...{ stepMinutes: version.rules.stepMinutes, ruleSet: version.ruleSet },
    ...{ recordedMinutes, countedMinutes, lines },
    submissions: (await submissionsOf(db, version.id)).map(submissionViewOf),
    createdAt: version.createdAt.toISOString(),
  };
}

export function submissionViewOf(one: Submission): z.output<typeof submissionView> {
  const { id, attempt, requestId, outcome, auditHead } = one;
  return {
    ...{ id, attempt, requestId, outcome, auditHead },
    withdrawalAskedAt: one.withdrawalAskedAt?.toISOString() ?? null,
    createdAt: one.createdAt.toISOString(),
    decidedAt: one.decidedAt?.toISOString() ?? null,
  };
}

export const entryView = z
  .object({
    id: z.uuid(),
    taskId: z.uuid(),
    day: z.iso.date().describe('on which it begins'),
    start: z.iso.datetime({ offset: true }).nullable().describe('null for a duration'),
    end: z.iso.datetime({ offset: true }).nullable(),
    minutes: z.int(),
    note: z.string(),
  })
  .meta({ id: 'Entry' });

/** An entry with its times as the clocks of its timesheet's zone show them. */
export function entryViewOf(entry: Entry, zone: string): z.output<typeof entryView> {
  const { id, taskId, day, minutes, note, time } = entry;
  const [start, end] =
    time.kind === 'clock'
      ? [time.start, time.end].map((moment) =>
          moment.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' }),
        )
      : [];
  return { id, taskId, day, start: start ?? null, end: end ?? null, minutes, note };
}
