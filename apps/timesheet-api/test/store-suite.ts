import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { eraseEntry, rewriteEntry } from '../src/actions/record-time.ts';
import { addTerms, listEmployees, managersIn, termsIn, termsOf } from '../src/store/employees.ts';
import { entriesOf } from '../src/store/entries.ts';
import { historyOf } from '../src/store/history.ts';
import { addLock, liftLock, locksIn } from '../src/store/locks.ts';
import { listTimesheets, versionsOf } from '../src/store/sheets.ts';
import { submissionsOf } from '../src/store/submissions.ts';
import type { Scene } from './scene.ts';
import { freshWeek, setScene } from './scene.ts';
import { sheetsOn } from './sheets.ts';

/** What the store and the actions on it do, on whichever database. */
export function storeSuite(database: () => TestDatabase): void {
  let scene: Scene;
  let sheets: ReturnType<typeof sheetsOn>;
  const pool = () => database().pool;
  beforeAll(async () => {
    scene = await setScene(pool());
    sheets = sheetsOn(pool());
  });
  const code = (expected: string) => expect.objectContaining({ code: expected });
  const open = async (employee = scene.ada) => {
    const { week, day } = freshWeek();
    const { timesheetId } = await sheets.open(employee, week);
    const shift = (n: number, from: string, to: string, toDay = n) =>
      sheets.record(timesheetId, scene.taskId, {
        start: `${day(n)}T${from}`,
        end: `${day(toDay)}T${to}`,
      });
    return { timesheetId, week, day, shift };
  };

  describe('a timesheet', () => {
    it('opens once a week, with the zone, team and rules of its employee', async () => {
      const { week } = freshWeek();
      const version = await sheets.open(scene.cleo, week);
      expect(version).toMatchObject({
        ...{ number: 1, state: 'draft', zone: 'America/Chicago', team: 'office', revision: 1 },
        ...{ ruleSet: 'office', week, employeeName: 'Cleo', subject: 'cleo' },
        rules: { stepMinutes: 1 },
      });
      await expect(sheets.open(scene.cleo, week)).rejects.toMatchObject({
        code: 'already-exists',
        details: { timesheetId: version.timesheetId },
      });
    });

    it('opens for nobody without terms', async () => {
      await expect(sheets.open(scene.max, '2026-W10')).rejects.toThrow(
        'Max has no terms from 2026-03-02 to 2026-03-08',
      );
    });

    it('keeps entries in the order of time, and counts a revision for each change', async () => {
      const { timesheetId, shift, day } = await open();
      await shift(1, '08:00', '12:00');
      await sheets.record(timesheetId, scene.taskId, { date: day(0), minutes: 45 }, 'paperwork');
      await shift(0, '22:00', '06:00', 1);
      const version = await sheets.current(timesheetId);
      expect(version.revision).toBe(4);
      expect(
        (await entriesOf(pool(), version.id)).map(({ day: on, minutes, note }) => [
          on,
          minutes,
          note,
        ]),
      ).toStrictEqual([
        [day(0), 480, ''],
        [day(0), 45, 'paperwork'],
        [day(1), 240, ''],
      ]);
    });

    it('refuses an entry that overlaps, and names the one in the way', async () => {
      const { shift } = await open();
      const first = await shift(0, '08:00', '12:00');
      await expect(shift(0, '11:45', '13:00')).rejects.toMatchObject({
        ...{ code: 'entry-overlaps', details: { entryId: first.id } },
      });
      await expect(shift(0, '12:00', '13:00')).resolves.toMatchObject({ minutes: 60 });
    });

    it('changes and removes its own entries, and no others', async () => {
      const { timesheetId, shift, day } = await open();
      const entry = await shift(0, '08:00', '12:00');
      const later = { start: `${day(0)}T09:00`, end: `${day(0)}T12:30` };
      const written = { time: later, taskId: scene.taskId, note: 'late' };
      const rewrite = (id: string) =>
        sheets.on(timesheetId, (client, version) => rewriteEntry(client, version, id, written));
      expect(await rewrite(entry.id)).toMatchObject({ id: entry.id, minutes: 210, note: 'late' });
      expect(await rewrite(crypto.randomUUID())).toBeUndefined();
      const erase = (id: string) =>
        sheets.on(timesheetId, (client, version) => eraseEntry(client, version, id));
      expect(await erase(crypto.randomUUID())).toBe(false);
      expect(await erase(entry.id)).toBe(true);
      expect(await entriesOf(pool(), (await sheets.current(timesheetId)).id)).toStrictEqual([]);
    });

    it('takes no time on a task that is closed or not there', async () => {
      const { timesheetId, day } = await open();
      for (const taskId of [scene.closedTaskId, crypto.randomUUID()])
        await expect(
          sheets.record(timesheetId, taskId, { date: day(0), minutes: 60 }),
        ).rejects.toMatchObject({ code: 'task-closed' });
    });
  });

  it('a timesheet holds 500 entries', async () => {
    const { timesheetId, day } = await open();
    const { id } = await sheets.current(timesheetId);
    await pool().query(
      `insert into timesheet.entries (version_id, timesheet_id, employee_id, takes_time, task_id, day, minutes)
        select v.id, v.timesheet_id, v.employee_id, v.takes_time, $2, $3::date + n / 84, 15 from timesheet.versions v, generate_series(0, 499) n where v.id = $1`,
      [id, scene.taskId, day(0)],
    );
    await expect(
      sheets.record(timesheetId, scene.taskId, { date: day(6), minutes: 15 }),
    ).rejects.toMatchObject({ code: 'too-many-entries' });
  });

  describe('two weeks', () => {
    const pair = async () => {
      const { week, day } = freshWeek();
      const nextMonday = day(7);
      const { timesheetId } = await sheets.open(scene.ada, week);
      const [year = '', number = ''] = week.split('-W');
      const nextWeek = `${year}-W${String(Number(number) + 1).padStart(2, '0')}`;
      const next = await sheets.open(scene.ada, nextWeek);
      return { timesheetId, day, nextMonday, nextId: next.timesheetId };
    };

    it('share no time: the night shift of Sunday reaches into Monday', async () => {
      const { timesheetId, day, nextMonday, nextId } = await pair();
      const night = await sheets.record(timesheetId, scene.taskId, {
        start: `${day(6)}T22:00`,
        end: `${nextMonday}T06:00`,
      });
      await expect(
        sheets.record(nextId, scene.taskId, {
          start: `${nextMonday}T05:45`,
          end: `${nextMonday}T09:00`,
        }),
      ).rejects.toMatchObject({ code: 'entry-overlaps', details: { entryId: night.id } });
      // 18 hours are left of that Monday.
      await expect(
        sheets.record(nextId, scene.taskId, { date: nextMonday, minutes: 18 * 60 + 15 }),
      ).rejects.toMatchObject({ code: 'day-overfull' });
      await sheets.record(nextId, scene.taskId, { date: nextMonday, minutes: 18 * 60 });
    });

    it('and time is free again when the timesheet that had it is withdrawn', async () => {
      const { timesheetId, day, nextMonday, nextId } = await pair();
      await sheets.record(timesheetId, scene.taskId, {
        start: `${day(6)}T22:00`,
        end: `${nextMonday}T06:00`,
      });
      expect(await sheets.withdraw(timesheetId)).toBe('withdrawn');
      const morning = await sheets.record(nextId, scene.taskId, {
        start: `${nextMonday}T04:00`,
        end: `${nextMonday}T12:00`,
      });
      await expect(sheets.reopen(timesheetId)).rejects.toMatchObject({
        ...{ code: 'entry-overlaps', details: { entryId: morning.id } },
      });
      await sheets.withdraw(nextId);
      await sheets.reopen(timesheetId);
      expect((await sheets.current(timesheetId)).state).toBe('draft');
    });
  });

  describe('the database itself', () => {
    const raw = (timesheetId: string, from: string, to: string, minutes: number) =>
      pool().query(
        `insert into timesheet.entries (version_id, timesheet_id, employee_id, takes_time, task_id, day, during, minutes)
          select id, timesheet_id, employee_id, takes_time, $2, $3::timestamptz::date, tstzrange($3::timestamptz, $4::timestamptz), $5
          from timesheet.versions where timesheet_id = $1 order by number desc limit 1`,
        [timesheetId, scene.taskId, from, to, minutes],
      );

    it('holds no overlap, though nobody asked the service', async () => {
      const { timesheetId, day, shift } = await open();
      await shift(0, '08:00', '12:00');
      await expect(
        raw(timesheetId, `${day(0)}T07:00Z`, `${day(0)}T09:00Z`, 120),
      ).rejects.toMatchObject({ code: '23P01', constraint: 'entries_no_overlap_within' });
    });

    it('holds no overlap between two weeks', async () => {
      const { week, day } = freshWeek();
      const first = await sheets.open(scene.ada, week);
      const [year = '', number = ''] = week.split('-W');
      const second = await sheets.open(
        scene.ada,
        `${year}-W${String(Number(number) + 1).padStart(2, '0')}`,
      );
      await sheets.record(first.timesheetId, scene.taskId, {
        start: `${day(6)}T22:00`,
        end: `${day(7)}T06:00`,
      });
      await expect(
        raw(second.timesheetId, `${day(7)}T03:00Z`, `${day(7)}T04:00Z`, 60),
      ).rejects.toMatchObject({ code: '23P01', constraint: 'entries_no_overlap_between' });
    });

    it('holds no entry whose minutes are not its span', async () => {
      const { timesheetId, day } = await open();
      await expect(
        raw(timesheetId, `${day(0)}T07:00Z`, `${day(0)}T09:00Z`, 60),
      ).rejects.toMatchObject({ code: '23514' });
    });

    it('lets nobody touch entries of what was submitted', async () => {
      const { timesheetId, day, shift } = await open();
      const { id } = await shift(0, '08:00', '12:00');
      await sheets.submit(timesheetId);
      for (const statement of [
        "update timesheet.entries set note = 'changed' where id = $1",
        'delete from timesheet.entries where id = $1',
      ])
        await expect(pool().query(statement, [id])).rejects.toMatchObject({ code: 'TS001' });
      await expect(
        raw(timesheetId, `${day(1)}T07:00Z`, `${day(1)}T08:00Z`, 60),
      ).rejects.toMatchObject({ code: 'TS001' });
    });

    it('gives the service’s role what it does, and no way to change what happened', async () => {
      await pool().query('drop role if exists timesheet_test');
      await pool().query("create role timesheet_test; select timesheet.grant_to('timesheet_test')");
      const client = await pool().connect();
      const may = async (statement: string): Promise<string> => {
        await client.query('begin; set local role timesheet_test');
        try {
          await client.query(statement);
          return 'may';
        } catch (error) {
          return String(Reflect.get(Object(error), 'code'));
        } finally {
          await client.query('rollback');
        }
      };
      try {
        expect(await may("update timesheet.versions set state = 'draft' where false")).toBe('may');
        // 42501: insufficient privilege.
        for (const statement of [
          'update timesheet.history set actor = null where false',
          'delete from timesheet.history where false',
          'truncate timesheet.history',
          'delete from timesheet.versions where false',
          'update timesheet.versions set number = 9 where false',
          'delete from timesheet.submissions where false',
          'delete from timesheet.webhook_receipts where false',
          'delete from timesheet.employees where false',
          'drop table timesheet.history',
          "select timesheet.grant_to('timesheet_test')",
        ])
          expect([statement, await may(statement)]).toStrictEqual([statement, '42501']);
      } finally {
        client.release();
        await pool().query('drop owned by timesheet_test; drop role timesheet_test');
      }
    });
  });

  describe('submission', () => {
    it('fixes what the entries come to, and announces itself once', async () => {
      const { timesheetId, shift } = await open();
      await shift(0, '06:00', '16:30');
      const before = sheets.announced.length;
      const submission = await sheets.submit(timesheetId);
      expect(sheets.announced.slice(before)).toStrictEqual([submission.id]);
      expect(submission).toMatchObject({ attempt: 1, requestId: null, outcome: null });
      const { state, evaluation } = await sheets.current(timesheetId);
      expect(state).toBe('submitted');
      expect(evaluation).toMatchObject({ recordedMinutes: 630, countedMinutes: 630 });
      expect(evaluation?.lines.map(({ code: one, minutes }) => [one, minutes])).toStrictEqual([
        ['REGULAR', 480],
        ['OT1', 120],
        ['OT2', 30],
      ]);
      await expect(sheets.submit(timesheetId)).rejects.toMatchObject({ code: 'state-forbids' });
      await expect(shift(1, '08:00', '09:00')).rejects.toThrow('Withdraw it first.');
    });

    it('of nothing is refused', async () => {
      const { timesheetId } = await open();
      await expect(sheets.submit(timesheetId)).rejects.toMatchObject({ code: 'timesheet-empty' });
    });

    it('is approved, returned with comments and submitted again, or refused', async () => {
      const { timesheetId, shift } = await open();
      await shift(0, '08:00', '12:00');
      await sheets.submit(timesheetId);
      expect(await sheets.decide(timesheetId, 'returned', { comments: ['max: Which well?'] })).toBe(
        'applied',
      );
      expect((await sheets.current(timesheetId)).state).toBe('returned');
      await shift(0, '13:00', '14:00');
      const second = await sheets.submit(timesheetId);
      expect(second.attempt).toBe(2);
      expect(await sheets.decide(timesheetId, 'approved')).toBe('applied');
      expect(
        (await historyOf(pool(), timesheetId, undefined, 50)).map(
          ({ event, from, to, actor, comment }) => [event, from, to, actor, comment],
        ),
      ).toStrictEqual([
        ['open', null, 'draft', 'ada', null],
        ['submit', 'draft', 'submitted', 'ada', null],
        ['return', 'submitted', 'returned', 'approval-api', 'max: Which well?'],
        ['submit', 'returned', 'submitted', 'ada', null],
        ['approve', 'submitted', 'approved', 'approval-api', null],
      ]);
      const { id } = await sheets.current(timesheetId);
      expect(
        (await submissionsOf(pool(), id)).map(({ attempt, outcome }) => [attempt, outcome]),
      ).toStrictEqual([
        [1, 'returned'],
        [2, 'approved'],
      ]);
    });

    it('is decided once, however often and late it is delivered', async () => {
      const { timesheetId, shift } = await open();
      await shift(0, '08:00', '12:00');
      await sheets.submit(timesheetId);
      const delivery = { webhookId: crypto.randomUUID() };
      expect(await sheets.decide(timesheetId, 'returned', delivery)).toBe('applied');
      expect(await sheets.decide(timesheetId, 'returned', delivery)).toBe('repeated');
      // The same event under another id, and another event of a request that is decided.
      expect(await sheets.decide(timesheetId, 'returned')).toBe('ignored');
      expect(await sheets.decide(timesheetId, 'approved')).toBe('ignored');
      expect((await sheets.current(timesheetId)).state).toBe('returned');
    });

    it('is withdrawn only when approval-api says so', async () => {
      const { timesheetId, shift } = await open();
      await shift(0, '08:00', '12:00');
      const { id } = await sheets.submit(timesheetId);
      expect(await sheets.withdraw(timesheetId)).toBe('asked');
      expect((await sheets.current(timesheetId)).state).toBe('submitted');
      expect(sheets.announced.at(-1)).toBe(id);
      expect(await sheets.decide(timesheetId, 'withdrawn')).toBe('applied');
      expect((await sheets.current(timesheetId)).state).toBe('withdrawn');
    });

    it('is approved though its withdrawal was asked for, where the approvers came first', async () => {
      const { timesheetId, shift } = await open();
      await shift(0, '08:00', '12:00');
      await sheets.submit(timesheetId);
      await sheets.withdraw(timesheetId);
      expect(await sheets.decide(timesheetId, 'approved')).toBe('applied');
      expect((await sheets.current(timesheetId)).state).toBe('approved');
    });
  });

  describe('a correction', () => {
    it('is a new version; the approved one stays as it was until the new one is approved', async () => {
      const { timesheetId, shift, day } = await open();
      await shift(0, '08:00', '12:00');
      await sheets.submit(timesheetId);
      await sheets.decide(timesheetId, 'approved');
      const approved = await sheets.current(timesheetId);
      const entries = await entriesOf(pool(), approved.id);
      const draft = await sheets.correct(timesheetId);
      expect(draft).toMatchObject({ number: 2, state: 'draft', basedOn: approved.id });
      await shift(1, '08:00', '09:00');
      const copied = await entriesOf(pool(), draft.id);
      expect(copied.map(({ day: on, minutes }) => [on, minutes])).toStrictEqual([
        [day(0), 240],
        [day(1), 60],
      ]);
      expect(copied.map(({ id }) => id)).not.toContain(entries[0]?.id);
      await expect(sheets.correct(timesheetId)).rejects.toMatchObject({
        code: 'state-forbids',
      });
      const states = async () =>
        (await versionsOf(pool(), timesheetId)).map(({ number, state }) => [number, state]);
      await sheets.submit(timesheetId);
      expect(await states()).toStrictEqual([
        [1, 'approved'],
        [2, 'submitted'],
      ]);
      await sheets.decide(timesheetId, 'approved');
      expect(await states()).toStrictEqual([
        [1, 'superseded'],
        [2, 'approved'],
      ]);
      expect(await entriesOf(pool(), approved.id)).toStrictEqual(entries);
      const first = (await versionsOf(pool(), timesheetId))[0];
      expect(first?.evaluation).toStrictEqual(approved.evaluation);
    });

    it('of what is not decided is refused, and of what was refused for good is not', async () => {
      const { timesheetId, shift } = await open();
      await expect(sheets.correct(timesheetId)).rejects.toThrow('Version 1 is draft');
      await shift(0, '08:00', '12:00');
      await sheets.submit(timesheetId);
      await sheets.decide(timesheetId, 'rejected');
      expect(await sheets.correct(timesheetId)).toMatchObject({ number: 2, state: 'draft' });
    });
  });

  describe('locks', () => {
    it('keep time out and in, for their team, until they are lifted', async () => {
      const { timesheetId, shift, day } = await open();
      const early = await shift(0, '08:00', '12:00');
      const lock = await addLock(pool(), {
        ...{ from: day(0), to: day(1), team: 'drilling', reason: 'paid', createdBy: 'root' },
      });
      await expect(shift(1, '08:00', '09:00')).rejects.toMatchObject({
        ...{ code: 'period-locked', details: { lockId: lock.id, date: day(1) } },
      });
      await shift(2, '08:00', '09:00');
      // What lies in it can neither go nor be moved out, and the week cannot be submitted.
      await expect(
        sheets.on(timesheetId, (client, version) => eraseEntry(client, version, early.id)),
      ).rejects.toThrow(code('period-locked'));
      await expect(sheets.submit(timesheetId)).rejects.toThrow(code('period-locked'));
      expect(await locksIn(pool(), day(1), day(3))).toHaveLength(1);
      expect(await liftLock(pool(), lock.id, 'root')).toMatchObject({ liftedBy: 'root' });
      expect(await liftLock(pool(), lock.id, 'root')).toBeUndefined();
      await sheets.submit(timesheetId);
    });

    it('hold corrections too', async () => {
      const { timesheetId, shift, day } = await open();
      await shift(0, '08:00', '12:00');
      await sheets.submit(timesheetId);
      const lock = await addLock(pool(), {
        ...{ from: day(0), to: day(6), team: null, reason: 'paid', createdBy: 'root' },
      });
      // What was submitted before the lock is decided all the same.
      expect(await sheets.decide(timesheetId, 'approved')).toBe('applied');
      await expect(sheets.correct(timesheetId)).rejects.toThrow(code('period-locked'));
      await liftLock(pool(), lock.id, 'root');
      await sheets.correct(timesheetId);
    });

    it('of another team hold nobody else', async () => {
      const { shift, day } = await open();
      const lock = await addLock(pool(), {
        ...{ from: day(0), to: day(6), team: 'office', reason: 'paid', createdBy: 'root' },
      });
      await shift(1, '08:00', '09:00');
      await liftLock(pool(), lock.id, 'root');
    });

    it('hold the morning that a night shift ends in', async () => {
      const { shift, day } = await open();
      const lock = await addLock(pool(), {
        ...{ from: day(7), to: day(7), team: null, reason: 'stocktaking', createdBy: 'root' },
      });
      await expect(shift(6, '22:00', '06:00', 7)).rejects.toMatchObject({ code: 'period-locked' });
      await shift(6, '22:00', '00:00', 7);
      await liftLock(pool(), lock.id, 'root');
    });
  });

  describe('terms', () => {
    it('end where the next ones begin, and do not overlap', async () => {
      const { rows } = await pool().query<{ id: string }>(
        "insert into timesheet.employees (number, subject, name) values ('0900', 'dora', 'Dora') returning id",
      );
      const employeeId = rows[0]?.id ?? '';
      const terms = (from: string, until: string | null, managerId: string) =>
        addTerms(pool(), {
          ...{ employeeId, from, until, managerId, team: 'drilling', zone: 'Europe/Berlin' },
          ...{ ruleSet: 'field', calendar: null },
        });
      await terms('2026-01-01', null, scene.max.id);
      await terms('2026-07-01', null, scene.nora.id);
      expect(
        (await termsOf(pool(), employeeId)).map(({ from, until }) => [from, until]),
      ).toStrictEqual([
        ['2026-01-01', '2026-07-01'],
        ['2026-07-01', null],
      ]);
      await expect(terms('2026-03-01', '2026-04-01', scene.max.id)).rejects.toMatchObject({
        code: 'terms-overlap',
      });
      await expect(
        addTerms(pool(), {
          ...{ employeeId, from: '2030-01-01', until: null, managerId: null, team: 'drilling' },
          ...{ zone: 'Europe/Berlin', ruleSet: 'no-such', calendar: null },
        }),
      ).rejects.toMatchObject({ code: 'refers-to-nothing' });
      expect((await termsIn(pool(), employeeId, '2026-06-29', '2026-07-05'))?.managerId).toBe(
        scene.max.id,
      );
      expect(await managersIn(pool(), employeeId, '2026-06-29', '2026-07-05')).toStrictEqual([
        'max',
        'nora',
      ]);
      expect(await managersIn(pool(), employeeId, '2026-07-06', '2026-07-12')).toStrictEqual([
        'nora',
      ]);
    });
  });

  describe('who sees what', () => {
    it('employees themselves, managers those whom they manage, everybody all', async () => {
      const seen = async (visibleTo: string | undefined) =>
        (await listEmployees(pool(), { limit: 4, visibleTo, day: '2026-03-01' })).map(
          ({ name }) => name,
        );
      expect(await seen('ada')).toStrictEqual(['Ada']);
      expect(await seen('max')).toStrictEqual(['Max', 'Ada', 'Ben', 'Dora']);
      expect(await seen('nobody')).toStrictEqual([]);
      expect(await seen(undefined)).toStrictEqual(['Max', 'Nora', 'Ada', 'Ben']);
    });

    it('timesheets likewise, by who managed in their week, page by page', async () => {
      const { week } = freshWeek();
      const mine = await sheets.open(scene.ada, week);
      const bens = await sheets.open(scene.ben, week);
      await sheets.open(scene.cleo, week);
      const seen = async (visibleTo: string | undefined) =>
        (await listTimesheets(pool(), { week, visibleTo }, undefined, 10))
          .map(({ employeeName }) => employeeName)
          .sort();
      expect(await seen('ada')).toStrictEqual(['Ada']);
      expect(await seen('max')).toStrictEqual(['Ada', 'Ben']);
      expect(await seen('nora')).toStrictEqual(['Cleo']);
      expect(await seen(undefined)).toStrictEqual(['Ada', 'Ben', 'Cleo']);
      const filter = { week, visibleTo: 'max' };
      const [one] = await listTimesheets(pool(), filter, undefined, 1);
      const [two, three] = await listTimesheets(
        ...([pool(), filter, [one?.monday ?? '', one?.timesheetId ?? ''], 5] as const),
      );
      expect([one?.timesheetId, two?.timesheetId].sort()).toStrictEqual(
        [mine.timesheetId, bens.timesheetId].sort(),
      );
      expect(three).toBeUndefined();
    });
  });
}
