import { runService } from '@h-j-petroleum/toolkit-service/run';

await runService({ name: 'pdf-generator', load: async () => (await import('./app.ts')).service });
