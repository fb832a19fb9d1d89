import type pg from 'pg';
import type { ServiceOptions } from '../app/create-service.ts';
import type { ServiceLog } from '../app/service-log.ts';
import { apiKeyAuthenticator } from '../auth/api-keys.ts';
import { jwtAuthenticator } from '../auth/jwt.ts';
import type { ServiceConfig } from './variables.ts';

/** What a service is given of its surroundings. */
interface Surroundings {
  readonly config: ServiceConfig;
  readonly pool: pg.Pool;
  readonly logger: ServiceLog;
}

/**
 * The options of `createService` that follow from `serviceVariables`: people by tokens of the issuer, machines by API keys of
 * this service, limits, proxies. To be spread, with what the service is and its routes beside it.
 *
 * @param name of the service; its API keys are kept under it
 */
export function optionsFrom(
  name: string,
  { config, pool, logger }: Surroundings,
): Pick<ServiceOptions, 'name' | 'pool' | 'logger' | 'authenticate' | 'limits' | 'trustProxy'> {
  return {
    ...{ name, pool, logger },
    authenticate: [
      jwtAuthenticator({
        ...{ issuer: config.OIDC_ISSUER, audience: config.OIDC_AUDIENCE },
        jwksUrl: config.OIDC_JWKS_URL,
      }),
      apiKeyAuthenticator(pool, name),
    ],
    limits: {
      ...{ bodyBytes: config.BODY_LIMIT, requestMs: config.REQUEST_TIMEOUT },
      callsPerMinute: config.RATE_LIMIT,
    },
    trustProxy: config.TRUST_PROXY,
  };
}
