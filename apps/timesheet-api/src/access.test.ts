import type { Scene, TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import {
  authorisationMatrix,
  forgeCursors,
  fuzzOpenapi,
  matrixTable,
} from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deliveryOf } from '../test/approval-api.ts';
import { testDatabase } from '../test/database.ts';
import { fieldRules, freshWeek } from '../test/scene.ts';
import type { TimesheetService } from '../test/service.ts';
import { webhookSecret, timesheetService } from '../test/service.ts';
import { sheetsOn } from '../test/sheets.ts';
import { addProject, addTask } from './store/catalogue.ts';
import type { Employee } from './store/employees.ts';
import { addEmployee, addTerms, employeeBySubject } from './store/employees.ts';
import { addLock } from './store/locks.ts';

let database: TestDatabase;
let api: TimesheetService;
let sheets: ReturnType<typeof sheetsOn>;
beforeAll(async () => {
  database = await testDatabase();
  api = await timesheetService(database);
  sheets = sheetsOn(database.pool);
  for (const name of ['somebody', 'administrator', 'payroll', 'machine', 'another', 'nobody'])
    await employee(`matrix-${name}`);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

let numbers = 0;
const unique = (prefix: string): string => `${prefix}-${String(++numbers).padStart(4, '0')}`;

async function employee(subject: string): Promise<Employee> {
  const found = await employeeBySubject(database.pool, subject);
  if (found !== undefined) return found;
  const number = unique('M');
  const made = await addEmployee(database.pool, { number, subject, name: subject, trytonId: null });
  await addTerms(database.pool, {
    ...{ employeeId: made.id, from: '2020-01-01', until: null, team: 'matrix' },
    ...{ managerId: api.scene.max.id, zone: 'Europe/Berlin', ruleSet: 'office', calendar: null },
  });
  return made;
}

/** A timesheet of the owner's with one entry, in a state. */
async function sheet(owner: string, state: 'draft' | 'withdrawn' | 'approved' = 'draft') {
  const { week, day } = freshWeek();
  const { timesheetId: id } = await sheets.open(await employee(owner), week);
  const { taskId } = api.scene;
  const entry = await sheets.record(id, taskId, { date: day(0), minutes: 60 });
  if (state === 'withdrawn') await sheets.withdraw(id);
  if (state === 'approved') {
    await sheets.submit(id);
    await sheets.decide(id, 'approved');
  }
  const { number, revision } = await sheets.current(id);
  return {
    ...{ params: { id, entryId: entry.id, version: '1' }, mark: id },
    ...{ headers: { 'if-match': `"${number}.${revision}"` } },
    ...{ body: { date: day(1), minutes: 60, taskId } },
  };
}

const project = () =>
  addProject(database.pool, { code: unique('P'), name: 'matrix' }).then(({ id }) => ({ id }));
const task = () =>
  addTask(database.pool, {
    ...{ projectId: project0, code: unique('T'), name: 'matrix', trytonWorkId: null },
  }).then(({ id }) => ({ id }));
let project0 = '';

const scenes: Record<string, Scene> = {
  'GET /v1/employees': async (owner) => ({
    ...{ query: { limit: 200 }, mark: (await employee(owner)).id },
  }),
  'POST /v1/employees': () => ({
    body: { number: unique('N'), subject: unique('subject'), name: 'New' },
  }),
  'GET /v1/employees/{id}': async (owner) => ({ params: { id: (await employee(owner)).id } }),
  'PUT /v1/employees/{id}': async () => {
    const { id, number, name } = await employee(unique('put'));
    return { params: { id }, body: { number, name, isActive: true }, headers: seen };
  },
  'GET /v1/employees/{id}/terms': async (owner) => ({ params: { id: (await employee(owner)).id } }),
  'POST /v1/employees/{id}/terms': async () => ({
    params: { id: (await employee(unique('terms'))).id },
    body: { from: '2030-01-01', team: 'matrix', zone: 'UTC', ruleSet: 'office' },
  }),
  'GET /v1/projects': () => ({}),
  'POST /v1/projects': () => ({ body: { code: unique('C'), name: 'New' } }),
  'GET /v1/projects/{id}': async () => ({ params: await project() }),
  'PUT /v1/projects/{id}': async () => ({
    ...{ params: await project(), headers: seen },
    body: { code: unique('C'), name: 'New', isActive: true },
  }),
  'GET /v1/projects/{id}/tasks': async () => ({ params: await project() }),
  'POST /v1/projects/{id}/tasks': async () => ({
    ...{ params: await project(), body: { code: 'A', name: 'New' } },
  }),
  'GET /v1/tasks/{id}': async () => ({ params: await task() }),
  'PUT /v1/tasks/{id}': async () => ({
    ...{ params: await task(), headers: seen },
    body: { code: unique('C'), name: 'New', isActive: true },
  }),
  'GET /v1/rule-sets': () => ({}),
  'GET /v1/rule-sets/{name}': () => ({ params: { name: 'office' } }),
  'PUT /v1/rule-sets/{name}': () => ({ params: { name: 'matrix' }, body: fieldRules }),
  'GET /v1/calendars/{calendar}/{year}': () => ({ params: { calendar: 'be', year: '2026' } }),
  'PUT /v1/calendars/{calendar}/{year}': () => ({
    ...{ params: { calendar: 'be', year: '2026' }, body: { items: [] } },
  }),
  'GET /v1/timesheets': async (owner) => ({ ...(await sheet(owner)), query: { limit: 200 } }),
  'POST /v1/timesheets': async (owner) => ({
    ...{ body: { week: freshWeek().week }, mark: (await employee(owner)).id },
  }),
  'GET /v1/timesheets/{id}': sheet,
  'GET /v1/timesheets/{id}/history': sheet,
  'GET /v1/timesheets/{id}/entries': sheet,
  'POST /v1/timesheets/{id}/entries': sheet,
  'PUT /v1/timesheets/{id}/entries/{entryId}': sheet,
  'DELETE /v1/timesheets/{id}/entries/{entryId}': async (owner) => ({
    ...(await sheet(owner)),
    body: undefined,
  }),
  'GET /v1/timesheets/{id}/versions': sheet,
  'GET /v1/timesheets/{id}/versions/{version}': sheet,
  'POST /v1/timesheets/{id}/submission': async (owner) => bodiless(await sheet(owner)),
  'POST /v1/timesheets/{id}/withdrawal': async (owner) => bodiless(await sheet(owner)),
  'POST /v1/timesheets/{id}/reopening': async (owner) => bodiless(await sheet(owner, 'withdrawn')),
  'POST /v1/timesheets/{id}/versions': async (owner) => bodiless(await sheet(owner, 'approved')),
  'GET /v1/locks': () => ({}),
  'POST /v1/locks': () => ({
    body: { from: '1999-01-01', to: '1999-01-31', team: 'nobody', reason: 'matrix' },
  }),
  'DELETE /v1/locks/{id}': async () => {
    const { id } = await addLock(database.pool, {
      ...{ from: '1999-01-01', to: '1999-01-31', team: null, reason: 'x', createdBy: 'matrix' },
    });
    return { params: { id } };
  },
  'GET /v1/exports/timesheets.csv': () => ({ query: { from: '2026-01-01', to: '2026-01-31' } }),
  'GET /v1/exports/tryton-timesheet-lines': () => ({
    query: { from: '2026-01-01', to: '2026-01-31' },
  }),
  'POST /v1/webhooks/approvals': () => {
    const event = {
      ...{ type: 'approval.request.approved', timestamp: '2026-03-09T10:00:00Z' },
      data: {
        ...{ requestId: unique('request'), outcome: 'approved', decidedAt: '2026-03-09T10:00:00Z' },
        ...{ subject: { type: 'purchase', id: 'po-1', version: '1' }, decisions: [] },
      },
    };
    const { headers } = deliveryOf(webhookSecret, event);
    return { body: event, headers };
  },
};
const seen = { 'if-match': '"1"' };

function bodiless<Call extends { readonly body?: unknown }>(call: Call): Omit<Call, 'body'> {
  const { body: _, ...rest } = call;
  return rest;
}

it('lets everybody in where the rules say so, and nobody else', async () => {
  project0 = (await project()).id;
  const rows = await authorisationMatrix(api, { roles: ['administrator', 'payroll'], scenes });
  expect(rows.filter(({ actual, expected }) => actual !== expected)).toStrictEqual([]);
  expect(matrixTable(rows)).toBe(
    `GET /health/live: nobody allowed, somebody allowed, administrator allowed, payroll allowed, machine allowed
GET /health/ready: nobody allowed, somebody allowed, administrator allowed, payroll allowed, machine allowed
GET /problems/{code}: nobody allowed, somebody allowed, administrator allowed, payroll allowed, machine allowed
GET /v1/employees: nobody 401, somebody allowed/confined, administrator allowed, payroll allowed, machine allowed
POST /v1/employees: nobody 401, somebody 403, administrator allowed, payroll 403, machine allowed
GET /v1/employees/{id}: nobody 401, somebody allowed/404, administrator allowed, payroll allowed, machine allowed
PUT /v1/employees/{id}: nobody 401, somebody 403, administrator allowed, payroll 403, machine allowed
GET /v1/employees/{id}/terms: nobody 401, somebody allowed/404, administrator allowed, payroll allowed, machine allowed
POST /v1/employees/{id}/terms: nobody 401, somebody 403, administrator allowed, payroll 403, machine allowed
GET /v1/projects: nobody 401, somebody allowed, administrator allowed, payroll allowed, machine allowed
POST /v1/projects: nobody 401, somebody 403, administrator allowed, payroll 403, machine allowed
GET /v1/projects/{id}: nobody 401, somebody allowed, administrator allowed, payroll allowed, machine allowed
PUT /v1/projects/{id}: nobody 401, somebody 403, administrator allowed, payroll 403, machine allowed
GET /v1/projects/{id}/tasks: nobody 401, somebody allowed, administrator allowed, payroll allowed, machine allowed
POST /v1/projects/{id}/tasks: nobody 401, somebody 403, administrator allowed, payroll 403, machine allowed
GET /v1/tasks/{id}: nobody 401, somebody allowed, administrator allowed, payroll allowed, machine allowed
PUT /v1/tasks/{id}: nobody 401, somebody 403, administrator allowed, payroll 403, machine allowed
GET /v1/rule-sets: nobody 401, somebody allowed, administrator allowed, payroll allowed, machine allowed
GET /v1/rule-sets/{name}: nobody 401, somebody allowed, administrator allowed, payroll allowed, machine allowed
PUT /v1/rule-sets/{name}: nobody 401, somebody 403, administrator allowed, payroll 403, machine allowed
GET /v1/calendars/{calendar}/{year}: nobody 401, somebody allowed, administrator allowed, payroll allowed, machine allowed
PUT /v1/calendars/{calendar}/{year}: nobody 401, somebody 403, administrator allowed, payroll 403, machine allowed
GET /v1/timesheets: nobody 401, somebody allowed/confined, administrator allowed/confined, payroll allowed, machine allowed
POST /v1/timesheets: nobody 401, somebody allowed/confined, administrator allowed/confined, payroll allowed/confined, machine allowed/confined
GET /v1/timesheets/{id}: nobody 401, somebody allowed/404, administrator allowed/404, payroll allowed, machine allowed
GET /v1/timesheets/{id}/history: nobody 401, somebody allowed/404, administrator allowed/404, payroll allowed, machine allowed
GET /v1/timesheets/{id}/entries: nobody 401, somebody allowed/404, administrator allowed/404, payroll allowed, machine allowed
POST /v1/timesheets/{id}/entries: nobody 401, somebody allowed/404, administrator allowed/404, payroll allowed/404, machine allowed/404
DELETE /v1/timesheets/{id}/entries/{entryId}: nobody 401, somebody allowed/404, administrator allowed/404, payroll allowed/404, machine allowed/404
PUT /v1/timesheets/{id}/entries/{entryId}: nobody 401, somebody allowed/404, administrator allowed/404, payroll allowed/404, machine allowed/404
POST /v1/timesheets/{id}/submission: nobody 401, somebody allowed/404, administrator allowed/404, payroll allowed/404, machine allowed/404
POST /v1/timesheets/{id}/withdrawal: nobody 401, somebody allowed/404, administrator allowed/404, payroll allowed/404, machine allowed/404
POST /v1/timesheets/{id}/reopening: nobody 401, somebody allowed/404, administrator allowed/404, payroll allowed/404, machine allowed/404
GET /v1/timesheets/{id}/versions: nobody 401, somebody allowed/404, administrator allowed/404, payroll allowed, machine allowed
POST /v1/timesheets/{id}/versions: nobody 401, somebody allowed/404, administrator allowed/404, payroll allowed/404, machine allowed/404
GET /v1/timesheets/{id}/versions/{version}: nobody 401, somebody allowed/404, administrator allowed/404, payroll allowed, machine allowed
GET /v1/locks: nobody 401, somebody allowed, administrator allowed, payroll allowed, machine allowed
POST /v1/locks: nobody 401, somebody 403, administrator allowed, payroll allowed, machine allowed
DELETE /v1/locks/{id}: nobody 401, somebody 403, administrator allowed, payroll allowed, machine allowed
GET /v1/exports/timesheets.csv: nobody 401, somebody 403, administrator 403, payroll allowed, machine allowed
GET /v1/exports/tryton-timesheet-lines: nobody 401, somebody 403, administrator 403, payroll allowed, machine allowed
POST /v1/webhooks/approvals: nobody allowed, somebody allowed, administrator allowed, payroll allowed, machine allowed`,
  );
});

it('answers whatever is sent as its document says, and never with 5xx', async () => {
  const own = await sheet('matrix-somebody');
  const { params } = own;
  const faults = await fuzzOpenapi(api, {
    callers: [
      await api.as('matrix-somebody'),
      await api.as('root', 'administrator'),
      await api.as('penny', 'payroll'),
    ],
    known: {
      id: [params.id, api.scene.ada.id, (await project()).id, (await task()).id],
      ...{ entryId: [params.entryId], version: ['1'], name: ['office'] },
      ...{ calendar: ['be'], year: ['2026'] },
    },
    calls: 15,
  });
  expect(faults).toStrictEqual([]);
});

it('answers a cursor that nobody was given with a page or with 400', async () => {
  const { params } = await sheet('matrix-somebody');
  const faults = await forgeCursors(api, {
    caller: await api.as('matrix-somebody', 'administrator', 'payroll'),
    known: {
      'GET /v1/projects/{id}/tasks': await project(),
      'GET /v1/timesheets/{id}/history': { id: params.id },
      'GET /v1/exports/tryton-timesheet-lines': { from: '2026-01-01', to: '2026-01-31' },
    },
  });
  expect(faults).toStrictEqual([]);
});
