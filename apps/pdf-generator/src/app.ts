import { createService, forgetAnswers, optionsFrom } from '@h-j-petroleum/toolkit-service';
import { defineOutbox, defineService } from '@h-j-petroleum/toolkit-service/run';
import type { ServiceContext } from '@h-j-petroleum/toolkit-service/run';
import { environment, type Config } from './config.ts';
import { createPress, type Press } from './press/press.ts';
import { documentRoutes } from './routes/documents.ts';
import { makeDocumentRoutes } from './routes/make-document.ts';
import { previewRoutes } from './routes/previews.ts';
import { problems } from './routes/problems.ts';
import { templateRoutes } from './routes/templates.ts';
import { jobs } from './service/jobs.ts';
import { makeQueued } from './service/making.ts';
import { observedPress } from './service/observed-press.ts';
import { removeExpired } from './store/documents.ts';
import { schema } from './store/schema.ts';

const name = 'pdf-generator';
const version = '0.1.0';
const mebibyte = 1024 * 1024;

const presses = new WeakMap<Config, Press>();

/** The press of an instance: its routes and its queue share one. No process is started before there is something to make. */
function pressOf({ config, metrics }: Pick<ServiceContext<Config>, 'config' | 'metrics'>): Press {
  const known = presses.get(config);
  if (known !== undefined) return known;
  const press = observedPress(
    createPress({
      ...{ workers: config.WORKERS, waiting: config.WAITING, timeMs: config.TYPESET_TIMEOUT },
      ...{ pages: config.DOCUMENT_PAGES, bytes: config.DOCUMENT_BYTES },
      memoryBytes: config.WORKER_MEMORY * mebibyte,
    }),
    metrics,
  );
  presses.set(config, press);
  return press;
}

/** The service as data: `server.ts` runs it, tests build it. */
export const service = defineService({
  ...{ name, version, environment, schema },
  outbox: defineOutbox({ service: 'pdf', jobs, schedules: { clean: { cron: '30 2 * * *' } } }),
  work: (context) => ({
    make: ({ data: { document }, attempt }) =>
      makeQueued(context.pool, pressOf(context), { id: document, attempt }),
    clean: async () => {
      while ((await removeExpired(context.pool)) > 0);
      await forgetAnswers(context.pool, { service: name });
    },
  }),
  build: async (context) => {
    const { config, pool, outbox } = context;
    const press = pressOf(context);
    const app = await createService({
      ...optionsFrom(name, context),
      ...{ version, problems },
      description:
        'Certificates, timesheets, invoices and delivery notes as tagged PDF/A, typeset from validated data.',
      routes: [
        makeDocumentRoutes({
          ...{ pool, press, outbox, queueRows: config.QUEUE_ROWS },
          retentionDays: config.RETENTION_DAYS,
        }),
        documentRoutes({ pool }),
        templateRoutes(),
        previewRoutes({ press }),
      ],
    });
    app.addHook('onListen', () => press.warm());
    app.addHook('onClose', () => press.close());
    return app;
  },
});
