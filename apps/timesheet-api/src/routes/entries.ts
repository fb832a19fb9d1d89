import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import {
  answerOnce,
  etagOf,
  problem,
  requireMatch,
  sendVersion,
  transaction,
} from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import { z } from 'zod';
import { holdTimesheet } from '../actions/hold-timesheet.ts';
import type { WrittenEntry } from '../actions/record-time.ts';
import { eraseEntry, recordEntry, rewriteEntry } from '../actions/record-time.ts';
import { entriesOf } from '../store/entries.ts';
import type { Version } from '../store/sheets.ts';
import { entryView, entryViewOf, tagOf } from '../views/timesheet.ts';
import { owner, readers } from './access.ts';
import { readersOf, timesheetParams, timesheetToRead } from './timesheets.ts';

const tags = ['entries'];
const params = timesheetParams.extend({ entryId: z.uuid() });
const about = { taskId: z.uuid(), note: z.string().max(500).default('') };
const moment = z.string().min(16).max(40);

const written = z
  .union([
    z.strictObject({
      start: moment.describe(
        '2026-03-02T08:15 by the clocks of the timesheet’s zone, or with an offset',
      ),
      end: moment.describe('the first moment that is not worked any more'),
      ...about,
    }),
    z.strictObject({ date: z.iso.date(), minutes: z.int().min(1).max(1440), ...about }),
  ])
  .meta({ id: 'NewEntry' });

const refusals = [
  ...['time-invalid', 'time-skipped', 'time-ambiguous', 'entry-empty', 'entry-too-long'],
  ...['entry-off-step', 'entry-outside-week', 'entry-overlaps', 'day-overfull', 'task-closed'],
  ...['period-locked', 'state-forbids', 'too-many-entries'],
];

export function entryRoutes({ pool }: { readonly pool: pg.Pool }): ServiceRoutes {
  return (app) => {
    app.route({
      ...{ method: 'GET', url: '/v1/timesheets/:id/entries' },
      config: { access: readers },
      schema: {
        ...{ summary: 'Entries of a timesheet’s latest version, in the order of time', tags },
        params: timesheetParams,
        response: { 200: z.object({ items: z.array(entryView) }) },
      },
      handler: async (request, reply) => {
        const version = await timesheetToRead(pool, request.params.id);
        request.owned(await readersOf(pool, version), 'timesheet');
        sendVersion(reply, tagOf(version));
        const entries = await entriesOf(pool, version.id);
        return { items: entries.map((entry) => entryViewOf(entry, version.zone)) };
      },
    });
    app.route({
      ...{ method: 'POST', url: '/v1/timesheets/:id/entries' },
      config: {
        ...{ access: owner, ifMatch: 'optional', idempotency: 'optional', problems: refusals },
      },
      schema: {
        ...{ summary: 'Records time', tags },
        ...{ params: timesheetParams, body: written, response: { 201: entryView } },
      },
      handler: (request, reply) => {
        const { id } = request.params;
        return answerOnce(pool, request, reply, { service: 'timesheet-api' }, async (client) => {
          const version = await holdTimesheet(client, id);
          request.owned(version.subject, 'timesheet');
          requireMatch(request, tagOf(version));
          const entry = await recordEntry(client, version, writtenOf(request.body));
          const location = `/v1/timesheets/${id}/entries/${entry.id}`;
          return {
            status: 201,
            headers: { etag: etagOf(tagOf(after(version))), location },
            body: entryViewOf(entry, version.zone),
          };
        });
      },
    });
    app.route({
      ...{ method: 'PUT', url: '/v1/timesheets/:id/entries/:entryId' },
      config: { access: owner, ifMatch: 'required', problems: refusals },
      schema: {
        ...{ summary: 'Writes an entry anew; If-Match names the timesheet’s version', tags },
        ...{ params, body: written, response: { 200: entryView } },
      },
      handler: (request, reply) =>
        transaction(pool, async (client) => {
          const version = await holdTimesheet(client, request.params.id);
          request.owned(version.subject, 'timesheet');
          requireMatch(request, tagOf(version));
          const { entryId } = request.params;
          const entry = await rewriteEntry(client, version, entryId, writtenOf(request.body));
          if (entry === undefined) throw problem('not-found', 'There is no such entry.');
          sendVersion(reply, tagOf(after(version)));
          return entryViewOf(entry, version.zone);
        }),
    });
    app.route({
      ...{ method: 'DELETE', url: '/v1/timesheets/:id/entries/:entryId' },
      config: {
        ...{ access: owner, ifMatch: 'required', problems: ['period-locked', 'state-forbids'] },
      },
      schema: {
        ...{ summary: 'Removes an entry; If-Match names the timesheet’s version', tags },
        ...{ params, response: { 204: z.null() } },
      },
      handler: async (request, reply) => {
        const version = await transaction(pool, async (client) => {
          const held = await holdTimesheet(client, request.params.id);
          request.owned(held.subject, 'timesheet');
          requireMatch(request, tagOf(held));
          if (!(await eraseEntry(client, held, request.params.entryId)))
            throw problem('not-found', 'There is no such entry.');
          return held;
        });
        sendVersion(reply, tagOf(after(version)));
        return reply.code(204).send(null);
      },
    });
  };
}

/** A version after one change: its ETag is one revision on. */
function after({ number, revision }: Version): Pick<Version, 'number' | 'revision'> {
  return { number, revision: revision + 1 };
}

function writtenOf({ taskId, note, ...time }: z.output<typeof written>): WrittenEntry {
  return { taskId, note, time };
}
