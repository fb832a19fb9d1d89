import { transaction } from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import { correct } from '../src/actions/correct.ts';
import { openTimesheet } from '../src/actions/open-timesheet.ts';
import type { WrittenTime } from '../src/actions/record-time.ts';
import { recordEntry } from '../src/actions/record-time.ts';
import { submit } from '../src/actions/submit.ts';
import type { Taken } from '../src/actions/take-decision.ts';
import { subjectOf } from '../src/actions/filing.ts';
import { takeDecision } from '../src/actions/take-decision.ts';
import { reopen, withdraw } from '../src/actions/withdraw.ts';
import { holdTimesheet } from '../src/actions/hold-timesheet.ts';
import type { Employee } from '../src/store/employees.ts';
import type { Entry } from '../src/store/entries.ts';
import type { Version } from '../src/store/sheets.ts';
import { currentVersion } from '../src/store/sheets.ts';
import type { Outcome, Submission } from '../src/store/submissions.ts';
import { submissionsOf } from '../src/store/submissions.ts';

/** What a test does with timesheets, each in a transaction of its own as a route does. */
export function sheetsOn(pool: pg.Pool) {
  const on = <Result>(
    timesheetId: string,
    work: (client: pg.PoolClient, version: Version) => Promise<Result>,
  ): Promise<Result> =>
    transaction(pool, async (client) => work(client, await holdTimesheet(client, timesheetId)));
  const announced: string[] = [];
  const announce = (_: unknown, id: string): Promise<void> => {
    announced.push(id);
    return Promise.resolve();
  };
  return {
    on,
    announced,
    current: async (id: string): Promise<Version> => {
      const version = await currentVersion(pool, id);
      if (version === undefined) throw new Error(`There is no timesheet ${id}.`);
      return version;
    },
    open: (employee: Employee, week: string): Promise<Version> =>
      transaction(pool, (client) => openTimesheet(client, employee, week, employee.subject)),
    record: (id: string, taskId: string, time: WrittenTime, note = ''): Promise<Entry> =>
      on(id, (client, version) => recordEntry(client, version, { time, taskId, note })),
    submit: (id: string): Promise<Submission> =>
      on(id, (client, version) => submit(client, version, version.subject, announce)),
    withdraw: (id: string): Promise<'withdrawn' | 'asked'> =>
      on(id, (client, version) => withdraw(client, version, version.subject, announce)),
    reopen: (id: string): Promise<void> =>
      on(id, (client, version) => reopen(client, version, version.subject)),
    correct: (id: string): Promise<Version> =>
      on(id, (client, version) => correct(client, version, version.subject)),
    /** A decision about the latest submission of the current version, delivered once. */
    decide: async (
      id: string,
      outcome: Outcome,
      { webhookId = crypto.randomUUID(), comments = [] as readonly string[] } = {},
    ): Promise<Taken> => {
      const version = await currentVersion(pool, id);
      if (version === undefined) throw new Error(`There is no timesheet ${id}.`);
      const submission = (await submissionsOf(pool, version.id)).at(-1);
      return transaction(pool, (client) =>
        takeDecision(
          client,
          { id: webhookId, type: `approval.request.${outcome}` },
          {
            requestId: submission?.requestId ?? `request-${submission?.id ?? ''}`,
            subject: subjectOf(version, submission?.attempt ?? 1),
            ...{ outcome, decidedAt: '2026-03-09T10:00:00Z', auditHead: 'ab'.repeat(32), comments },
          },
        ),
      );
    },
  };
}
