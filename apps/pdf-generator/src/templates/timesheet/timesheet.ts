import type { Formats } from '../../values/locale.ts';
import { filled } from '../label.ts';
import { defineTemplate, headDate, type View } from '../template.ts';
import { labels } from './labels.ts';
import { sample } from './sample.ts';
import { schema, type Timesheet } from './schema.ts';

const total = (entries: readonly { minutes: number }[]) =>
  entries.reduce((minutes, entry) => minutes + entry.minutes, 0);

const checked = schema.superRefine(({ entries, period }, refinement) => {
  for (const [index, { date }] of entries.entries())
    if (date < period.from || date > period.to)
      refinement.addIssue({
        code: 'custom',
        path: ['entries', index, 'date'],
        message: `is ${date}, outside the period from ${period.from} to ${period.to}`,
      });
});

function view(sheet: Timesheet, formats: Formats): View {
  const say = labels[formats.lang];
  const period = `${formats.date(sheet.period.from)} – ${formats.date(sheet.period.to)}`;
  const title = `${say.timesheet} ${sheet.employee.name}`;
  const { employee, entries, targetMinutes } = sheet;
  const worked = total(entries);
  const sorted = entries.toSorted(
    (left, right) =>
      left.date.localeCompare(right.date) || (left.start ?? '').localeCompare(right.start ?? ''),
  );
  const facts: (readonly [string, string | undefined])[] = [
    [say.employee, employee.name],
    [say.number, employee.number],
    [say.period, period],
    [say.version, String(sheet.version)],
    [say.state, say.states[sheet.state]],
    [say.zone, sheet.timeZone],
  ];
  return {
    head: {
      title: `${title}, ${period}`,
      author: sheet.organisation,
      description: `${title}, ${period}, ${formats.hours(worked)}`,
      keywords: [say.timesheet, employee.name],
      date: headDate(sheet.approvals.at(-1)?.at ?? sheet.period.to),
    },
    say,
    title: say.timesheet,
    organisation: sheet.organisation,
    facts: facts.filter(([, value]) => value !== undefined),
    columns: [say.date, say.time, say.project, say.task, say.hours],
    days: [...Map.groupBy(sorted, ({ date }) => date)].map(([date, of]) => ({
      sum: [filled(say.day, { date: formats.date(date) }), formats.hours(total(of))],
      rows: of.map((entry, index) => ({
        date: index === 0 ? `${formats.weekday(date)} ${formats.date(date)}` : '',
        time: [entry.start, entry.end].filter((time) => time !== undefined).join(' – '),
        project: entry.project,
        task: entry.task ?? '',
        note: entry.note ?? '',
        hours: formats.hours(entry.minutes),
      })),
    })),
    projects: [...Map.groupBy(sorted, ({ project }) => project)]
      .sort(([left], [right]) => left.localeCompare(right, formats.lang))
      .map(([project, of]) => [project, formats.hours(total(of))]),
    sums: [
      [say.total, formats.hours(worked)],
      ...(targetMinutes === undefined
        ? []
        : [
            [say.target, formats.hours(targetMinutes)],
            [say.balance, formats.hours(worked - targetMinutes)],
          ]),
      ...sheet.supplements.map(({ label, minutes }) => [label, formats.hours(minutes)]),
    ],
    approvals: sheet.approvals.map(({ name, at }) => [name, formats.instant(at, sheet.timeZone)]),
    remarks: sheet.remarks ?? '',
  };
}

export const timesheet = defineTemplate({
  name: 'timesheet',
  title: 'Timesheet',
  description:
    'A week of one employee: entries by day, sums by day and project, balance, approvals.',
  schema: checked,
  sample,
  rows: (data) => data.entries.length,
  view,
});
