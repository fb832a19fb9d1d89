import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import {
  answerOnce,
  defineCursor,
  etagOf,
  page,
  pageOf,
  pageQuery,
  problem,
  sendVersion,
  storable,
} from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import { z } from 'zod';
import { openTimesheet } from '../actions/open-timesheet.ts';
import { states } from '../domain/sheet/transitions.ts';
import { TimesheetError } from '../errors.ts';
import { employeeBySubject, managersIn } from '../store/employees.ts';
import type { Database } from '../store/database.ts';
import { historyOf } from '../store/history.ts';
import type { Version } from '../store/sheets.ts';
import { currentVersion, listTimesheets } from '../store/sheets.ts';
import { summaryOf, summaryView, tagOf, timesheetOf, timesheetView } from '../views/timesheet.ts';
import { owner, readers } from './access.ts';

const cursor = defineCursor(z.tuple([storable.day, z.uuid()]));
const historyCursor = defineCursor(z.string().regex(/^\d{1,18}$/));
const tags = ['timesheets'];
export const timesheetParams = z.object({ id: z.uuid() });
export const weekSchema = z.string().regex(/^\d{4}-W\d{2}$/, 'an ISO week such as 2026-W07');

const historyView = z
  .object({
    version: z.int(),
    event: z.string(),
    from: z.string().nullable(),
    to: z.string(),
    actor: z.string().describe('a subject, or approval-api'),
    comment: z.string().nullable(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'HistoryItem' });

/** A timesheet, to look at. @throws ServiceProblem `not-found` */
export async function timesheetToRead(db: Database, id: string): Promise<Version> {
  const version = await currentVersion(db, id);
  if (version === undefined) throw problem('not-found', 'There is no such timesheet.');
  return version;
}

/** Who may read a timesheet: whose it is, and who managed them in its week. */
export async function readersOf(db: Database, version: Version): Promise<string[]> {
  const { employeeId, monday, subject } = version;
  const sunday = new Date(Date.parse(monday) + 6 * 86_400_000).toISOString().slice(0, 10);
  return [subject, ...(await managersIn(db, employeeId, monday, sunday))];
}

export function timesheetRoutes({ pool }: { readonly pool: pg.Pool }): ServiceRoutes {
  return (app) => {
    app.route({
      ...{ method: 'GET', url: '/v1/timesheets' },
      config: { access: readers, problems: ['bad-cursor'] },
      schema: {
        ...{ summary: 'Timesheets as they stand, the newest week first', tags },
        querystring: z.object({
          ...pageQuery,
          employeeId: z.uuid().optional(),
          week: weekSchema.optional(),
          state: z.enum(states).optional(),
        }),
        response: { 200: pageOf(summaryView) },
      },
      handler: async (request) => {
        const { limit, cursor: at, ...filter } = request.query;
        const rows = await listTimesheets(
          pool,
          { ...filter, visibleTo: request.ownedBy() },
          cursor.decode(at),
          limit + 1,
        );
        const { items, next } = page(
          rows,
          limit,
          cursor,
          ({ monday, timesheetId }): [string, string] => [monday, timesheetId],
        );
        return { items: items.map(summaryOf), ...(next === undefined ? {} : { next }) };
      },
    });
    app.route({
      ...{ method: 'POST', url: '/v1/timesheets' },
      config: {
        ...{ access: owner, idempotency: 'optional' },
        problems: ['no-employee', 'no-terms', 'week-invalid', 'already-exists'],
      },
      schema: {
        ...{ summary: 'Opens one’s own timesheet of a week', tags },
        body: z.strictObject({ week: weekSchema }),
        response: { 201: timesheetView },
      },
      handler: (request, reply) => {
        const subject = request.caller().subject;
        request.owned(subject);
        return answerOnce(pool, request, reply, { service: 'timesheet-api' }, async (client) => {
          const employee = await employeeBySubject(client, subject);
          if (employee?.isActive !== true)
            throw new TimesheetError(
              'no-employee',
              `${subject} is no employee, or not any more. Ask an administrator.`,
            );
          const version = await openTimesheet(client, employee, request.body.week, subject);
          const location = `/v1/timesheets/${version.timesheetId}`;
          return {
            status: 201,
            headers: { etag: etagOf(tagOf(version)), location },
            body: await timesheetOf(client, version),
          };
        });
      },
    });
    app.route({
      ...{ method: 'GET', url: '/v1/timesheets/:id' },
      config: { access: readers },
      schema: {
        ...{ summary: 'A timesheet as it stands: its latest version', tags },
        ...{ params: timesheetParams, response: { 200: timesheetView } },
      },
      handler: async (request, reply) => {
        const version = await timesheetToRead(pool, request.params.id);
        request.owned(await readersOf(pool, version), 'timesheet');
        sendVersion(reply, tagOf(version));
        return timesheetOf(pool, version);
      },
    });
    app.route({
      ...{ method: 'GET', url: '/v1/timesheets/:id/history' },
      config: { access: readers, problems: ['bad-cursor'] },
      schema: {
        ...{ summary: 'What happened to a timesheet, the first thing first', tags },
        ...{ params: timesheetParams, querystring: z.object(pageQuery) },
        response: { 200: pageOf(historyView) },
      },
      handler: async (request) => {
        const { limit, cursor: at } = request.query;
        const version = await timesheetToRead(pool, request.params.id);
        request.owned(await readersOf(pool, version), 'timesheet');
        const rows = await historyOf(pool, request.params.id, historyCursor.decode(at), limit + 1);
        const { items, next } = page(rows, limit, historyCursor, ({ id }) => id);
        return {
          items: items.map((item) => ({ ...item, at: item.at.toISOString() })),
          ...(next === undefined ? {} : { next }),
        };
      },
    });
  };
}
