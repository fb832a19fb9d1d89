/** What can go wrong, by permanent code: the HTTP status that says so, and its title. */
export const problems = {
  TIMESHEET_WEEK_INVALID: { status: 400, title: 'Not an ISO week' },
  TIMESHEET_TIME_INVALID: { status: 400, title: 'Not a time' },
  TIMESHEET_TIME_MISSING: { status: 422, title: 'A time that the clocks skipped' },
  TIMESHEET_TIME_TWICE: { status: 422, title: 'A time that the clocks showed twice' },
  TIMESHEET_ZONE_UNKNOWN: { status: 422, title: 'Unknown time zone' },
  TIMESHEET_RULES_INVALID: { status: 422, title: 'Rules that contradict themselves' },
  TIMESHEET_ENTRY_EMPTY: { status: 422, title: 'An entry without time' },
  TIMESHEET_ENTRY_TOO_LONG: { status: 422, title: 'An entry of more than a day' },
  TIMESHEET_ENTRY_OFF_STEP: { status: 422, title: 'An entry between two steps' },
  TIMESHEET_ENTRY_OUTSIDE_WEEK: { status: 422, title: 'An entry of another week' },
  TIMESHEET_ENTRY_OVERLAPS: { status: 409, title: 'Two entries at one time' },
  TIMESHEET_DAY_OVERFULL: { status: 422, title: 'More time than the day has' },
  TIMESHEET_PERIOD_LOCKED: { status: 409, title: 'The period is locked' },
  TIMESHEET_STATE_FORBIDS: { status: 409, title: 'Not in this state' },
} as const satisfies Record<string, { status: number; title: string }>;

/** A permanent code. */
export type TimesheetCode = keyof typeof problems;

/** An error of this service: its message names the thing, the reason and the way out. */
export class TimesheetError extends Error {
  readonly code: TimesheetCode;
  /** Values that a program reads, such as the id of the entry in the way. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: TimesheetCode,
    message: string,
    options: ErrorOptions & { readonly details?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message, options);
    this.name = 'TimesheetError';
    this.code = code;
    this.details = options.details ?? {};
  }
}
