import { runService } from '../../src/run/index.ts';

await runService({ name: 'notes', load: async () => (await import('./app.ts')).service });
