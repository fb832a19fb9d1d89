import type { z } from 'zod';
import type { schema } from './schema.ts';

export const sample: z.input<typeof schema> = {
  organisation: 'H&J Petroleum Services GmbH',
  employee: { name: 'Łukasz Wiśniewski', number: '2041' },
  period: { from: '2026-03-23', to: '2026-03-29' },
  version: 2,
  timeZone: 'Europe/Berlin',
  entries: [
    {
      date: '2026-03-23',
      start: '07:00',
      end: '12:00',
      project: 'Tanklager Nord',
      task: 'Inspektion',
      minutes: 300,
    },
    {
      date: '2026-03-23',
      start: '12:30',
      end: '16:00',
      project: 'Tanklager Nord',
      task: 'Bericht',
      minutes: 210,
    },
    {
      date: '2026-03-24',
      start: '07:00',
      end: '15:30',
      project: 'Tanklager Nord',
      task: 'Inspektion',
      note: 'Behälter 3 und 4',
      minutes: 480,
    },
    { date: '2026-03-25', project: 'Verwaltung', task: 'Schulung Gefahrgut', minutes: 450 },
    {
      date: '2026-03-26',
      start: '07:00',
      end: '15:45',
      project: 'Raffinerie Süd',
      task: 'Wartung',
      minutes: 495,
    },
    {
      date: '2026-03-28',
      start: '22:00',
      end: '06:00',
      project: 'Raffinerie Süd',
      task: 'Bereitschaft',
      note: 'Nacht der Zeitumstellung: sieben Stunden',
      minutes: 420,
    },
  ],
  targetMinutes: 2340,
  supplements: [{ label: 'Nachtarbeit 25 %', minutes: 420 }],
  state: 'approved',
  approvals: [
    { name: 'Jana Hölzel', at: '2026-03-30T08:12:00Z' },
    { name: 'محمد سالم', at: '2026-03-30T09:40:00Z' },
  ],
};
