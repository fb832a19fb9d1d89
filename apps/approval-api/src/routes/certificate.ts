import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import { z } from 'zod';
import type { Context } from '../changes/context.ts';
import { problems } from '../problems.ts';
import { postgresRequests } from '../store/postgres/requests.ts';
import { certificate } from '../work/certificate.ts';
import { byId, ownAlone, viewerOf, visible } from './request-access.ts';

const view = z
  .object({
    document: z.string().describe('Id at pdf-generator.'),
    url: z.string(),
    sha256: z.string().describe('Of the bytes of the PDF, hexadecimal.'),
    at: z.iso.datetime(),
  })
  .meta({ id: 'Certificate' });

/** The certificate of an approved request. */
export function certificateRoutes({ pool, clock }: Context): ServiceRoutes {
  return (app) => {
    app.route({
      method: 'GET',
      url: '/v1/requests/:id/certificate',
      config: { access: ownAlone, problems: ['no-certificate'] },
      schema: {
        ...{ summary: 'Where the certificate lies, and its hash', tags: ['audit'] },
        ...{ params: byId, response: { 200: view } },
      },
      handler: async (request) => {
        const store = postgresRequests(pool);
        visible(request, await store.find(request.params.id, viewerOf(request, clock())));
        const [entry] = await store.trail(request.params.id, 0, 1, 'certified');
        if (entry === undefined) throw problems('no-certificate', 'There is none (yet).');
        return { ...certificate.parse(entry.data), at: entry.at.toISOString() };
      },
    });
  };
}
