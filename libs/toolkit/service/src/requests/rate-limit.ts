import fastifyRateLimit from '@fastify/rate-limit';
import type { ServiceInstance } from '../app/types.ts';
import { problem } from '../problems/shared.ts';

const windowMs = 60_000;

/**
 * Limits the calls of each caller, counted in this process: with several instances the limit of all is their sum. Callers
 * are told apart by who they are, and where a route is public by their address.
 */
export async function limitRates(app: ServiceInstance, callsPerMinute: number): Promise<void> {
  // Before the plugin's own hook, which reads what this one writes.
  app.addHook('onRoute', (route) => {
    const most = route.config?.callsPerMinute;
    if (most === undefined) return;
    const rateLimit = most === false ? false : { max: most, timeWindow: windowMs };
    route.config = { ...route.config, rateLimit };
  });
  await app.register(fastifyRateLimit, {
    ...{ global: true, max: callsPerMinute, timeWindow: windowMs },
    keyGenerator: (request) => request.principal?.subject ?? request.ip,
    errorResponseBuilder: (_request, { ttl }) =>
      problem('rate-limited', `Too many requests. Wait ${Math.ceil(ttl / 1000)} s.`),
  });
}
