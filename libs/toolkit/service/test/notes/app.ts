import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createService, optionsFrom, serviceVariables } from '../../src/index.ts';
import { defineOutbox, defineService } from '../../src/run/index.ts';
import { noteRoutes, problems } from './routes.ts';

/** Notes that people keep for themselves: the service of this package's tests and of its README. */
export const service = defineService({
  name: 'notes',
  version: '1.0.0',
  environment: z.object({
    ...serviceVariables,
    HOOK_HOSTS: z.string().default('').describe('hosts that webhooks may go to, with commas'),
    HOOK_SECRET: z.string().optional().describe('what webhooks are signed with'),
    NOTE_LENGTH: z.coerce.number().int().positive().default(1000),
  }),
  schema: { schema: 'notes', folder: fileURLToPath(new URL('./migrations', import.meta.url)) },
  outbox: defineOutbox({
    service: 'notes',
    jobs: { index: { data: z.object({ note: z.uuid() }), attempts: 3, retryAfter: 1 } },
    webhook: { attempts: 3, retryAfter: 1 },
  }),
  webhooks: ({ HOOK_HOSTS, HOOK_SECRET }) => ({
    allowedHosts: HOOK_HOSTS.split(','),
    secrets: HOOK_SECRET === undefined ? {} : { reader: HOOK_SECRET },
  }),
  work: ({ pool }) => ({
    index: async ({ data: { note } }) => {
      await pool.query('update notes.notes set indexed = indexed + 1 where id = $1', [note]);
    },
  }),
  commands: (program, { withPool, say, fail }) => {
    program
      .command('count')
      .description('says how many notes there are; fails where there are none')
      .action(() =>
        withPool(async (pool) => {
          const { rows } = await pool.query<{ notes: string }>(
            'select count(*) as notes from notes.notes',
          );
          say(`${rows[0]?.notes} notes`);
          if (rows[0]?.notes === '0') fail();
        }),
      );
  },
  build: ({ config, pool, logger, outbox }) =>
    createService({
      ...optionsFrom('notes', { config, pool, logger }),
      ...{ version: '1.0.0', description: 'Notes that people keep.', problems },
      routes: [noteRoutes({ pool, outbox, longest: config.NOTE_LENGTH })],
    }),
});
