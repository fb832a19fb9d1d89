import * as z from 'zod';
import type { ServiceInstance } from '../app/types.ts';
import { messageOf } from '../errors.ts';

/** Something that a service can't work without. Rejects where it is not there. */
export type ReadinessCheck = () => Promise<unknown>;

export interface HealthOptions {
  /** By what is checked: `database`. */
  readonly checks: Readonly<Record<string, ReadinessCheck>>;
  /** Whether the service is about to end; then it is not ready. */
  readonly isDraining: () => boolean;
  /** Milliseconds after which a check that has not answered has failed. @default 2000 */
  readonly timeoutMs?: number;
}

const healthAnswer = z.object({
  status: z.enum(['ok', 'unavailable', 'draining']),
  checks: z.record(z.string(), z.enum(['ok', 'failed'])).optional(),
});

/**
 * `/health/live`: the process answers; whoever restarts it asks this, so the database has no part in it. `/health/ready`: it
 * can do its work; a balancer asks this. Why a check failed is in the log alone.
 */
export function healthRoutes(app: ServiceInstance, options: HealthOptions): void {
  const config = { access: 'public', quiet: true, callsPerMinute: false } as const;
  app.route({
    ...{ method: 'GET', url: '/health/live', config },
    schema: {
      ...{ summary: 'Whether the process answers', tags: ['health'] },
      response: { 200: healthAnswer },
    },
    handler: () => ({ status: 'ok' as const }),
  });
  app.route({
    ...{ method: 'GET', url: '/health/ready', config },
    schema: {
      ...{ summary: 'Whether the service can do its work', tags: ['health'] },
      response: { 200: healthAnswer, 503: healthAnswer },
    },
    handler: async (request, reply) => {
      if (options.isDraining()) return reply.code(503).send({ status: 'draining' });
      const answers = await Promise.all(
        Object.entries(options.checks).map(async ([name, check]) => {
          try {
            await inTime(check(), options.timeoutMs ?? 2000);
            return [name, 'ok'] as const;
          } catch (error) {
            request.log.warn({ error, check: name }, `not ready: ${name}: ${messageOf(error)}`);
            return [name, 'failed'] as const;
          }
        }),
      );
      const isReady = answers.every(([, answer]) => answer === 'ok');
      return reply
        .code(isReady ? 200 : 503)
        .send({ status: isReady ? 'ok' : 'unavailable', checks: Object.fromEntries(answers) });
    },
  });
}

async function inTime(check: Promise<unknown>, timeoutMs: number): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs);
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error(`no answer in ${timeoutMs} ms`));
    });
  });
  await Promise.race([check, late]);
}
