import { runService } from '@h-j-petroleum/toolkit-service/run';

await runService({ name: 'timesheet-api', load: async () => (await import('./app.ts')).service });
