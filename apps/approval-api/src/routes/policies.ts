import type { ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import { problem } from '@h-j-petroleum/toolkit-service';
import { z } from 'zod';
import type { Context } from '../changes/context.ts';
import { policySchema } from '../domain/policy/policy.ts';

const view = policySchema.omit({ $schema: true }).meta({ id: 'Policy' });

/** The policies there are. They are changed by their files. */
export function policyRoutes({ policies }: Context): ServiceRoutes {
  return (app) => {
    app.route({
      method: 'GET',
      url: '/v1/policies',
      config: { access: 'authenticated' },
      schema: {
        ...{ summary: 'All policies', tags: ['policies'] },
        response: { 200: z.object({ items: z.array(view) }) },
      },
      handler: () => ({
        items: [...policies.values()].map((policy) => view.parse(without(policy))),
      }),
    });
    app.route({
      method: 'GET',
      url: '/v1/policies/:name',
      config: { access: 'authenticated' },
      schema: {
        ...{ summary: 'One policy', tags: ['policies'] },
        ...{ params: z.object({ name: z.string().max(64) }), response: { 200: view } },
      },
      handler: ({ params: { name } }) => {
        const policy = policies.get(name);
        if (policy === undefined) throw problem('not-found', `There is no policy "${name}".`);
        return view.parse(without(policy));
      },
    });
  };
}

function without({ $schema: _, ...policy }: z.output<typeof policySchema>) {
  return policy;
}
