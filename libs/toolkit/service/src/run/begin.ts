import { ServiceError } from '../errors.ts';
import type { ServiceConfig } from '../config/variables.ts';
import type { JobKinds } from '../outbox/definition.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { openOutbox } from '../outbox/outbox.ts';
import type { Background, ServiceContext, ServiceDefinition } from './definition.ts';

/** What a service is built of, but for its outbox. */
export type BareContext<Config extends ServiceConfig> = Omit<ServiceContext<Config>, 'outbox'>;

/**
 * Opens the outbox of a service that has one.
 *
 * @param works whether this instance also works on jobs
 */
export async function withOutbox<Config extends ServiceConfig, Jobs extends JobKinds>(
  { name, outbox, webhooks }: ServiceDefinition<Config, Jobs>,
  context: BareContext<Config>,
  works: boolean,
): Promise<ServiceContext<Config, Jobs>> {
  if (outbox === undefined) return { ...context, outbox: noOutbox(name) };
  const { pool, logger, config } = context;
  const opened = await openOutbox(outbox, { pool, logger, works, webhooks: webhooks?.(config) });
  return { ...context, outbox: opened };
}

/** Begins the work of a service beside its requests. */
export async function beginBackground<Config extends ServiceConfig, Jobs extends JobKinds>(
  definition: ServiceDefinition<Config, Jobs>,
  context: ServiceContext<Config, Jobs>,
): Promise<Background> {
  const begun: Background[] = [];
  if (definition.outbox !== undefined) {
    const handlers = definition.work?.(context);
    if (handlers === undefined) {
      throw new ServiceError(
        'SERVICE_BAD_OPTION',
        `${definition.name} has an outbox and no work(context) that says what is done about its jobs.`,
      );
    }
    begun.push(await context.outbox.work(handlers));
  }
  if (definition.background !== undefined) begun.push(await definition.background(context));
  return {
    stop: async () => {
      await Promise.all(begun.map((one) => one.stop()));
    },
  };
}

/** Stands in where there is no outbox: for services without one, and for the OpenAPI document, which needs no database. */
export function noOutbox<Jobs extends JobKinds>(name: string): Outbox<Jobs> {
  const refuse = (): never => {
    throw new ServiceError(
      'SERVICE_OUTBOX',
      `${name} has no outbox: name one in its definition (outbox: defineOutbox({ … })).`,
    );
  };
  return {
    ...{ publish: refuse, publishWebhook: refuse, webhookFault: refuse },
    ...{ prepare: refuse, prepareWebhook: refuse },
    ...{ work: refuse, supervise: refuse, close: () => Promise.resolve() },
  };
}
