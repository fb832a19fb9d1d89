import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import {
  answerOnce,
  defineCursor,
  etagOf,
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
import { checkZone } from '../domain/time/zone.ts';
import {
  addEmployee,
  addTerms,
  changeEmployee,
  employeeById,
  employeeForChange,
  listEmployees,
  managersIn,
  termsOf,
} from '../store/employees.ts';
import { administrators, people } from './access.ts';

const tags = ['employees'];
const params = z.object({ id: z.uuid() });
const cursor = defineCursor(storable.text(100));
const text = z.string().min(1).max(200);
const trytonId = z.int().min(1).max(2_147_483_647).nullable();
const employeeView = z
  .object({
    ...{ id: z.uuid(), number: z.string(), subject: z.string(), name: z.string(), trytonId },
    ...{ isActive: z.boolean(), revision: z.int() },
  })
  .meta({ id: 'Employee' });
const newEmployee = z.strictObject({
  number: z.string().min(1).max(50).describe('of the company’s own; exports carry it'),
  subject: text.describe('`sub` of their tokens; never changes'),
  name: text,
  trytonId: trytonId.default(null).describe('of company.employee in Tryton'),
});
const name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);
const newTerms = z
  .strictObject({
    from: storable.day,
    until: storable.day.nullable().default(null).describe('the first day they no longer hold'),
    team: z.string().min(1).max(100),
    managerId: z.uuid().nullable().default(null),
    zone: z.string().min(1).max(100).describe('an IANA name, such as Europe/Berlin'),
    ruleSet: name,
    calendar: name.nullable().default(null).describe('whose holidays are theirs'),
  })
  .refine(({ from, until }) => until === null || from < until, {
    ...{ path: ['until'], message: 'must come after from' },
  });
const termsView = z
  .object({
    ...{ id: z.uuid(), employeeId: z.uuid(), from: z.iso.date(), until: z.iso.date().nullable() },
    ...{ team: z.string(), managerId: z.uuid().nullable(), zone: z.string(), ruleSet: z.string() },
    calendar: z.string().nullable(),
  })
  .meta({ id: 'Terms' });

const today = (): string => new Date().toISOString().slice(0, 10);

/** Employees and their terms: team, manager, zone and rules, each for a time. */
export function employeeRoutes({ pool }: { readonly pool: pg.Pool }): ServiceRoutes {
  /** @throws ServiceProblem `not-found`, also where it is not the caller's to see */
  const visible = async (id: string, owned: (owners: readonly string[], what: string) => void) => {
    const employee = await employeeById(pool, id);
    if (employee === undefined) throw problem('not-found', 'There is no such employee.');
    owned([employee.subject, ...(await managersIn(pool, id, today(), today()))], 'employee');
    return employee;
  };
  return (app) => {
    app.route({
      ...{ method: 'GET', url: '/v1/employees' },
      config: { access: people, problems: ['bad-cursor'] },
      schema: {
        ...{ summary: 'Employees in the order of their numbers', tags },
        ...{ querystring: z.object(pageQuery), response: { 200: pageOf(employeeView) } },
      },
      handler: async (request) => {
        const { limit, cursor: at } = request.query;
        const rows = await listEmployees(pool, {
          ...{ after: cursor.decode(at), limit: limit + 1, day: today() },
          visibleTo: request.ownedBy(),
        });
        return page(rows, limit, cursor, ({ number }) => number);
      },
    });
    app.route({
      ...{ method: 'POST', url: '/v1/employees' },
      config: { access: administrators, idempotency: 'optional', problems: ['already-exists'] },
      schema: {
        ...{ summary: 'Adds an employee', tags },
        ...{ body: newEmployee, response: { 201: employeeView } },
      },
      handler: (request, reply) =>
        answerOnce(pool, request, reply, { service: 'timesheet-api' }, async (client) => {
          const employee = await addEmployee(client, request.body);
          const location = `/v1/employees/${employee.id}`;
          return {
            ...{ status: 201, headers: { etag: etagOf(employee.revision), location } },
            body: employee,
          };
        }),
    });
    app.route({
      ...{ method: 'GET', url: '/v1/employees/:id' },
      config: { access: people },
      schema: {
        ...{ summary: 'One employee', tags, params, response: { 200: employeeView } },
      },
      handler: async (request, reply) => {
        const employee = await visible(request.params.id, (owners, what) => {
          request.owned(owners, what);
        });
        sendVersion(reply, employee.revision);
        return employee;
      },
    });
    app.route({
      ...{ method: 'PUT', url: '/v1/employees/:id' },
      config: { access: administrators, ifMatch: 'required', problems: ['already-exists'] },
      schema: {
        ...{ summary: 'Writes an employee anew', tags, params },
        body: newEmployee.omit({ subject: true }).extend({ isActive: z.boolean() }),
        response: { 200: employeeView },
      },
      handler: (request, reply) =>
        transaction(pool, async (client) => {
          const before = await employeeForChange(client, request.params.id);
          if (before === undefined) throw problem('not-found', 'There is no such employee.');
          requireMatch(request, before.revision);
          const employee = await changeEmployee(client, before.id, request.body);
          sendVersion(reply, employee.revision);
          return employee;
        }),
    });
    app.route({
      ...{ method: 'GET', url: '/v1/employees/:id/terms' },
      config: { access: people },
      schema: {
        ...{ summary: 'Terms of an employee in the order of time', tags, params },
        response: { 200: z.object({ items: z.array(termsView) }) },
      },
      handler: async (request) => {
        const { id } = await visible(request.params.id, (owners, what) => {
          request.owned(owners, what);
        });
        return { items: await termsOf(pool, id) };
      },
    });
    app.route({
      ...{ method: 'POST', url: '/v1/employees/:id/terms' },
      config: {
        ...{ access: administrators, idempotency: 'optional' },
        problems: ['zone-unknown', 'terms-overlap', 'refers-to-nothing'],
      },
      schema: {
        ...{ summary: 'Adds terms; those that hold until now end where they begin', tags, params },
        ...{ body: newTerms, response: { 201: termsView } },
      },
      handler: (request, reply) => {
        checkZone(request.body.zone);
        return answerOnce(pool, request, reply, { service: 'timesheet-api' }, async (client) => {
          const employee = await employeeForChange(client, request.params.id);
          if (employee === undefined) throw problem('not-found', 'There is no such employee.');
          const terms = await addTerms(client, { ...request.body, employeeId: employee.id });
          return { status: 201, body: terms };
        });
      },
    });
  };
}
