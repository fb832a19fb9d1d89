import { answerOnce, problem } from '@h-j-petroleum/toolkit-service';
import type { Outbox, OnceAnswer, ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import type { FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { Press } from '../press/press.ts';
import type { Jobs } from '../service/jobs.ts';
import { countAhead, insertMade, insertQueued } from '../store/documents.ts';
import type { z } from 'zod';
import { read } from '../typesetting/typesetter.ts';
import { certificates, certifier, makers } from './access.ts';
import { order } from './order.ts';
import { makingProblems, problemOf } from './problems.ts';
import { documentView, viewOf, type DocumentView } from './views.ts';

export interface MakeDependencies {
  readonly pool: pg.Pool;
  readonly press: Pick<Press, 'document'>;
  readonly outbox: Outbox<Jobs>;
  /** Rows from which on a document goes into the queue. */
  readonly queueRows: number;
  readonly retentionDays: number;
}

type Order = z.output<typeof order>;

/** Only a certifier may fill a certificate. @throws ServiceProblem `forbidden` */
export function checkMaker(
  request: FastifyRequest,
  { template }: { readonly template: string },
): void {
  if (certificates.includes(template) && !request.caller().roles.includes(certifier))
    throw problem('forbidden', `Only who has the role ${certifier} may make an ${template}.`);
}

/** `Prefer: respond-async` (RFC 7240), alone or among others. */
const prefersAsync = (request: FastifyRequest): boolean =>
  String(request.headers.prefer ?? '')
    .split(',')
    .some((preference) => preference.split(';', 1)[0]?.trim().toLowerCase() === 'respond-async');

export function makeDocumentRoutes(dependencies: MakeDependencies): ServiceRoutes {
  const { pool, press, outbox, queueRows, retentionDays: days } = dependencies;

  const atOnce = async (request: FastifyRequest, wanted: Order, rows: number) => {
    // Made before the transaction begins: nothing is locked for the time that takes. Made twice, it has the same bytes.
    const made = await press.document(wanted).catch((error: unknown) => {
      throw problemOf(error);
    });
    const owner = request.caller().subject;
    return async (client: pg.PoolClient): Promise<OnceAnswer<DocumentView>> => {
      const kept = await insertMade(client, { owner, ...wanted, rows, days }, made);
      const body = viewOf(kept);
      return { status: 201, headers: { location: `/v1/documents/${kept.id}` }, body };
    };
  };

  const later =
    (request: FastifyRequest, wanted: Order, rows: number) =>
    async (client: pg.PoolClient): Promise<OnceAnswer<DocumentView>> => {
      const owner = request.caller().subject;
      const kept = await insertQueued(client, { owner, ...wanted, rows, days }, wanted.data);
      await outbox.publish(client, 'make', { document: kept.id }, { key: kept.id });
      const headers = {
        location: `/v1/documents/${kept.id}`,
        'retry-after': '2',
        ...(prefersAsync(request) ? { 'preference-applied': 'respond-async' } : {}),
      };
      return { status: 202, headers, body: viewOf(kept, await countAhead(client, kept)) };
    };

  return (app) => {
    app.route({
      ...{ method: 'POST', url: '/v1/documents' },
      config: { access: makers, idempotency: 'optional', problems: makingProblems },
      schema: {
        summary: 'Makes a document',
        description:
          'Small ones at once (201). Large ones, and all that are asked for with `Prefer: respond-async`, go into the queue (202): read the document at Location until its state is `made` or `failed`.',
        tags: ['documents'],
        body: order,
        response: { 201: documentView, 202: documentView },
      },
      handler: async (request, reply) => {
        const wanted = request.body;
        checkMaker(request, wanted);
        const { rows } = read(wanted.template, wanted.data).filled;
        const isLater = prefersAsync(request) || rows >= queueRows;
        const work = isLater ? later(request, wanted, rows) : await atOnce(request, wanted, rows);
        return answerOnce(pool, request, reply, { service: 'pdf-generator' }, work);
      },
    });
  };
}
