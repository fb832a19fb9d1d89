import { fileURLToPath } from 'node:url';
import { checkOpenapi } from '@h-j-petroleum/toolkit-service';
import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { testDatabase } from '../../test/database.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshWeek } from '../../test/scene.ts';
import type { TimesheetService } from '../../test/service.ts';
import { admin, payroll, timesheetService } from '../../test/service.ts';

let database: TestDatabase;
let api: TimesheetService;
beforeAll(async () => {
  database = await testDatabase();
  api = await timesheetService(database);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

it('the committed OpenAPI document is what the routes make', async () => {
  await expect(
    checkOpenapi(api.app, fileURLToPath(new URL('../../openapi.json', import.meta.url))),
  ).resolves.toBeUndefined();
});

describe('an employee', () => {
  it('opens a week, records time by the clock and by duration, and sees what it comes to', async () => {
    const { week, day } = freshWeek();
    const opened = await api.ask(['ada'], 'POST', '/v1/timesheets', { week });
    expect([opened.statusCode, opened.headers.etag]).toStrictEqual([201, '"1.1"']);
    expect(opened.json()).toMatchObject({
      ...{ employeeName: 'Ada', week, version: 1, state: 'draft', zone: 'Europe/Berlin' },
      ...{ stepMinutes: 15, recordedMinutes: 0, lines: [] },
    });
    const url = String(opened.headers.location);
    const { taskId } = api.scene;
    const shift = { start: `${day(0)}T06:00`, end: `${day(0)}T16:00`, taskId, note: 'well 4' };
    const first = await api.ask(['ada'], 'POST', `${url}/entries`, shift);
    expect([first.statusCode, first.headers.etag]).toStrictEqual([201, '"1.2"']);
    expect(first.json()).toMatchObject({
      ...{ day: day(0), start: `${day(0)}T06:00:00+01:00`, end: `${day(0)}T16:00:00+01:00` },
      ...{ minutes: 600, note: 'well 4' },
    });
    await api.ask(['ada'], 'POST', `${url}/entries`, { date: day(1), minutes: 90, taskId });
    const seen = await api.ask(['ada'], 'GET', url);
    expect(seen.headers.etag).toBe('"1.3"');
    expect(seen.json().lines).toMatchObject([
      { date: day(0), code: 'REGULAR', rate: '1', minutes: 480, weightedMinutes: '480' },
      { date: day(0), code: 'OT1', rate: '1.25', minutes: 120, weightedMinutes: '150' },
      { date: day(1), code: 'REGULAR', rate: '1', minutes: 90, weightedMinutes: '90' },
    ]);
    const again = await api.ask(['ada'], 'POST', '/v1/timesheets', { week });
    expect(again.json()).toMatchObject({
      ...{ status: 409, code: 'already-exists', timesheetId: seen.json().id },
    });
  });

  it.each([
    [{ start: 'T11:00', end: 'T13:00' }, 409, 'entry-overlaps'],
    [{ start: 'T12:10', end: 'T13:00' }, 422, 'entry-off-step'],
    [{ start: 'T13:00', end: 'T12:00' }, 422, 'entry-empty'],
    [{ start: 'T25:00', end: 'T26:00' }, 400, 'time-invalid'],
  ])('is told by code what is wrong with %j', async ({ start, end }, status, code) => {
    const { url, day, entry } = await api.sheet();
    const { taskId } = api.scene;
    const answer = await api.ask(['ada'], 'POST', `${url}/entries`, {
      ...{ start: `${day(0)}${start}`, end: `${day(0)}${end}`, taskId },
    });
    expect(answer.json()).toMatchObject({ status, code, type: `/problems/${code}` });
    if (code === 'entry-overlaps') expect(answer.json().entryId).toBe(entry.id);
  });

  it('changes an entry in the version that was seen, and in no other', async () => {
    const { url, day, etag, entry } = await api.sheet();
    const body = { date: day(2), minutes: 120, taskId: api.scene.taskId };
    const at = `${url}/entries/${entry.id}`;
    expect((await api.ask(['ada'], 'PUT', at, body)).json().code).toBe('precondition-required');
    const changed = await api.ask(['ada'], 'PUT', at, body, { 'if-match': etag });
    expect([changed.statusCode, changed.headers.etag]).toStrictEqual([200, '"1.3"']);
    expect(changed.json()).toMatchObject({ id: entry.id, day: day(2), start: null, minutes: 120 });
    const late = await api.ask(['ada'], 'PUT', at, body, { 'if-match': etag });
    expect([late.statusCode, late.json().code]).toStrictEqual([412, 'precondition-failed']);
    const gone = await api.ask(['ada'], 'DELETE', at, undefined, { 'if-match': '"1.3"' });
    expect([gone.statusCode, gone.headers.etag]).toStrictEqual([204, '"1.4"']);
    const listed = await api.ask(['ada'], 'GET', `${url}/entries`);
    expect(listed.json()).toStrictEqual({ items: [] });
    const twice = await api.ask(['ada'], 'DELETE', at, undefined, { 'if-match': '"1.4"' });
    expect(twice.statusCode).toBe(404);
  });

  it('records once for an Idempotency-Key, however often it is sent', async () => {
    const { url, day } = await api.sheet();
    const body = { date: day(3), minutes: 60, taskId: api.scene.taskId };
    const send = () =>
      api.ask(['ada'], 'POST', `${url}/entries`, body, { 'idempotency-key': 'phone-17' });
    const first = await send();
    const second = await send();
    expect([first.statusCode, second.statusCode]).toStrictEqual([201, 201]);
    expect(second.json()).toStrictEqual(first.json());
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect((await api.ask(['ada'], 'GET', `${url}/entries`)).json().items).toHaveLength(2);
  });

  it('submits, and changes nothing more', async () => {
    const { url, day, etag } = await api.sheet();
    const submitted = await api.ask(['ada'], 'POST', `${url}/submission`, undefined, {
      'if-match': etag,
    });
    expect([submitted.statusCode, submitted.headers.etag]).toStrictEqual([202, '"1.3"']);
    expect(submitted.json()).toMatchObject({
      ...{ state: 'submitted', countedMinutes: 240 },
      submissions: [{ attempt: 1, requestId: null, outcome: null }],
    });
    const { taskId } = api.scene;
    const late = await api.ask(['ada'], 'POST', `${url}/entries`, {
      ...{ date: day(1), minutes: 60, taskId },
    });
    expect(late.json()).toMatchObject({ code: 'state-forbids', state: 'submitted' });
    const history = await api.ask(['ada'], 'GET', `${url}/history?limit=1`);
    expect(history.json()).toMatchObject({ items: [{ event: 'open', to: 'draft', actor: 'ada' }] });
    const rest = await api.ask(['ada'], 'GET', `${url}/history?cursor=${history.json().next}`);
    expect(rest.json()).toMatchObject({ items: [{ event: 'submit', from: 'draft' }] });
  });

  it('gives a draft up and takes it up again', async () => {
    const { url, etag } = await api.sheet();
    const gone = await api.ask(['ada'], 'POST', `${url}/withdrawal`, undefined, {
      'if-match': etag,
    });
    expect(gone.json().state).toBe('withdrawn');
    const back = await api.ask(['ada'], 'POST', `${url}/reopening`, undefined, {
      'if-match': String(gone.headers.etag),
    });
    expect([back.statusCode, back.json().state]).toStrictEqual([200, 'draft']);
  });

  it('who is none can open no timesheet', async () => {
    const answer = await api.ask(['stranger'], 'POST', '/v1/timesheets', { week: '2026-W20' });
    expect([answer.statusCode, answer.json().code]).toStrictEqual([403, 'no-employee']);
  });
});

describe('a manager', () => {
  it('sees the timesheets of their team and not of others, and writes in none', async () => {
    const { url, week, day, etag } = await api.sheet();
    expect((await api.ask(['max'], 'GET', url)).statusCode).toBe(200);
    expect((await api.ask(['nora'], 'GET', url)).statusCode).toBe(404);
    expect((await api.ask(['ben'], 'GET', url)).statusCode).toBe(404);
    const list = await api.ask(['max'], 'GET', `/v1/timesheets?week=${week}`);
    expect(list.json().items).toMatchObject([{ employeeName: 'Ada', state: 'draft' }]);
    expect((await api.ask(['nora'], 'GET', `/v1/timesheets?week=${week}`)).json()).toStrictEqual({
      items: [],
    });
    const { taskId } = api.scene;
    const written = await api.ask(['max'], 'POST', `${url}/entries`, {
      ...{ date: day(1), minutes: 60, taskId },
    });
    expect(written.statusCode).toBe(404);
    const submitted = await api.ask(['max'], 'POST', `${url}/submission`, undefined, {
      'if-match': etag,
    });
    expect(submitted.statusCode).toBe(404);
  });
});

describe('an administrator', () => {
  it('adds an employee with terms, a project and a task, who can work at once', async () => {
    const made = await api.ask(admin, 'POST', '/v1/employees', {
      ...{ number: '0100', subject: 'eve', name: 'Eve' },
    });
    expect([made.statusCode, made.headers.etag]).toStrictEqual([201, '"1"']);
    const url = String(made.headers.location);
    const terms = {
      ...{ from: '2020-01-01', team: 'drilling', managerId: api.scene.max.id },
      ...{ zone: 'America/Chicago', ruleSet: 'office' },
    };
    const wrong = await api.ask(admin, 'POST', `${url}/terms`, { ...terms, zone: 'Mars/Olympus' });
    expect(wrong.json()).toMatchObject({ status: 422, code: 'zone-unknown' });
    const added = await api.ask(admin, 'POST', `${url}/terms`, terms);
    expect(added.json()).toMatchObject({ from: '2020-01-01', until: null, calendar: null });
    const project = await api.ask(admin, 'POST', '/v1/projects', { code: 'EAST', name: 'East' });
    const task = await api.ask(admin, 'POST', `${String(project.headers.location)}/tasks`, {
      ...{ code: 'LOG', name: 'Logging' },
    });
    const opened = await api.ask(['eve'], 'POST', '/v1/timesheets', { week: '2025-W03' });
    const recorded = await api.ask(
      ...([['eve'], 'POST', `${String(opened.headers.location)}/entries`] as const),
      { start: '2025-01-13T08:07', end: '2025-01-13T09:11', taskId: task.json().id },
    );
    expect(recorded.json()).toMatchObject({ minutes: 64, start: '2025-01-13T08:07:00-06:00' });
  });

  it('changes master data in the version that was seen, and is told of doubles', async () => {
    const made = await api.ask(admin, 'POST', '/v1/projects', { code: 'WEST', name: 'West' });
    const url = String(made.headers.location);
    const body = { code: 'WEST', name: 'Far west', isActive: false };
    const put = await api.ask(admin, 'PUT', url, body, { 'if-match': '"1"' });
    expect([put.statusCode, put.headers.etag, put.json().name]).toStrictEqual([
      ...[200, '"2"', 'Far west'],
    ]);
    expect((await api.ask(admin, 'PUT', url, body, { 'if-match': '"1"' })).statusCode).toBe(412);
    const twice = await api.ask(admin, 'POST', '/v1/projects', { code: 'WEST', name: 'Again' });
    expect(twice.json()).toMatchObject({ status: 409, code: 'already-exists' });
  });

  it('writes rule sets that hold together, and holidays', async () => {
    const office = (await api.ask(admin, 'GET', '/v1/rule-sets/office')).json();
    const put = await api.ask(admin, 'PUT', '/v1/rule-sets/night-crew', office.rules);
    expect(put.json()).toStrictEqual({ name: 'night-crew', rules: office.rules, revision: 1 });
    const broken = { ...office.rules, stepMinutes: 7 };
    const refused = await api.ask(admin, 'PUT', '/v1/rule-sets/night-crew', broken);
    expect(refused.json()).toMatchObject({
      ...{ code: 'invalid-request', errors: [{ pointer: '/body/stepMinutes' }] },
    });
    const items = [{ date: '2027-05-01', name: 'Labour Day' }];
    await api.ask(admin, 'PUT', '/v1/calendars/be/2027', { items });
    expect((await api.ask(['ada'], 'GET', '/v1/calendars/be/2027')).json()).toStrictEqual({
      items,
    });
    const outside = await api.ask(admin, 'PUT', '/v1/calendars/be/2026', { items });
    expect(outside.json().detail).toBe('All holidays must lie in 2026.');
  });

  it('sees nobody’s timesheet', async () => {
    const { url } = await api.sheet();
    expect((await api.ask(admin, 'GET', url)).statusCode).toBe(404);
  });
});

describe('payroll', () => {
  it('sees everybody’s, locks a period and lifts the lock', async () => {
    const { url, day } = await api.sheet();
    expect((await api.ask(payroll, 'GET', url)).json().employeeName).toBe('Ada');
    const locked = await api.ask(payroll, 'POST', '/v1/locks', {
      ...{ from: day(0), to: day(6), reason: 'paid' },
    });
    expect(locked.statusCode).toBe(201);
    const { taskId } = api.scene;
    const entry = { date: day(1), minutes: 60, taskId };
    const refused = await api.ask(['ada'], 'POST', `${url}/entries`, entry);
    expect(refused.json()).toMatchObject({
      ...{ status: 409, code: 'period-locked', lockId: locked.json().id },
    });
    const lifted = await api.ask(payroll, 'DELETE', `/v1/locks/${locked.json().id}`);
    expect(lifted.json()).toMatchObject({ liftedBy: 'penny' });
    expect((await api.ask(['ada'], 'POST', `${url}/entries`, entry)).statusCode).toBe(201);
    const again = await api.ask(payroll, 'DELETE', `/v1/locks/${locked.json().id}`);
    expect(again.statusCode).toBe(404);
  });

  it('pages through lists without missing or repeating', async () => {
    const all = (await api.ask(payroll, 'GET', '/v1/timesheets?limit=200')).json().items;
    const seen: string[] = [];
    let url = '/v1/timesheets?limit=3';
    for (;;) {
      const { items, next } = (await api.ask(payroll, 'GET', url)).json();
      seen.push(...items.map(({ id }: { id: string }) => id));
      if (next === undefined) break;
      url = `/v1/timesheets?limit=3&cursor=${next}`;
    }
    expect(seen).toStrictEqual(all.map(({ id }: { id: string }) => id));
    const bad = await api.ask(payroll, 'GET', '/v1/timesheets?cursor=nonsense');
    expect(bad.json().code).toBe('bad-cursor');
  });
});

describe('an answer of an Idempotency-Key', () => {
  it('is given again for a day, and is gone after the night', async () => {
    const add = async (code: string) => {
      const headers = { 'idempotency-key': code };
      const answer = await api.ask(admin, 'POST', '/v1/projects', { code, name: 'x' }, headers);
      return [answer.statusCode, answer.headers['idempotent-replayed']];
    };
    const age = async (code: string, hours: number): Promise<void> => {
      await database.pool.query(
        "update service.idempotency_keys set created_at = now() - $2 * interval '1 hour' where key = $1",
        [code, hours],
      );
    };
    expect([await add('F-OLD'), await add('F-NEW')]).toStrictEqual([
      ...[
        [201, undefined],
        [201, undefined],
      ],
    ]);
    await age('F-OLD', 25);
    await age('F-NEW', 23);
    await api.forget();
    // Nothing is known of the first any more: it would add the project again.
    expect(await add('F-OLD')).toStrictEqual([409, undefined]);
    expect(await add('F-NEW')).toStrictEqual([201, 'true']);
  });
});

describe('a day that the database has not', () => {
  const id = '00000000-0000-4000-8000-000000000000';
  const after = (place: unknown) =>
    `cursor=${Buffer.from(JSON.stringify(place)).toString('base64url')}`;

  it.each([
    ['/v1/employees?', 'a\u0000'],
    ['/v1/projects?', 'a\u0000'],
    ['/v1/timesheets?', ['0000-01-01', id]],
    ['/v1/locks?', ['0000-12-31', id]],
    ['/v1/exports/tryton-timesheet-lines?from=2026-01-01&to=2026-01-31&', ['0000-01-01', id]],
  ])('is none of a cursor of %s, and neither is a character', async (url, place) => {
    const answer = await api.ask(['penny', 'payroll', 'administrator'], 'GET', url + after(place));
    expect(answer.json()).toMatchObject({ status: 400, code: 'bad-cursor' });
  });

  it('is none of a cursor, and the first and the last that it has are', async () => {
    const list = async (day: string) =>
      (await api.ask(payroll, 'GET', `/v1/locks?limit=200&${after([day, id])}`)).json().items;
    const all = (await api.ask(payroll, 'GET', '/v1/locks?limit=200')).json().items;
    expect([all.length > 0, await list('9999-12-31'), await list('0001-01-01')]).toStrictEqual([
      ...[true, all, []],
    ]);
  });

  it('is refused wherever a client writes one', async () => {
    const from = '0000-01-01';
    const to = '2026-01-31';
    const ask = async (method: 'GET' | 'POST' | 'PUT', url: string, body?: object) => {
      const who = ['ada', 'payroll', 'administrator'] as const;
      const { status, code, errors } = (await api.ask(who, method, url, body)).json();
      return [status, code, ...errors.map(({ pointer }: { pointer: string }) => pointer)];
    };
    const refused = [400, 'invalid-request'];
    expect(await ask('GET', `/v1/exports/timesheets.csv?from=${from}&to=${to}`)).toStrictEqual([
      ...[...refused, '/query/from'],
    ]);
    expect(await ask('POST', '/v1/locks', { from, to, reason: 'x' })).toStrictEqual([
      ...[...refused, '/body/from'],
    ]);
    expect(
      await ask('POST', `/v1/employees/${api.scene.ada.id}/terms`, {
        ...{ from, team: 'drilling', zone: 'UTC', ruleSet: 'office' },
      }),
    ).toStrictEqual([...refused, '/body/from']);
    expect(
      await ask('PUT', '/v1/calendars/be/2026', { items: [{ date: from, name: 'x' }] }),
    ).toStrictEqual([...refused, '/body/items/0/date']);
  });

  it.each(['0000-W05', '9999-W52'])('is in no week: not in %s', async (week) => {
    const answer = await api.ask(['ada'], 'POST', '/v1/timesheets', { week });
    expect(answer.json()).toMatchObject({ status: 400, code: 'week-invalid' });
  });
});
