import { problem, type ServiceRoutes } from '@h-j-petroleum/toolkit-service';
import { z } from 'zod';
import { templateByName, templates } from '../templates/registry.ts';

const tags = ['templates'];
const summary = z.object({ name: z.string(), title: z.string(), description: z.string() });

/** What can be made, and of what. */
export function templateRoutes(): ServiceRoutes {
  return (app) => {
    app.route({
      ...{ method: 'GET', url: '/v1/templates' },
      config: { access: 'authenticated' },
      schema: {
        ...{ summary: 'The templates', tags },
        response: { 200: z.object({ items: z.array(summary) }) },
      },
      handler: () => ({
        items: templates.map(({ name, title, description }) => ({ name, title, description })),
      }),
    });
    app.route({
      ...{ method: 'GET', url: '/v1/templates/:name' },
      config: { access: 'authenticated' },
      schema: {
        ...{ summary: 'A template: the JSON Schema of its data, and data to begin with', tags },
        params: z.object({ name: z.string().max(100) }),
        response: {
          200: summary.extend({
            schema: z.record(z.string(), z.unknown()).describe('JSON Schema 2020-12'),
            sample: z.record(z.string(), z.unknown()),
          }),
        },
      },
      handler: ({ params: { name } }) => {
        const template = templateByName(name);
        if (template === undefined)
          throw problem(
            'not-found',
            `There is no template of that name. There are ${templates.map((known) => known.name).join(', ')}.`,
          );
        const { title, description, schema, sample } = template;
        return { name, title, description, schema, sample: { ...Object(sample) } };
      },
    });
  };
}
