import { defineOutbox } from '@h-j-petroleum/toolkit-service/run';
import { z } from 'zod';

const byTheClock = z.object({});

export const outbox = defineOutbox({
  service: 'approval-api',
  jobs: {
    certificate: { data: z.object({ request: z.uuid() }), timeout: 120 },
    deadlines: { data: byTheClock, attempts: 1, timeout: 50, atOnce: 1 },
    checkpoint: { data: byTheClock, attempts: 1, timeout: 50, atOnce: 1 },
    forget: { data: byTheClock, attempts: 3, atOnce: 1 },
  },
  // Once for all instances. A deadline holds by itself, from its moment on; the minute is for those who are told.
  schedules: {
    deadlines: { cron: '* * * * *' },
    checkpoint: { cron: '* * * * *' },
    forget: { cron: '17 3 * * *' },
  },
});
export type Jobs = (typeof outbox)['jobs'];
