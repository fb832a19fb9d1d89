import { Temporal } from 'temporal-polyfill';
import { TimesheetError } from '../../errors.ts';

/** A range of dates in which nothing may be recorded or submitted any more. */
export interface PeriodLock {
  readonly id: string;
  readonly from: Temporal.PlainDate;
  /** The last locked day. */
  readonly to: Temporal.PlainDate;
  /** Whom it holds for; everybody where it is undefined. */
  readonly team?: string | undefined;
  readonly reason: string;
}

/** Throws `period-locked` where a date lies in a lock that holds for a team. */
export function checkLocks(
  dates: readonly Temporal.PlainDate[],
  team: string,
  locks: readonly PeriodLock[],
): void {
  for (const date of dates) {
    const lock = locks.find(
      ({ from, to, team: whose }) =>
        (whose === undefined || whose === team) &&
        Temporal.PlainDate.compare(from, date) <= 0 &&
        Temporal.PlainDate.compare(date, to) <= 0,
    );
    if (lock !== undefined)
      throw new TimesheetError(
        'period-locked',
        `${date.toString()} lies in the period ${lock.from.toString()} to ${lock.to.toString()}, which is locked: ${lock.reason}. Ask an administrator to lift the lock ${lock.id}.`,
        { details: { lockId: lock.id, date: date.toString() } },
      );
  }
}
