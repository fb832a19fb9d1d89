import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import type { TimesheetService } from '../../test/service.ts';
import { payroll, timesheetService } from '../../test/service.ts';
import { sheetsOn } from '../../test/sheets.ts';
import type { Employee } from '../store/employees.ts';
import { entriesOf } from '../store/entries.ts';
import { paidLines } from './paid-lines.ts';

let database: TestDatabase;
let api: TimesheetService;
let sheets: ReturnType<typeof sheetsOn>;
beforeAll(async () => {
  database = await testDatabase();
  api = await timesheetService(database);
  sheets = sheetsOn(database.pool);
});
afterAll(async () => {
  await api.close();
  await database.close();
});

/** An approved timesheet with entries of these notes, an hour each from eight o'clock on. */
async function approved(employee: Employee, week: string, day: string, notes: readonly string[]) {
  const { timesheetId } = await sheets.open(employee, week);
  for (const [i, note] of notes.entries())
    await sheets.record(
      timesheetId,
      api.scene.taskId,
      {
        start: `${day}T${String(8 + i).padStart(2, '0')}:00`,
        end: `${day}T${9 + i}:00`.replace('T9', 'T09'),
      },
      note,
    );
  await sheets.submit(timesheetId);
  await sheets.decide(timesheetId, 'approved');
  const entries = await entriesOf(database.pool, (await sheets.current(timesheetId)).id);
  return { timesheetId, ids: entries.map(({ id }) => id) };
}

const csv = async (from: string, to: string) =>
  api.ask(payroll, 'GET', `/v1/exports/timesheets.csv?from=${from}&to=${to}`);
const tryton = async (query: string) =>
  (await api.ask(payroll, 'GET', `/v1/exports/tryton-timesheet-lines?${query}`)).json();

describe('timesheets.csv', () => {
  it('has a line for each entry, day and rate, and no formula', async () => {
    const notes = ['=HYPERLINK("http://evil")', 'a "quoted", note', '+1', '@x', '-2', 'two\nlines'];
    const { ids } = await approved(api.scene.ada, '2028-W10', '2028-03-06', notes);
    const answer = await csv('2028-03-06', '2028-03-12');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(answer.headers['content-disposition']).toBe(
      'attachment; filename="timesheets-2028-03-06-2028-03-12.csv"',
    );
    const row = (note: string, i: number): string =>
      `0003,Ada,drilling,2028-W10,1,2028-03-06,NORTH-7,DRILL,REGULAR,1,60,60,${note},${ids[i] ?? ''}\r\n`;
    expect(answer.body).toBe(
      [
        'employee_number,employee_name,team,week,version,date,project,task,code,rate,minutes,weighted_minutes,note,entry_id\r\n',
        row(`"'=HYPERLINK(""http://evil"")"`, 0),
        row('"a ""quoted"", note"', 1),
        row("'+1", 2),
        row("'@x", 3),
        row("'-2", 4),
        row('"two\nlines"', 5),
      ].join(''),
    );
  });

  it('takes the days that were asked for, of a week that two months share too', async () => {
    const { timesheetId } = await sheets.open(api.scene.ben, '2028-W26');
    const night = (from: string, to: string) =>
      sheets.record(timesheetId, api.scene.taskId, { start: from, end: to });
    // Friday 30 June to Saturday 1 July.
    await night('2028-06-30T20:00', '2028-07-01T04:00');
    await sheets.submit(timesheetId);
    await sheets.decide(timesheetId, 'approved');
    const lines = async (from: string, to: string) =>
      (await csv(from, to)).body
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(',').slice(5, 12).join(' '));
    expect(await lines('2028-06-01', '2028-06-30')).toStrictEqual([
      '2028-06-30 NORTH-7 DRILL REGULAR 1 120 120',
      '2028-06-30 NORTH-7 DRILL NIGHT 1.25 120 150',
    ]);
    expect(await lines('2028-07-01', '2028-07-31')).toStrictEqual([
      '2028-07-01 NORTH-7 DRILL NIGHT 1.25 240 300',
    ]);
  });

  it('holds what is approved alone: no draft, and of a correction the new version', async () => {
    const { timesheetId } = await approved(api.scene.ada, '2028-W30', '2028-07-24', ['first']);
    const notes = async () =>
      (await csv('2028-07-24', '2028-07-30')).body
        .split('\r\n')
        .slice(1, -1)
        .map((line) => line.split(',').at(-2));
    await sheets.correct(timesheetId);
    await sheets.record(
      ...([timesheetId, api.scene.taskId, { date: '2028-07-25', minutes: 60 }, 'second'] as const),
    );
    expect(await notes()).toStrictEqual(['first']);
    await sheets.submit(timesheetId);
    expect(await notes()).toStrictEqual(['first']);
    await sheets.decide(timesheetId, 'approved');
    expect(await notes()).toStrictEqual(['first', 'second']);
  });

  it('of days that end before they begin is refused', async () => {
    expect((await csv('2028-07-02', '2028-07-01')).json()).toMatchObject({
      ...{
        code: 'invalid-request',
        detail: 'The days end (2028-07-01) before they begin (2028-07-02).',
      },
    });
  });

  it('reads a hundred timesheets at a time, and no more than its reader takes', async () => {
    const { rows } = await database.pool.query<{ id: string }>(
      `with people as (
        insert into timesheet.employees (number, subject, name) select 'S' || n, 'stream-' || n, 'Stream ' || n from generate_series(1, 150) n returning id
      ) select id from people`,
    );
    await database.pool.query(
      `insert into timesheet.timesheets (employee_id, week, monday) select unnest($1::uuid[]), '2029-W02', '2029-01-08'`,
      [rows.map(({ id }) => id)],
    );
    await database.pool.query(
      `insert into timesheet.versions (timesheet_id, employee_id, number, state, zone, team, rule_set, rules, created_by)
        select s.id, s.employee_id, 1, 'draft', 'UTC', 'stream', 'office', r.rules, 'test'
        from timesheet.timesheets s, timesheet.rule_sets r where s.week = '2029-W02' and r.name = 'office'`,
    );
    await database.pool.query(
      `insert into timesheet.entries (version_id, timesheet_id, employee_id, takes_time, task_id, day, minutes)
        select id, timesheet_id, employee_id, takes_time, $1, '2029-01-08', 60 from timesheet.versions where team = 'stream'`,
      [api.scene.taskId],
    );
    await database.pool.query(
      `update timesheet.versions v set state = 'approved', evaluation = jsonb_build_object('recordedMinutes', 60, 'countedMinutes', 60,
          'counted', jsonb_build_object(n.id, 60), 'lines', jsonb_build_array(jsonb_build_object('entryId', n.id, 'date', '2029-01-08',
          'code', 'REGULAR', 'rate', '1', 'minutes', 60, 'weightedMinutes', '60')))
        from timesheet.entries n where n.version_id = v.id and v.team = 'stream'`,
    );
    let statements = 0;
    const counting = {
      query: (...given: Parameters<typeof database.pool.query>) => {
        statements++;
        return database.pool.query(...given);
      },
    } as unknown as typeof database.pool;
    const lines = paidLines(counting, { from: '2029-01-01', to: '2029-01-31' });
    await lines.next();
    // The first hundred timesheets, and their entries.
    expect(statements).toBe(2);
    let count = 1;
    for await (const line of lines) count += line.minutes / 60;
    expect([count, statements]).toStrictEqual([150, 4]);
    const whole = await csv('2029-01-01', '2029-01-31');
    expect(whole.body.split('\r\n')).toHaveLength(152);
  });
});

describe('tryton-timesheet-lines', () => {
  it('are values that Tryton’s JSON-RPC creates lines of', async () => {
    const { ids } = await approved(api.scene.ada, '2028-W40', '2028-10-02', ['drilled']);
    expect(await tryton('from=2028-10-02&to=2028-10-08')).toStrictEqual({
      model: 'timesheet.line',
      lines: [
        {
          ...{ company: 1, employee: 3, work: 70 },
          date: { __class__: 'date', year: 2028, month: 10, day: 2 },
          duration: { __class__: 'timedelta', seconds: 3600 },
          ...{ description: 'drilled', uuid: ids[0] },
        },
      ],
      ...{ obsolete: [], skipped: [] },
    });
  });

  it('say what they leave out, and which lines a correction made obsolete', async () => {
    const { ids: cleos } = await approved(api.scene.cleo, '2028-W42', '2028-10-16', ['office']);
    const { timesheetId, ids } = await approved(api.scene.ben, '2028-W42', '2028-10-16', ['old']);
    await sheets.correct(timesheetId);
    await sheets.submit(timesheetId);
    await sheets.decide(timesheetId, 'approved');
    const page = await tryton('from=2028-10-16&to=2028-10-22');
    expect(page).toMatchObject({
      obsolete: ids,
      skipped: [{ entryId: cleos[0], reason: 'employee-without-tryton-id' }],
      lines: [{ employee: 4, description: 'old' }],
    });
    expect(page.lines[0].uuid).not.toBe(ids[0]);
  });

  it('come page by page, each once', async () => {
    const { ids } = await approved(api.scene.ada, '2028-W45', '2028-11-06', ['a', 'b', 'c']);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await tryton(`from=2028-11-06&to=2028-11-12&limit=2${cursor}`);
      seen.push(...page.lines.map(({ uuid }: { uuid: string }) => uuid));
      cursor = page.next === undefined ? '' : `&cursor=${page.next}`;
    } while (cursor !== '');
    expect(seen.toSorted()).toStrictEqual(ids.toSorted());
  });
});
