import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { apiKeyAuthenticator, createService, jwtAuthenticator } from '../../src/index.ts';
import { serviceVariables } from '../../src/index.ts';
import { defineService } from '../../src/run/index.ts';
import { noteRoutes, problems } from './routes.ts';

/** Notes that people keep for themselves: the service of this package's tests and of its README. */
export const service = defineService({
  name: 'notes',
  version: '1.0.0',
  environment: z.object({
    ...serviceVariables,
    NOTE_LENGTH: z.coerce.number().int().positive().default(1000),
  }),
  schema: { schema: 'notes', folder: fileURLToPath(new URL('./migrations', import.meta.url)) },
  build: ({ config, pool, logger }) =>
    createService({
      ...{ name: 'notes', version: '1.0.0', description: 'Notes that people keep.' },
      ...{ pool, logger, problems },
      authenticate: [
        jwtAuthenticator({
          ...{ issuer: config.OIDC_ISSUER, audience: config.OIDC_AUDIENCE },
          jwksUrl: config.OIDC_JWKS_URL,
        }),
        apiKeyAuthenticator(pool, 'notes'),
      ],
      limits: {
        ...{ bodyBytes: config.BODY_LIMIT, requestMs: config.REQUEST_TIMEOUT },
        callsPerMinute: config.RATE_LIMIT,
      },
      trustProxy: config.TRUST_PROXY,
      routes: [noteRoutes({ pool, longest: config.NOTE_LENGTH })],
    }),
});
