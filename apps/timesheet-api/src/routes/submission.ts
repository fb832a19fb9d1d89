import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import { answerOnce, etagOf, requireMatch } from '@h-j-petroleum/toolkit-service';
import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { z } from 'zod';
import { correct } from '../actions/correct.ts';
import { holdTimesheet } from '../actions/hold-timesheet.ts';
import { openVersion } from '../actions/open-timesheet.ts';
import type { Announce } from '../actions/submit.ts';
import { submit } from '../actions/submit.ts';
import { reopen, withdraw } from '../actions/withdraw.ts';
import type { Version } from '../store/sheets.ts';
import { tagOf, timesheetOf, timesheetView } from '../views/timesheet.ts';
import { owner } from './access.ts';
import { timesheetParams } from './timesheets.ts';

const tags = ['approval'];

/** What moves a timesheet on. Each answers the timesheet as it is then. */
export function submissionRoutes({
  pool,
  announce,
}: {
  readonly pool: pg.Pool;
  readonly announce: Announce;
}): ServiceRoutes {
  /** Does something to one's own timesheet in the version that was seen, once for an Idempotency-Key. */
  const move = (
    request: FastifyRequest<{ Params: z.output<typeof timesheetParams> }>,
    reply: Parameters<typeof answerOnce>[2],
    status: number,
    work: (client: pg.PoolClient, version: Version, actor: string) => Promise<unknown>,
  ) =>
    answerOnce(pool, request, reply, { service: 'timesheet-api' }, async (client) => {
      const { id } = request.params;
      const held = await holdTimesheet(client, id);
      request.owned(held.subject, 'timesheet');
      requireMatch(request, tagOf(held));
      await work(client, held, request.caller().subject);
      const version = await openVersion(client, id);
      return {
        ...{ status, headers: { etag: etagOf(tagOf(version)) } },
        body: await timesheetOf(client, version),
      };
    });
  const config = { access: owner, ifMatch: 'required', idempotency: 'optional' } as const;
  return (app) => {
    app.route({
      ...{ method: 'POST', url: '/v1/timesheets/:id/submission' },
      config: {
        ...config,
        problems: [
          ...['state-forbids', 'timesheet-empty', 'period-locked', 'entry-overlaps'],
          'day-overfull',
          'no-manager',
        ],
      },
      schema: {
        ...{ summary: 'Submits a timesheet for approval', tags },
        ...{ params: timesheetParams, response: { 202: timesheetView } },
      },
      handler: (request, reply) =>
        move(request, reply, 202, (client, version, actor) =>
          submit(client, version, actor, announce),
        ),
    });
    app.route({
      ...{ method: 'POST', url: '/v1/timesheets/:id/withdrawal' },
      config: { ...config, ifMatch: 'optional', problems: ['state-forbids'] },
      schema: {
        ...{
          summary:
            'Takes a timesheet back; one that is submitted when approval-api has confirmed it',
          tags,
        },
        ...{ params: timesheetParams, response: { 202: timesheetView } },
      },
      handler: (request, reply) =>
        move(request, reply, 202, (client, version, actor) =>
          withdraw(client, version, actor, announce),
        ),
    });
    app.route({
      ...{ method: 'POST', url: '/v1/timesheets/:id/reopening' },
      config: { ...config, problems: ['state-forbids', 'entry-overlaps', 'day-overfull'] },
      schema: {
        ...{ summary: 'Takes up again what was taken back', tags },
        ...{ params: timesheetParams, response: { 200: timesheetView } },
      },
      handler: (request, reply) =>
        move(request, reply, 200, (client, version, actor) => reopen(client, version, actor)),
    });
    app.route({
      ...{ method: 'POST', url: '/v1/timesheets/:id/versions' },
      config: {
        ...config,
        problems: [
          ...['state-forbids', 'no-terms', 'entry-overlaps', 'day-overfull', 'period-locked'],
        ],
      },
      schema: {
        ...{ summary: 'Draws a new version from one that is decided, to correct it', tags },
        ...{ params: timesheetParams, response: { 201: timesheetView } },
      },
      handler: (request, reply) =>
        move(request, reply, 201, (client, version, actor) => correct(client, version, actor)),
    });
  };
}
