import { z } from 'zod';
import { templates } from '../templates/registry.ts';
import { locale } from '../values/locale.ts';

const orders = templates.map(({ name, accepts }) =>
  z.strictObject({
    template: z.literal(name),
    data: accepts,
    locale: locale.default('de'),
    missingGlyphs: z
      .enum(['refuse', 'name'])
      .default('refuse')
      .describe(
        'what becomes of characters that no font can show: the document is refused, or each is printed as its code point',
      ),
  }),
);
const [first, ...others] = orders;
if (first === undefined) throw new Error('There are no templates.');

/** What is to be made: a template, its data, a language. The data is checked with the request. */
export const order = z.discriminatedUnion('template', [first, ...others]).meta({ id: 'Order' });
