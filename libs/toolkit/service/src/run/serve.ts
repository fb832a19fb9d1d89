import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceConfig } from '../config/variables.ts';
import type { JobKinds } from '../outbox/definition.ts';
import { checkMigrated } from '../database/migrate.ts';
import { createPool } from '../database/pool.ts';
import { beginBackground, withOutbox } from './begin.ts';
import type { Background, ServiceContext, ServiceDefinition } from './definition.ts';
import type { Observability } from './observability.ts';

/**
 * Serves until SIGTERM or SIGINT, then: is not ready any more, takes requests for DRAIN_DELAY more (so that balancers see it),
 * closes its port, and gives running requests and jobs DRAIN_TIMEOUT to end. A second signal ends it at once.
 *
 * @returns the exit code
 */
export async function serveUntilTold<Config extends ServiceConfig, Jobs extends JobKinds>(
  definition: ServiceDefinition<Config, Jobs>,
  config: Config,
  observability: Observability,
): Promise<number> {
  const { name, version } = definition;
  const { logger, metrics } = observability;
  const told = whenTold();
  const pool = createPool({
    ...{ url: config.DATABASE_URL, max: config.DATABASE_POOL_SIZE, name },
    prepare: config.DATABASE_PREPARE,
  });
  let context: ServiceContext<Config, Jobs> | undefined;
  let background: Background | undefined;
  try {
    await checkMigrated(pool, definition.schema);
    context = await withOutbox(definition, { config, pool, logger, metrics }, true);
    const app = await definition.build(context);
    const address = await app.listen({ host: config.HOST, port: config.PORT });
    background = await beginBackground(definition, context);
    process.stdout.write(`${name} ${version} listens on ${address}\n`);
    logger.info(`${name} listens`, { address, version });

    const signal = await told.first;
    logger.info(`${name} was told to end`, { signal });
    app.drain();
    await sleep(config.DRAIN_DELAY);
    const ended = Promise.all([app.close(), background?.stop()]).then(() => 'ended' as const);
    const late = sleep(config.DRAIN_TIMEOUT, 'late' as const, { ref: false });
    const outcome = await Promise.race([ended, late, told.second]);
    if (outcome === 'ended') return 0;
    // What still runs holds connections; they end with the process, and their transactions with them.
    logger.error(`${name} ends before all requests have`, { outcome });
    void observability.shutdown().finally(() => process.exit(1));
    return 1;
  } finally {
    told.stop();
    await context?.outbox.close(1000).catch(() => undefined);
    await Promise.race([pool.end().catch(() => undefined), sleep(1000, undefined, { ref: false })]);
  }
}

/** The signals to end, in the order in which they come. */
function whenTold(): {
  readonly first: Promise<NodeJS.Signals>;
  readonly second: Promise<'told twice'>;
  stop(): void;
} {
  let times = 0;
  const tell: { first?: (signal: NodeJS.Signals) => void; second?: (what: 'told twice') => void } =
    {};
  const first = new Promise<NodeJS.Signals>((resolve) => (tell.first = resolve));
  const second = new Promise<'told twice'>((resolve) => (tell.second = resolve));
  const onSignal = (signal: NodeJS.Signals): void => {
    times++;
    if (times === 1) tell.first?.(signal);
    else tell.second?.('told twice');
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  return {
    ...{ first, second },
    stop: () => void process.off('SIGTERM', onSignal).off('SIGINT', onSignal),
  };
}
