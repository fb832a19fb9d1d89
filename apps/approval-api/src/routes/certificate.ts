import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Context } from '../changes/context.ts';
import { problems } from '../problems.ts';
import { postgresRequests } from '../store/postgres/requests.ts';
import { certificate } from '../work/certificate.ts';
import type { Archive } from '../work/read-certificate.ts';
import { readCertificate } from '../work/read-certificate.ts';
import { byId, ownAlone, viewerOf, visible } from './request-access.ts';

const view = z
  .object({
    document: z.string().describe('Id at pdf-generator.'),
    url: z.string(),
    sha256: z.string().describe('Of the bytes of the PDF, hexadecimal.'),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Certificate' });

// Bytes, which no schema reads.
const bytes = z.unknown().meta({ type: 'string', format: 'binary' });

/** The certificate of an approved request, for whoever sees the request. */
export function certificateRoutes({ pool, clock }: Context, archive: Archive): ServiceRoutes {
  const find = async (request: FastifyRequest<{ Params: { id: string } }>) => {
    const store = postgresRequests(pool);
    visible(request, await store.find(request.params.id, viewerOf(request, clock())));
    const [entry] = await store.trail(request.params.id, 0, 1, 'certified');
    if (entry === undefined) throw problems('no-certificate', 'There is none (yet).');
    return { ...certificate.parse(entry.data), at: entry.at.toISOString() };
  };
  return (app) => {
    app.route({
      method: 'GET',
      url: '/v1/requests/:id/certificate',
      config: { access: ownAlone, problems: ['no-certificate'] },
      schema: {
        ...{ summary: 'Where the certificate lies, and its hash', tags: ['audit'] },
        ...{ params: byId, response: { 200: view } },
      },
      handler: (request) => find(request),
    });
    app.route({
      method: 'GET',
      url: '/v1/requests/:id/certificate/content',
      config: { access: ownAlone, problems: ['no-certificate', 'certificate-unavailable'] },
      schema: {
        ...{
          summary: 'The certificate itself, with the bytes that the trail has the hash of',
          tags: ['audit'],
        },
        params: byId,
        response: {
          200: { description: 'PDF', content: { 'application/pdf': { schema: bytes } } },
        },
      },
      handler: async (request, reply) => {
        const { document, sha256 } = await find(request);
        const read = await readCertificate(archive, document, sha256);
        if (typeof read === 'string') throw problems('certificate-unavailable', read);
        void reply
          .type('application/pdf')
          .header('content-disposition', `inline; filename="approval-${request.params.id}.pdf"`);
        return reply.send(read);
      },
    });
  };
}
