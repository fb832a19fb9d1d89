import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import { problem, sendVersion } from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import { z } from 'zod';
import { entriesOf } from '../store/entries.ts';
import { versionByNumber, versionsOf } from '../store/sheets.ts';
import {
  entryView,
  entryViewOf,
  summaryOf,
  summaryView,
  tagOf,
  timesheetOf,
  timesheetView,
} from '../views/timesheet.ts';
import { readers } from './access.ts';
import { readersOf, timesheetParams, timesheetToRead } from './timesheets.ts';

const tags = ['versions'];
const params = timesheetParams.extend({ version: z.coerce.number().int().min(1).max(100_000) });

/** Versions of a timesheet, each as it was. */
export function versionRoutes({ pool }: { readonly pool: pg.Pool }): ServiceRoutes {
  return (app) => {
    app.route({
      ...{ method: 'GET', url: '/v1/timesheets/:id/versions' },
      config: { access: readers },
      schema: {
        ...{ summary: 'Versions of a timesheet, the first one first', tags },
        params: timesheetParams,
        response: { 200: z.object({ items: z.array(summaryView) }) },
      },
      handler: async (request) => {
        const current = await timesheetToRead(pool, request.params.id);
        request.owned(await readersOf(pool, current), 'timesheet');
        return { items: (await versionsOf(pool, request.params.id)).map(summaryOf) };
      },
    });
    app.route({
      ...{ method: 'GET', url: '/v1/timesheets/:id/versions/:version' },
      config: { access: readers },
      schema: {
        ...{ summary: 'A version with its entries', tags, params },
        response: { 200: timesheetView.extend({ entries: z.array(entryView) }) },
      },
      handler: async (request, reply) => {
        const { id, version: number } = request.params;
        const version = await versionByNumber(pool, id, number);
        if (version === undefined) throw problem('not-found', 'There is no such version.');
        request.owned(await readersOf(pool, version), 'timesheet');
        sendVersion(reply, tagOf(version));
        const entries = await entriesOf(pool, version.id);
        return {
          ...(await timesheetOf(pool, version)),
          entries: entries.map((entry) => entryViewOf(entry, version.zone)),
        };
      },
    });
  };
}
