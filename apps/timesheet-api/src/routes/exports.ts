import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import { defineCursor, problem, storable } from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import { z } from 'zod';
import { csvOf } from '../exports/csv.ts';
import { paidLines } from '../exports/paid-lines.ts';
import { skippedLine, trytonLine, trytonPage } from '../exports/tryton.ts';
import { payroll } from './access.ts';

const tags = ['exports'];
const days = { from: storable.day, to: storable.day.describe('the last day') };
// A stream, which no schema reads; what clients see of it is text.
const text = z.unknown().meta({ type: 'string' });
const cursor = defineCursor(z.tuple([storable.day, z.uuid()]));

function checkDays({ from, to }: { readonly from: string; readonly to: string }): void {
  if (from > to)
    throw problem('invalid-request', `The days end (${to}) before they begin (${from}).`);
}

/** Approved time, for those who pay it. */
export function exportRoutes({
  pool,
  company,
}: {
  readonly pool: pg.Pool;
  readonly company: number;
}): ServiceRoutes {
  return (app) => {
    app.route({
      ...{ method: 'GET', url: '/v1/exports/timesheets.csv' },
      config: { access: payroll },
      schema: {
        summary: 'Approved time as CSV: a line for each entry, day and rate',
        ...{ tags, querystring: z.object(days) },
        response: {
          200: { description: 'RFC 4180', content: { 'text/csv': { schema: text } } },
        },
      },
      handler: (request, reply) => {
        const { from, to } = request.query;
        checkDays(request.query);
        return reply
          .header('content-type', 'text/csv; charset=utf-8; header=present')
          .header('content-disposition', `attachment; filename="timesheets-${from}-${to}.csv"`)
          .send(csvOf(paidLines(pool, { from, to })));
      },
    });
    app.route({
      ...{ method: 'GET', url: '/v1/exports/tryton-timesheet-lines' },
      config: { access: payroll, problems: ['bad-cursor'] },
      schema: {
        summary: 'Approved time as values of Tryton’s timesheet.line, page by page',
        tags,
        querystring: z.object({
          ...days,
          limit: z.coerce.number().int().min(1).max(1000).default(500),
          cursor: z.string().max(1000).optional(),
        }),
        response: {
          200: z.object({
            model: z.literal('timesheet.line'),
            lines: z.array(trytonLine),
            obsolete: z.array(z.uuid()).describe('uuids of lines that a correction replaced'),
            skipped: z.array(skippedLine),
            next: z.string().optional(),
          }),
        },
      },
      handler: async (request) => {
        const { from, to, limit, cursor: at } = request.query;
        checkDays(request.query);
        const { last, ...page } = await trytonPage(pool, {
          ...{ from, to, company, limit, after: cursor.decode(at) },
        });
        const next = last === undefined ? {} : { next: cursor.encode([...last]) };
        return { model: 'timesheet.line' as const, ...page, ...next };
      },
    });
  };
}
