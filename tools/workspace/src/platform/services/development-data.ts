import { z } from 'zod';
import type { Call } from './caller.ts';
import { call } from './caller.ts';
import { people } from './people.ts';
import { ServicesError } from './service-process.ts';

const listed = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      code: z.string().optional(),
      number: z.string().optional(),
      subject: z.string().optional(),
    }),
  ),
});
const made = z.object({ id: z.uuid() });

/** Quarter hours, eight hours a day, a surcharge on Sundays. */
const rules = {
  stepMinutes: 15,
  rounding: { unitMinutes: 15, direction: 'nearest', per: 'entry' },
  overtime: {
    ...{ combine: 'highest', shiftCountsTo: 'start', weeklyCounts: 'regular', weekly: [] },
    daily: [{ code: 'OT', afterMinutes: 480, rate: '1.25' }],
    days: [{ code: 'SUN', on: 'sunday', rate: '1.5' }],
    hours: [],
  },
};

/** What development has to work with. */
export interface DevelopmentData {
  /** A task that time can be recorded on. */
  readonly taskId: string;
  readonly adaId: string;
}

/**
 * Puts a small company into timesheet-api, through its API: what is there already stays as it is. Only this command of the
 * workspace knows it; nothing that is deployed holds it.
 *
 * @param url of timesheet-api
 * @param token of an administrator
 */
export async function loadDevelopmentData(url: string, token: string): Promise<DevelopmentData> {
  const ask = async (path: string, given?: Call) => {
    const answer = await call(`${url}${path}`, token, given);
    if (answer.status < 400) return answer.body;
    throw new ServicesError(
      `The development data could not be loaded: timesheet-api answered ${answer.status} to ${path}: ${answer.bytes.toString()}`,
    );
  };
  const list = async (path: string) => listed.parse(await ask(`${path}?limit=100`)).items;
  const make = async (path: string, body: object) => made.parse(await ask(path, { body })).id;

  const ruleSet = await call(`${url}/v1/rule-sets/field`, token);
  if (ruleSet.status === 404) await ask('/v1/rule-sets/field', { method: 'PUT', body: rules });

  const employees = await list('/v1/employees');
  const employee = async (number: string, { subject, name }: { subject: string; name: string }) =>
    employees.find((one) => one.subject === subject)?.id ??
    (await make('/v1/employees', { number, subject, name }));
  const maxId = await employee('D-001', people.max);
  const adaId = await employee('D-002', people.ada);
  const terms = z
    .object({ items: z.array(z.unknown()) })
    .parse(await ask(`/v1/employees/${adaId}/terms`));
  if (terms.items.length === 0) {
    await make(`/v1/employees/${adaId}/terms`, {
      ...{ from: '2020-01-01', team: 'drilling', managerId: maxId },
      ...{ zone: 'Europe/Berlin', ruleSet: 'field' },
    });
  }

  const projectId =
    (await list('/v1/projects')).find(({ code }) => code === 'NORTH-7')?.id ??
    (await make('/v1/projects', { code: 'NORTH-7', name: 'Rig North 7' }));
  const tasks = `/v1/projects/${projectId}/tasks`;
  const taskId =
    (await list(tasks)).find(({ code }) => code === 'DRILL')?.id ??
    (await make(tasks, { code: 'DRILL', name: 'Drilling' }));
  return { taskId, adaId };
}
