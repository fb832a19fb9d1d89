import {
  createService,
  forgetAnswers,
  optionsFrom,
  transaction,
} from '@h-j-petroleum/toolkit-service';
import type { ServiceContext } from '@h-j-petroleum/toolkit-service/run';
import { defineService } from '@h-j-petroleum/toolkit-service/run';
import packageJson from '../package.json' with { type: 'json' };
import type { Context } from './changes/context.ts';
import { serviceName } from './changes/context.ts';
import type { Config } from './config.ts';
import { environment } from './config.ts';
import { loadPolicies, ownPolicies } from './policies/load-policies.ts';
import { problems } from './problems.ts';
import { trailMetrics } from './changes/trail-metrics.ts';
import { auditCommands } from './commands/audit.ts';
import { auditRoutes } from './routes/audit.ts';
import { certificateRoutes } from './routes/certificate.ts';
import { conversationRoutes } from './routes/conversation.ts';
import { decisionRoutes } from './routes/decisions.ts';
import { delegationRoutes } from './routes/delegations.ts';
import { policyRoutes } from './routes/policies.ts';
import { requestListRoutes } from './routes/request-list.ts';
import { requestRoutes } from './routes/requests.ts';
import { makeCheckpoint } from './store/postgres/audit.ts';
import { approvalSchema } from './store/postgres/schema.ts';
import { certify } from './work/certificate.ts';
import { recordDeadlines } from './work/deadlines.ts';
import type { Jobs } from './work/outbox.ts';
import { outbox } from './work/outbox.ts';

const { version } = packageJson;

/** approval-api: requests that need a human yes. */
export const service = defineService<Config, Jobs>({
  ...{ name: serviceName, version, environment, outbox },
  schema: approvalSchema(),
  webhooks: ({ WEBHOOK_HOSTS, WEBHOOK_SIGNING_SECRET }) => ({
    allowedHosts: WEBHOOK_HOSTS,
    secrets: WEBHOOK_SIGNING_SECRET,
  }),
  commands: auditCommands,
  build: (parts) => {
    const { config } = parts;
    const policies = loadPolicies(config.POLICIES_DIR ?? ownPolicies());
    const context: Context = { ...partsOf(parts), policies };
    const archive = { url: config.PDF_GENERATOR_URL, apiKey: config.PDF_GENERATOR_API_KEY };
    return createService({
      ...optionsFrom(serviceName, parts),
      ...{ version, problems },
      description:
        'Requests that need a human yes: policies, decisions, and a trail that shows every change.',
      routes: [
        requestRoutes(context),
        requestListRoutes(context),
        decisionRoutes(context),
        conversationRoutes(context),
        certificateRoutes(context, archive),
        auditRoutes(context),
        delegationRoutes(context),
        policyRoutes(context),
      ],
    });
  },
  work: (context) => {
    const { config, pool, logger } = context;
    const parts = partsOf(context);
    const url = config.PDF_GENERATOR_URL;
    return {
      certificate: async ({ data, signal }) => {
        if (url === undefined) return;
        const certifier = {
          ...{ url, apiKey: config.PDF_GENERATOR_API_KEY, organisation: config.ORGANISATION },
          language: config.CERTIFICATE_LANGUAGE,
          publicUrl: config.PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`,
        };
        await certify(parts, certifier, data.request, signal);
      },
      deadlines: ({ signal }) => recordDeadlines(parts, signal),
      checkpoint: async () => {
        const made = await transaction(pool, (client) =>
          makeCheckpoint(client, parts.clock(), 10_000),
        );
        if (made === undefined) return;
        // The logs lie elsewhere, or can: a hash that somebody else keeps shows that checkpoints were made anew.
        const { number, hash, heads } = made;
        logger.info('audit checkpoint', {
          number,
          hash: hash.toString('hex'),
          requests: heads.length,
        });
      },
      forget: () => forgetAnswers(pool, { service: serviceName }),
    };
  },
});

function partsOf({
  config,
  pool,
  outbox: box,
  metrics,
  logger,
}: ServiceContext<Config, Jobs>): Omit<Context, 'policies'> {
  return {
    ...{ pool, outbox: box, clock: () => new Date(), metrics: trailMetrics(metrics), logger },
    certifies: config.PDF_GENERATOR_URL !== undefined,
  };
}
