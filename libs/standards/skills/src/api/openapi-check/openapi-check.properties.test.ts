import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Written } from './testing/documents.ts';
import { broken, withSchema } from './testing/documents.ts';

type Schema = Record<string, unknown>;

const names = ['id', 'total', 'note', 'parent'];
const { schema } = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<Schema>(
      ...[{}, { type: 'string' }, { type: 'integer', minimum: 1 }, { type: ['number', 'null'] }],
      ...[{ type: 'string', format: 'uuid' }, { enum: ['a', 'b'] }, { const: 1 }],
      ...[{ type: 'string', pattern: '^a', maxLength: 9 }, { $ref: '#/components/schemas/Tree' }],
    ),
    tie('schema').map((items) => ({ type: 'array', items })),
    fc
      .tuple(
        fc.dictionary(fc.constantFrom(...names), tie('schema')),
        fc.subarray(names),
        fc.option(fc.oneof(fc.boolean(), tie('schema')), { nil: undefined }),
      )
      .map(([properties, required, additionalProperties]) => ({
        type: 'object',
        properties,
        required: required.filter((name) => Object.hasOwn(properties, name)),
        ...(additionalProperties === undefined ? {} : { additionalProperties }),
      })),
    fc
      .tuple(
        fc.constantFrom('oneOf', 'anyOf', 'allOf'),
        fc.array(tie('schema'), { minLength: 1, maxLength: 3 }),
      )
      .map(([key, parts]) => ({ [key]: parts })),
  ),
}));

const components = {
  components: {
    schemas: {
      Tree: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
        },
      },
    },
  },
};
const direction = fc.constantFrom('request' as const, 'response' as const);
const document = fc.tuple(direction, schema).map(([way, one]) => withSchema(way, one, components));

/** The same with the keys of every object, and what stands in a list of no order, the other way round. */
function reordered(value: unknown, key?: string): unknown {
  if (Array.isArray(value)) {
    const items: unknown[] = value.map((one) => reordered(one));
    return ['oneOf', 'anyOf', 'allOf', 'required', 'enum', 'type', 'parameters'].includes(key ?? '')
      ? items.reverse()
      : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, one]) => [name, reordered(one, name)]),
  );
}

const reorderedDocument = (one: Written): Written => Object(reordered(one));

describe('any document', () => {
  it('compared with itself breaks nothing, in whatever order it is written', async () => {
    await fc.assert(
      fc.asyncProperty(document, async (one) => {
        expect(await broken(one, structuredClone(one))).toEqual([]);
        expect(await broken(one, reorderedDocument(one))).toEqual([]);
      }),
    );
  });

  it('to which something optional is added breaks nothing', async () => {
    await fc.assert(
      fc.asyncProperty(direction, schema, schema, async (way, one, added) => {
        const object = (properties: object) => ({ type: 'object', properties });
        const base = withSchema(way, object({ one }), components);
        const head = withSchema(way, object({ one, added }), components);
        const paths = Object(head['paths']);
        const { post } = paths['/orders'];
        const more = {
          ...head,
          paths: {
            ...paths,
            '/more': { get: { responses: {} } },
            '/orders': {
              post: {
                ...post,
                parameters: [{ name: 'page', in: 'query', schema: added }],
                responses: { ...post.responses, 404: { description: 'None.' } },
              },
            },
          },
        };
        expect(await broken(base, more)).toEqual([]);
      }),
    );
  });

  it('that breaks something breaks it in whatever order it is written', async () => {
    await fc.assert(
      fc.asyncProperty(direction, schema, schema, async (way, one, kept) => {
        const object = (properties: object) => ({ type: 'object', properties });
        const base = withSchema(way, object({ gone: one, kept }), components);
        const head = withSchema(way, object({ kept }), components);
        const lines = await broken(base, head);
        expect(lines.map((line) => line.split(' ')[0])).toEqual([`${way}-property-removed:`]);
        expect(await broken(base, reorderedDocument(head))).toEqual(lines);
        expect(await broken(reorderedDocument(base), head)).toEqual(lines);
      }),
    );
  });

  it('that becomes any other is compared to the end', async () => {
    await fc.assert(
      fc.asyncProperty(direction, schema, schema, async (way, one, other) => {
        const lines = await broken(
          withSchema(way, one, components),
          withSchema(way, other, components),
        );
        // What may come of a request is what a response may have been: no rule of the one is told of the other.
        const opposite = way === 'request' ? 'response-' : 'request-';
        expect(lines.filter((line) => line.startsWith(opposite))).toEqual([]);
      }),
    );
  });
});
