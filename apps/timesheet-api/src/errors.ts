/** What can go wrong, by permanent code: the HTTP status that says so, its title, and what a client can do about it. */
export const problems = {
  'week-invalid': {
    status: 400,
    title: 'That is no ISO week.',
    description: 'Weeks are written 2026-W07. A year has 52 of them or 53.',
  },
  'time-invalid': {
    status: 400,
    title: 'That is no time.',
    description:
      'Times are whole minutes: 2026-03-02T08:15 by the clocks of the timesheet’s zone, or with an offset.',
  },
  'time-skipped': {
    status: 422,
    title: 'The clocks never showed that time.',
    description: 'They were put forward over it. Give a time before or after the change.',
  },
  'time-ambiguous': {
    status: 422,
    title: 'The clocks showed that time twice.',
    description: 'They were put back over it. Give its offset: `offsets` holds both.',
  },
  'zone-unknown': {
    status: 422,
    title: 'That is no time zone.',
    description: 'Zones have IANA names, such as Europe/Berlin.',
  },
  'entry-empty': {
    status: 422,
    title: 'The entry has no time.',
    description: 'Its end must come after its start, or its minutes be more than 0.',
  },
  'entry-too-long': {
    status: 422,
    title: 'The entry is longer than a day.',
    description: 'An entry has 24 hours at most. Write one for each shift.',
  },
  'entry-off-step': {
    status: 422,
    title: 'The entry lies between two steps.',
    description: 'Starts, ends and durations are multiples of `stepMinutes`.',
  },
  'entry-outside-week': {
    status: 422,
    title: 'The entry is of another week.',
    description: 'It begins in the week `week`. Write it to that week’s timesheet.',
  },
  'entry-overlaps': {
    status: 409,
    title: 'Another entry has that time.',
    description:
      '`entryId` is the entry in the way, of this timesheet or of the week beside it. Change one of them.',
  },
  'too-many-entries': {
    status: 422,
    title: 'The timesheet has as many entries as one can have.',
    description: 'A timesheet holds 500 entries. Put some of them together.',
  },
  'day-overfull': {
    status: 422,
    title: 'The day has less time than its entries.',
    description: 'All entries of a day together have no more than the day: 23, 24 or 25 hours.',
  },
  'period-locked': {
    status: 409,
    title: 'The period is locked.',
    description: 'Nothing can be recorded or submitted in it until the lock `lockId` is lifted.',
  },
  'state-forbids': {
    status: 409,
    title: 'The timesheet is not in a state for this.',
    description: '`state` is what it is, `possible` what can happen to it.',
  },
  'timesheet-empty': {
    status: 422,
    title: 'The timesheet has no entries.',
    description: 'There is nothing to approve. Record time first.',
  },
  'no-terms': {
    status: 422,
    title: 'The employee has no terms at that time.',
    description:
      'An administrator writes down team, time zone and rules for the dates in question.',
  },
  'no-manager': {
    status: 422,
    title: 'Nobody manages the employee at that time.',
    description:
      'Their manager is the first who approves. An administrator names one in the terms.',
  },
  'terms-overlap': {
    status: 409,
    title: 'Other terms hold on some of the days.',
    description:
      'An employee has one set of terms on a day. Let the new ones begin when the old ones end.',
  },
  'task-closed': {
    status: 422,
    title: 'No time can be recorded on the task.',
    description: 'The task, or its project, is closed or does not exist.',
  },
  'already-exists': {
    status: 409,
    title: 'There is one with this key already.',
    description: '`detail` says which key. Change the one there is, or choose another key.',
  },
  'refers-to-nothing': {
    status: 422,
    title: 'It refers to something that does not exist.',
    description: '`detail` says to what. Make that first.',
  },
  'no-employee': {
    status: 403,
    title: 'The caller is no employee.',
    description:
      'Timesheets belong to employees. An administrator adds one with the subject of the token.',
  },
} as const satisfies Record<string, { status: number; title: string; description: string }>;

/** A permanent code. */
export type TimesheetCode = keyof typeof problems;

/** An error of this service: its message names the thing, the reason and the way out. */
export class TimesheetError extends Error {
  override readonly name = 'TimesheetError';
  readonly code: TimesheetCode;
  /** Values that a program reads, such as the id of the entry in the way. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: TimesheetCode,
    message: string,
    options: ErrorOptions & { readonly details?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message, options);
    this.code = code;
    this.details = options.details ?? {};
  }
}
