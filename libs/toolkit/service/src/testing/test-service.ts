import { createLogger } from '@h-j-petroleum/toolkit-logger';
import { startMetrics } from '@h-j-petroleum/toolkit-metrics';
import type { ServiceInstance } from '../app/types.ts';
import { parseEnvironment } from '../config/environment.ts';
import type { ServiceConfig } from '../config/variables.ts';
import type { JobKinds } from '../outbox/definition.ts';
import { installOutbox } from '../outbox/install.ts';
import type { BareContext } from '../run/begin.ts';
import { beginBackground, withOutbox } from '../run/begin.ts';
import type { Background, ServiceContext, ServiceDefinition } from '../run/definition.ts';
import { exampleEnvironment } from '../run/example-environment.ts';
import type { TestDatabase } from './database.ts';
import type { LocalIssuer, TokenOptions } from './local-issuer.ts';

export interface TestServiceOptions {
  readonly database: TestDatabase;
  readonly issuer: LocalIssuer;
  /** Variables beside those that database and issuer give; the others have their schema's examples. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether its background work runs as well. @default false */
  readonly background?: boolean;
}

/** A service in this process on a real database, with tokens of a real issuer. */
export interface TestService<
  Config extends ServiceConfig = ServiceConfig,
  Jobs extends JobKinds = JobKinds,
> {
  readonly app: ServiceInstance;
  readonly context: ServiceContext<Config, Jobs>;
  /** Headers of somebody's requests. */
  as(subject: string, ...roles: readonly string[]): Promise<{ readonly authorization: string }>;
  token(options: Partial<TokenOptions> & Pick<TokenOptions, 'subject'>): Promise<string>;
  /** Listens on a free port of 127.0.0.1, where `inject` is not enough; answers the address. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** Builds a service as `runService` does, on what a test gives it. Close it before the database. */
export async function testService<Config extends ServiceConfig, Jobs extends JobKinds>(
  definition: ServiceDefinition<Config, Jobs>,
  { database, issuer, environment = {}, background: isWorking = false }: TestServiceOptions,
): Promise<TestService<Config, Jobs>> {
  const config: Config = parseEnvironment(definition.environment, {
    ...exampleEnvironment(definition.environment),
    ...{ DATABASE_URL: database.url, OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: definition.name },
    // The limit has tests of its own; others would come upon it by their number.
    ...{ PORT: '0', RATE_LIMIT: '1000000' },
    ...environment,
  });
  const bare: BareContext<Config> = {
    ...{ config, pool: database.pool },
    logger: createLogger({ name: definition.name, env: {}, console: 'off', crashes: false }),
    metrics: startMetrics({ env: { OTEL_SDK_DISABLED: 'true' } }),
  };
  if (definition.outbox !== undefined) await installOutbox(database.pool, definition.outbox);
  const context = await withOutbox(definition, bare, isWorking);
  const app = await definition.build(context);
  await app.ready();
  const background: Background | undefined = isWorking
    ? await beginBackground(definition, context)
    : undefined;
  const token: TestService['token'] = (options) =>
    issuer.token({ audience: config.OIDC_AUDIENCE, ...options });
  return {
    ...{ app, context, token },
    as: async (subject, ...roles) => ({
      authorization: `Bearer ${await token({ subject, roles })}`,
    }),
    listen: () => app.listen({ host: '127.0.0.1', port: 0 }),
    close: async () => {
      await Promise.all([background?.stop(), app.close()]);
      await context.outbox.close();
    },
  };
}
