import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import {
  defineCursor,
  page,
  pageOf,
  pageQuery,
  problem,
  requireMatch,
  sendVersion,
  storable,
  transaction,
} from '@h-j-petroleum/toolkit-service';
import type pg from 'pg';
import { z } from 'zod';
import { ruleSetSchema } from '../domain/rules/rule-set.ts';
import {
  holidaysIn,
  listRuleSets,
  putHolidays,
  putRuleSet,
  ruleSetByName,
} from '../store/rules.ts';
import { administrators, everybody } from './access.ts';

const tags = ['rules'];
const name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);
const params = z.object({ name });
const cursor = defineCursor(name);
const ruleSetView = z
  .object({ name, rules: ruleSetSchema, revision: z.int() })
  .meta({ id: 'StoredRuleSet' });
const yearParams = z.object({ calendar: name, year: z.coerce.number().int().min(1900).max(2200) });
const holidays = z
  .array(z.strictObject({ date: storable.day, name: z.string().min(1).max(200) }))
  .max(366);

/** Rules and holidays by which time is recorded and paid. */
export function ruleSetRoutes({ pool }: { readonly pool: pg.Pool }): ServiceRoutes {
  return (app) => {
    app.route({
      ...{ method: 'GET', url: '/v1/rule-sets' },
      config: { access: everybody, problems: ['bad-cursor'] },
      schema: {
        ...{ summary: 'Rule sets in the order of their names', tags },
        ...{ querystring: z.object(pageQuery), response: { 200: pageOf(ruleSetView) } },
      },
      handler: async (request) => {
        const { limit, cursor: at } = request.query;
        const rows = await listRuleSets(pool, cursor.decode(at), limit + 1);
        return page(rows, limit, cursor, (last) => last.name);
      },
    });
    app.route({
      ...{ method: 'GET', url: '/v1/rule-sets/:name' },
      config: { access: everybody },
      schema: { summary: 'One rule set', tags, params, response: { 200: ruleSetView } },
      handler: async (request, reply) => {
        const found = await ruleSetByName(pool, request.params.name);
        if (found === undefined) throw problem('not-found', 'There is no such rule set.');
        sendVersion(reply, found.revision);
        return found;
      },
    });
    app.route({
      ...{ method: 'PUT', url: '/v1/rule-sets/:name' },
      config: { access: administrators, ifMatch: 'optional' },
      schema: {
        ...{
          summary: 'Makes a rule set or writes it anew; versions that were made keep theirs',
          tags,
        },
        ...{ params, body: ruleSetSchema, response: { 200: ruleSetView } },
      },
      handler: (request, reply) =>
        transaction(pool, async (client) => {
          const before = await ruleSetByName(client, request.params.name, 'for update');
          requireMatch(request, before?.revision ?? 0);
          const put = await putRuleSet(client, request.params.name, request.body);
          sendVersion(reply, put.revision);
          return put;
        }),
    });
    app.route({
      ...{ method: 'GET', url: '/v1/calendars/:calendar/:year' },
      config: { access: everybody },
      schema: {
        ...{ summary: 'Public holidays of a calendar in a year', tags, params: yearParams },
        response: { 200: z.object({ items: holidays }) },
      },
      handler: async (request) => {
        const { calendar, year } = request.params;
        return { items: await holidaysIn(pool, calendar, `${year}-01-01`, `${year}-12-31`) };
      },
    });
    app.route({
      ...{ method: 'PUT', url: '/v1/calendars/:calendar/:year' },
      config: { access: administrators },
      schema: {
        ...{ summary: 'Writes the holidays of a calendar in a year anew', tags },
        params: yearParams,
        body: z.strictObject({ items: holidays }),
        response: { 200: z.object({ items: holidays }) },
      },
      handler: (request) =>
        transaction(pool, async (client) => {
          const { calendar, year } = request.params;
          const { items } = request.body;
          const dates = items.map(({ date }) => date);
          if (dates.some((date) => !date.startsWith(`${year}-`)))
            throw problem('invalid-request', `All holidays must lie in ${year}.`);
          if (new Set(dates).size !== dates.length)
            throw problem('invalid-request', 'A date stands there twice.');
          await putHolidays(client, calendar, year, items);
          return { items: await holidaysIn(client, calendar, `${year}-01-01`, `${year}-12-31`) };
        }),
    });
  };
}
