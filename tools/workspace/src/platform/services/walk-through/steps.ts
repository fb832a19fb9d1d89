import type { PersonKey } from '../people.ts';
import type { ServiceName } from '../service-list.ts';

/** One call of the walk-through, as data: it is printed as a command of the shell, and made by `--once` and by tests. */
export interface Step {
  /** What it is about, for a person. */
  readonly tells: string;
  /** Nobody logged in unless given. */
  readonly as?: PersonKey;
  readonly service: ServiceName;
  /** May hold `$name` of what was kept. */
  readonly path: string;
  /** JSON. A step that has one is a POST. */
  readonly body?: object;
  /** Address whose ETag goes along as If-Match: the version that was seen. */
  readonly ifMatch?: string;
  /** What of the answer is kept: name, and path of the member. */
  readonly keeps?: readonly [string, string];
  /** Members of the answer that are shown. */
  readonly shows: readonly string[];
  /** It is made again until these members are there: something happens in the background. */
  readonly waits?: true;
  /** The answer is no JSON and goes into this file. */
  readonly file?: string;
}

/** An ISO week and its Monday. */
export interface Week {
  readonly week: string;
  readonly monday: string;
}

/** From a week without a timesheet to its certificate. */
export function stepsOf({ week, monday }: Week, taskId: string): Step[] {
  const entry = (from: string, to: string, note: string): Step => ({
    tells: `She records ${from} to ${to}`,
    ...{ as: 'ada', service: 'timesheet-api', path: '/v1/timesheets/$sheet/entries' },
    body: { start: `${monday}T${from}`, end: `${monday}T${to}`, taskId, note },
    shows: ['day', 'minutes', 'note'],
  });
  const decision = (as: PersonKey, tells: string, comment: string): Step => ({
    ...{ tells, as, service: 'approval-api', path: '/v1/requests/$request/decisions' },
    body: { decision: 'approve', comment },
    ifMatch: '/v1/requests/$request',
    shows: ['state', 'version', 'auditHead'],
  });
  return [
    {
      tells: `Ada opens her timesheet of ${week}`,
      ...{ as: 'ada', service: 'timesheet-api', path: '/v1/timesheets', body: { week } },
      keeps: ['sheet', 'id'],
      shows: ['id'],
    },
    entry('07:00', '12:00', 'Drilling at 1840 m'),
    entry('12:30', '17:00', 'Casing'),
    {
      tells: 'She submits it in the version that she has seen',
      ...{ as: 'ada', service: 'timesheet-api', path: '/v1/timesheets/$sheet/submission' },
      body: {},
      ifMatch: '/v1/timesheets/$sheet',
      shows: ['week', 'state', 'countedMinutes'],
    },
    {
      tells: 'It waits for Max, her manager',
      ...{ as: 'max', service: 'approval-api' },
      path: '/v1/requests?waiting=me&subjectId=$sheet',
      keeps: ['request', 'items.0.id'],
      shows: ['items.0.id'],
      waits: true,
    },
    decision('max', 'Max approves of it', 'Fits the rig log.'),
    decision('penny', 'Penny of payroll approves of it, which decides', 'Hours are right.'),
    {
      tells: 'timesheet-api has been told',
      ...{ as: 'ada', service: 'timesheet-api', path: '/v1/timesheets/$sheet' },
      keeps: ['head', 'submissions.0.auditHead'],
      shows: ['submissions.0.auditHead', 'state'],
      waits: true,
    },
    {
      tells: 'The certificate was made',
      ...{ as: 'penny', service: 'approval-api', path: '/v1/requests/$request/certificate' },
      keeps: ['document', 'document'],
      shows: ['document', 'sha256'],
      waits: true,
    },
    {
      tells: 'It is a PDF',
      ...{ as: 'penny', service: 'pdf-generator', path: '/v1/documents/$document/content' },
      ...{ file: 'certificate.pdf', shows: [] },
    },
    {
      tells: 'Whoever holds it asks whether the hash on it is one of ours',
      ...{ service: 'approval-api', path: '/v1/audit/heads/$head' },
      shows: ['known', 'outcome', 'requestId'],
    },
  ];
}

/** Fills in what was kept. */
export function filled(text: string, kept: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$([a-z]+)/g, (all, name: string) => kept[name] ?? all);
}

/** The member of an answer at a path such as `items.0.id`. */
export function memberAt(body: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => Reflect.get(Object(value), key), body);
}
