import { z } from 'zod';
import { call } from '../caller.ts';
import type { Week } from './steps.ts';

const listed = z.object({ items: z.array(z.object({ week: z.string() })) });

/** The latest week before this one of which somebody has no timesheet yet, so that the walk-through can be taken again. */
export async function freeWeek(url: string, token: string, now: Date): Promise<Week> {
  const { body } = await call(`${url}/v1/timesheets?limit=200`, token);
  const taken = new Set(listed.parse(body).items.map(({ week }) => week));
  for (let back = 1; ; back++) {
    const one = weekOf(new Date(now.getTime() - back * 7 * 86_400_000));
    if (!taken.has(one.week)) return one;
  }
}

/** The ISO week of a day: its year is that of its Thursday (ISO 8601). */
export function weekOf(day: Date): Week {
  const date = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()));
  const fromMonday = (date.getUTCDay() + 6) % 7;
  const monday = new Date(date.getTime() - fromMonday * 86_400_000);
  const thursday = new Date(monday.getTime() + 3 * 86_400_000);
  const year = thursday.getUTCFullYear();
  const number = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000)) + 1;
  return {
    week: `${year}-W${String(number).padStart(2, '0')}`,
    monday: monday.toISOString().slice(0, 10),
  };
}
