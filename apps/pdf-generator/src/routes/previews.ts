import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import { z } from 'zod';
import type { Press } from '../press/press.ts';
import { makers } from './access.ts';
import { checkMaker } from './make-document.ts';
import { order } from './order.ts';
import { makingProblems, problemOf } from './problems.ts';

/** How a page would look, without keeping anything. */
export function previewRoutes({
  press,
}: {
  readonly press: Pick<Press, 'preview'>;
}): ServiceRoutes {
  const picture = z.object({
    page: z.coerce.number().int().min(1).max(100_000).default(1),
    width: z.coerce.number().int().min(100).max(2000).default(800).describe('in pixels'),
  });
  return (app) => {
    app.route({
      ...{ method: 'POST', url: '/v1/previews' },
      config: { access: makers, problems: [...makingProblems, 'page-unknown'] },
      schema: {
        ...{ summary: 'A page of a document that is not kept, as PNG', tags: ['previews'] },
        querystring: picture,
        body: order,
        response: {
          200: {
            description: 'the page',
            content: {
              'image/png': { schema: z.unknown().meta({ type: 'string', format: 'binary' }) },
            },
          },
        },
      },
      handler: async (request, reply) => {
        checkMaker(request, request.body);
        const { bytes, pages } = await press
          .preview(request.body, request.query)
          .catch((error: unknown) => {
            throw problemOf(error);
          });
        return reply
          .type('image/png')
          .header('cache-control', 'private, no-store')
          .header('x-pages', String(pages))
          .send(Buffer.from(bytes));
      },
    });
  };
}
