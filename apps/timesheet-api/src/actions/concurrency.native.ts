import { transaction } from '@h-j-petroleum/toolkit-service';
import type { TestDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { nativeDatabase } from '@h-j-petroleum/toolkit-service/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Scene } from '../../test/scene.ts';
import { freshWeek, setScene } from '../../test/scene.ts';
import { sheetsOn } from '../../test/sheets.ts';
import { entriesOf } from '../store/entries.ts';
import { addLock, liftLock } from '../store/locks.ts';
import { schema } from '../store/schema.ts';
import { versionsOf } from '../store/sheets.ts';
import { submissionsOf } from '../store/submissions.ts';
import type { Outcome } from '../store/submissions.ts';

let database: TestDatabase;
let scene: Scene;
let sheets: ReturnType<typeof sheetsOn>;
beforeAll(async () => {
  database = await nativeDatabase(schema);
  scene = await setScene(database.pool);
  sheets = sheetsOn(database.pool);
});
afterAll(() => database.close());

/** How often each outcome came: `done`, or the code of what was thrown. */
async function tally(attempts: readonly Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of await Promise.allSettled(attempts)) {
    const key =
      result.status === 'fulfilled'
        ? 'done'
        : String(Reflect.get(Object(result.reason), 'code') ?? result.reason);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const times = <Value>(count: number, make: (i: number) => Value): Value[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('fifty at once', () => {
  it('record the same hour once', async () => {
    const { week, day } = freshWeek();
    const { timesheetId } = await sheets.open(scene.ada, week);
    const counts = await tally(
      times(50, (i) =>
        sheets.record(timesheetId, scene.taskId, {
          start: `${day(0)}T08:00`,
          end: `${day(0)}T${String(9 + (i % 8)).padStart(2, '0')}:00`,
        }),
      ),
    );
    expect(counts).toStrictEqual({ done: 1, 'entry-overlaps': 49 });
  });

  it('record fifty different quarters of an hour fifty times', async () => {
    const { week, day } = freshWeek();
    const { timesheetId } = await sheets.open(scene.ada, week);
    const at = (quarter: number): string =>
      `${day(0)}T${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    expect(
      await tally(
        times(50, (i) =>
          sheets.record(timesheetId, scene.taskId, { start: at(i), end: at(i + 1) }),
        ),
      ),
    ).toStrictEqual({ done: 50 });
    const version = await sheets.current(timesheetId);
    expect(version.revision).toBe(51);
    expect(await entriesOf(database.pool, version.id)).toHaveLength(50);
  });

  it('open one timesheet', async () => {
    const { week } = freshWeek();
    expect(await tally(times(50, () => sheets.open(scene.ada, week)))).toStrictEqual({
      ...{ done: 1, 'already-exists': 49 },
    });
  });

  it('submit once', async () => {
    const { week, day } = freshWeek();
    const { timesheetId } = await sheets.open(scene.ada, week);
    await sheets.record(timesheetId, scene.taskId, { date: day(0), minutes: 60 });
    const before = sheets.announced.length;
    expect(await tally(times(50, () => sheets.submit(timesheetId)))).toStrictEqual({
      ...{ done: 1, 'state-forbids': 49 },
    });
    expect(sheets.announced.slice(before)).toHaveLength(1);
  });

  it('deliver decisions, of which one is taken', async () => {
    const { week, day } = freshWeek();
    const { timesheetId } = await sheets.open(scene.ada, week);
    await sheets.record(timesheetId, scene.taskId, { date: day(0), minutes: 60 });
    await sheets.submit(timesheetId);
    const outcomes: readonly Outcome[] = ['approved', 'returned', 'rejected', 'withdrawn'];
    const taken = await Promise.all(
      times(50, (i) => sheets.decide(timesheetId, outcomes[i % 4] ?? 'approved')),
    );
    expect(taken.filter((one) => one === 'applied')).toHaveLength(1);
    expect(taken.filter((one) => one === 'ignored')).toHaveLength(49);
    const { id, state } = await sheets.current(timesheetId);
    expect((await submissionsOf(database.pool, id)).map(({ outcome }) => outcome)).toStrictEqual([
      state,
    ]);
  });

  it('take one delivery once', async () => {
    const { week, day } = freshWeek();
    const { timesheetId } = await sheets.open(scene.ada, week);
    await sheets.record(timesheetId, scene.taskId, { date: day(0), minutes: 60 });
    await sheets.submit(timesheetId);
    const webhookId = crypto.randomUUID();
    const taken = await Promise.all(
      times(50, () => sheets.decide(timesheetId, 'approved', { webhookId })),
    );
    expect(taken.toSorted()).toStrictEqual(['applied', ...times(49, () => 'repeated')]);
  });

  it('draw one new version', async () => {
    const { week, day } = freshWeek();
    const { timesheetId } = await sheets.open(scene.ada, week);
    await sheets.record(timesheetId, scene.taskId, { date: day(0), minutes: 60 });
    await sheets.submit(timesheetId);
    await sheets.decide(timesheetId, 'approved');
    expect(await tally(times(50, () => sheets.correct(timesheetId)))).toStrictEqual({
      ...{ done: 1, 'state-forbids': 49 },
    });
    expect(await versionsOf(database.pool, timesheetId)).toHaveLength(2);
  });
});

it('entries and a lock of their days: what came before the lock stays, nothing comes after', async () => {
  for (const round of times(10, (i) => i)) {
    const { week, day } = freshWeek();
    const { timesheetId } = await sheets.open(scene.ada, week);
    const record = (n: number) =>
      sheets.record(timesheetId, scene.taskId, { date: day(n % 7), minutes: 15 });
    const lock = transaction(database.pool, (client) =>
      addLock(client, {
        ...{ from: day(0), to: day(6), team: null, reason: `round ${round}`, createdBy: 'root' },
      }),
    );
    const results = await Promise.allSettled([...times(8, record), lock, ...times(8, record)]);
    const { id } = await lock;
    const kept = await entriesOf(database.pool, (await sheets.current(timesheetId)).id);
    const done = results.filter(({ status }) => status === 'fulfilled').length - 1;
    expect(kept).toHaveLength(done);
    await expect(record(0)).rejects.toMatchObject({ code: 'period-locked' });
    await liftLock(database.pool, id, 'root');
  }
});

it('two employees’ weeks do not wait for each other', async () => {
  const weeks = [scene.ada, scene.ben].map((employee) => ({ employee, ...freshWeek() }));
  const [adas, bens] = await Promise.all(
    weeks.map(({ employee, week }) => sheets.open(employee, week)),
  );
  await transaction(database.pool, async (client) => {
    await client.query('select from timesheet.employees where id = $1 for no key update', [
      scene.ada.id,
    ]);
    // Ada's rows are held; this ends all the same.
    await sheets.record(bens?.timesheetId ?? '', scene.taskId, {
      date: weeks[1]?.day(0) ?? '',
      minutes: 60,
    });
  });
  await sheets.record(adas?.timesheetId ?? '', scene.taskId, {
    date: weeks[0]?.day(0) ?? '',
    minutes: 60,
  });
});
