import { describe, expect, it } from 'vitest';
import { broken, withSchema } from '../testing/documents.ts';

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const text = { type: 'string' };
const whole = { type: 'integer' };
const cat = object({ kind: { const: 'cat' }, lives: whole }, { title: 'Cat' });
const dog = object({ kind: { const: 'dog' } }, { title: 'Dog' });

/**
 * From one schema to another, what breaks who sends it and what breaks who receives it. Read backwards each line is another
 * case: what a request may become, a response may have been.
 */
const table: readonly (readonly [
  name: string,
  base: unknown,
  head: unknown,
  request: readonly string[],
  response: readonly string[],
])[] = [
  ['the same', object({ id: text }), object({ id: text }), [], []],
  ['texts alone', { ...text, title: 'A' }, { ...text, description: 'b', example: 'c' }, [], []],

  // Types.
  ['a type becomes another', text, whole, ['request-type-narrowed'], ['response-type-widened']],
  ['a type is added', text, { type: ['string', 'null'] }, [], ['response-type-widened']],
  ['a type is gone', { type: ['string', 'null'] }, text, ['request-type-narrowed'], []],
  ['a number becomes whole', { type: 'number' }, whole, ['request-type-narrowed'], []],
  ['a whole number becomes any', whole, { type: 'number' }, [], ['response-type-widened']],
  ['any becomes a type', {}, text, ['request-type-narrowed'], []],
  ['a type becomes any', text, true, [], ['response-type-widened']],
  ['anything becomes nothing', true, false, ['request-type-narrowed'], []],

  // Lists of values.
  ['a value is gone', { enum: ['a', 'b'] }, { enum: ['a'] }, ['request-enum-narrowed'], []],
  ['a value is added', { enum: ['a'] }, { enum: ['b', 'a'] }, [], ['response-enum-widened']],
  ['a list begins', text, { ...text, enum: ['a'] }, ['request-enum-narrowed'], []],
  ['a list ends', { ...text, enum: ['a'] }, text, [], ['response-enum-widened']],
  [
    'a constant becomes a list',
    { const: 'a' },
    { enum: ['a', 'b'] },
    [],
    ['response-enum-widened'],
  ],
  ['a constant is a list of one', { const: 'a' }, { enum: ['a'] }, [], []],

  // Bounds.
  [
    'a minimum rises',
    { ...whole, minimum: 1 },
    { ...whole, minimum: 2 },
    ['request-limit-narrowed'],
    [],
  ],
  [
    'a minimum falls',
    { ...whole, minimum: 2 },
    { ...whole, minimum: 1 },
    [],
    ['response-limit-widened'],
  ],
  [
    'a maximum falls',
    { ...whole, maximum: 9 },
    { ...whole, maximum: 8 },
    ['request-limit-narrowed'],
    [],
  ],
  [
    'a maximum rises',
    { ...whole, maximum: 8 },
    { ...whole, maximum: 9 },
    [],
    ['response-limit-widened'],
  ],
  ['a bound begins', text, { ...text, maxLength: 5 }, ['request-limit-narrowed'], []],
  ['a bound ends', { ...text, maxLength: 5 }, text, [], ['response-limit-widened']],
  ['a bound of none begins', text, { ...text, minLength: 0 }, [], []],
  [
    'a bound is left out of itself',
    { type: 'number', minimum: 1 },
    { type: 'number', exclusiveMinimum: 1 },
    ['request-limit-narrowed'],
    [],
  ],
  [
    'more than 0 is at least 1 of whole numbers',
    { ...whole, exclusiveMinimum: 0 },
    { ...whole, minimum: 1 },
    [],
    [],
  ],
  [
    'more items are needed',
    { type: 'array' },
    { type: 'array', minItems: 1 },
    ['request-limit-narrowed'],
    [],
  ],

  // Formats, patterns, multiples.
  ['a format begins', text, { ...text, format: 'uuid' }, ['request-format-narrowed'], []],
  ['a format ends', { ...text, format: 'uuid' }, text, [], ['response-format-widened']],
  [
    'a format becomes another',
    { ...text, format: 'date' },
    { ...text, format: 'date-time' },
    ['request-format-narrowed'],
    ['response-format-widened'],
  ],
  [
    'int32 becomes int64',
    { ...whole, format: 'int32' },
    { ...whole, format: 'int64' },
    [],
    ['response-format-widened'],
  ],
  [
    'int64 becomes int32',
    { ...whole, format: 'int64' },
    { ...whole, format: 'int32' },
    ['request-format-narrowed'],
    [],
  ],
  ['a pattern begins', text, { ...text, pattern: '^a' }, ['request-constraint-added'], []],
  ['a pattern ends', { ...text, pattern: '^a' }, text, [], ['response-constraint-removed']],
  [
    'a pattern becomes another',
    { ...text, pattern: '^a' },
    { ...text, pattern: '^ab' },
    ['schema-not-comparable'],
    ['schema-not-comparable'],
  ],
  [
    'a multiple of a multiple',
    { ...whole, multipleOf: 5 },
    { ...whole, multipleOf: 10 },
    ['request-constraint-added'],
    [],
  ],
  [
    'a part of a multiple',
    { ...whole, multipleOf: 10 },
    { ...whole, multipleOf: 5 },
    [],
    ['response-constraint-removed'],
  ],
  [
    'a multiple of another',
    { ...whole, multipleOf: 3 },
    { ...whole, multipleOf: 5 },
    ['schema-not-comparable'],
    ['schema-not-comparable'],
  ],
  [
    'items may not repeat',
    { type: 'array' },
    { type: 'array', uniqueItems: true },
    ['request-constraint-added'],
    [],
  ],
  ['items may repeat', { type: 'array', uniqueItems: false }, { type: 'array' }, [], []],
  ['a `not` begins', text, { ...text, not: { const: 'x' } }, ['request-constraint-added'], []],
  [
    'a `not` becomes another',
    { ...text, not: { const: 'x' } },
    { ...text, not: { const: 'y' } },
    ['schema-not-comparable'],
    ['schema-not-comparable'],
  ],

  // Objects.
  ['an optional property is added', object({}), object({ id: text }), [], []],
  [
    'a property is gone',
    object({ id: text }),
    object({}),
    ['request-property-removed'],
    ['response-property-removed'],
  ],
  [
    'a property that must be given is added',
    object({}),
    object({ id: text }, { required: ['id'] }),
    ['request-property-required'],
    [],
  ],
  [
    'a property must be given',
    object({ id: text }),
    object({ id: text }, { required: ['id'] }),
    ['request-property-required'],
    [],
  ],
  [
    'a property may be left out',
    object({ id: text }, { required: ['id'] }),
    object({ id: text }),
    [],
    ['response-property-optional'],
  ],
  [
    'a property of a property is gone',
    object({ a: object({ b: text }) }),
    object({ a: object({}) }),
    ['request-property-removed'],
    ['response-property-removed'],
  ],
  [
    'an object is closed',
    object({}),
    object({}, { additionalProperties: false }),
    ['request-object-closed'],
    [],
  ],
  ['an object is opened', object({}, { additionalProperties: false }), object({}), [], []],
  [
    'values of a map become others',
    object({}, { additionalProperties: text }),
    object({}, { additionalProperties: whole }),
    ['request-type-narrowed'],
    ['response-type-widened'],
  ],
  [
    'a map is closed',
    object({}, { additionalProperties: text }),
    object({}, { additionalProperties: false }),
    ['request-object-closed'],
    ['response-property-removed'],
  ],
  [
    'a property that only comes back is gone',
    object({ id: { ...text, readOnly: true } }),
    object({}),
    [],
    ['response-property-removed'],
  ],
  [
    'a property that is only sent is gone',
    object({ id: { ...text, writeOnly: true } }),
    object({}),
    ['request-property-removed'],
    [],
  ],
  [
    'a property is only sent now',
    object({ id: text }),
    object({ id: { ...text, writeOnly: true } }),
    [],
    ['response-property-removed'],
  ],

  // Lists.
  [
    'items become others',
    { type: 'array', items: text },
    { type: 'array', items: whole },
    ['request-type-narrowed'],
    ['response-type-widened'],
  ],
  [
    'items become any',
    { type: 'array', items: text },
    { type: 'array' },
    [],
    ['response-type-widened'],
  ],
  [
    'the second of a tuple becomes another',
    { type: 'array', prefixItems: [text, text] },
    { type: 'array', prefixItems: [text, whole] },
    ['request-type-narrowed'],
    ['response-type-widened'],
  ],

  // allOf.
  [
    'written in parts',
    object({ a: text, b: text }, { required: ['a'] }),
    { allOf: [object({ a: text }, { required: ['a'] }), object({ b: text })] },
    [],
    [],
  ],
  [
    'a part is gone',
    { allOf: [object({ a: text }), object({ b: text })] },
    { allOf: [object({ a: text })] },
    ['request-property-removed'],
    ['response-property-removed'],
  ],
  [
    'two parts meet',
    { allOf: [{ enum: ['a', 'b'] }, { enum: ['b', 'c'] }] },
    { const: 'b' },
    [],
    [],
  ],

  // oneOf and anyOf.
  ['alternatives in another order', { oneOf: [cat, dog] }, { oneOf: [dog, cat] }, [], []],
  [
    'an alternative is gone',
    { oneOf: [cat, dog] },
    { oneOf: [cat] },
    ['request-branch-removed'],
    [],
  ],
  [
    'an alternative is added',
    { oneOf: [cat] },
    { oneOf: [cat, dog] },
    [],
    ['response-branch-added'],
  ],
  ['one becomes one of two', cat, { anyOf: [dog, cat] }, [], ['response-branch-added']],
  ['one of two becomes one', { anyOf: [dog, cat] }, cat, ['request-branch-removed'], []],
  [
    'an alternative loses a property',
    { oneOf: [cat, dog] },
    { oneOf: [dog, object({ kind: { const: 'cat' } }, { title: 'Cat' })] },
    ['request-property-removed'],
    ['response-property-removed'],
  ],
  [
    'null as an alternative is a type',
    { anyOf: [text, { type: 'null' }] },
    { type: ['string', 'null'] },
    [],
    [],
  ],
  [
    'null is an alternative now',
    text,
    { anyOf: [text, { type: 'null' }] },
    [],
    ['response-type-widened'],
  ],
  [
    'what stands beside alternatives belongs to each',
    { ...object({ id: text }), oneOf: [cat, cat] },
    object({ id: text, kind: { const: 'cat' }, lives: whole }),
    [],
    [],
  ],
  [
    'alternatives that are gone without what they held',
    { ...object({ id: text }), oneOf: [cat, dog] },
    object({ id: text }),
    ['request-branch-removed', 'request-branch-removed'],
    ['response-branch-added'],
  ],
  [
    'two lists of alternatives',
    { allOf: [{ oneOf: [cat, dog] }, { anyOf: [cat, dog] }] },
    { allOf: [{ oneOf: [dog, cat] }, { anyOf: [cat, dog, text] }] },
    ['schema-not-comparable'],
    ['schema-not-comparable'],
  ],
];

const rulesOf = (lines: readonly string[]) => lines.map((line) => line.replace(/:.*/, ''));

describe.each(table)('%s', (_name, base, head, request, response) => {
  it('in a request', async () => {
    const lines = await broken(withSchema('request', base), withSchema('request', head));
    expect(rulesOf(lines)).toEqual(request);
  });

  it('in a response', async () => {
    const lines = await broken(withSchema('response', base), withSchema('response', head));
    expect(rulesOf(lines)).toEqual(response);
  });
});

describe('references', () => {
  const node = (value: object) => ({
    components: {
      schemas: { Node: object({ value, next: { $ref: '#/components/schemas/Node' } }) },
    },
  });
  const reference = { $ref: '#/components/schemas/Node' };

  it('into themselves end', async () => {
    expect(
      await broken(
        withSchema('response', reference, node(text)),
        withSchema('response', reference, node(whole)),
      ),
    ).toEqual(['response-type-widened: POST /orders, response 200.value may be integer now']);
    expect(
      await broken(
        withSchema('response', reference, node(text)),
        withSchema('response', reference, node(text)),
      ),
    ).toEqual([]);
  });

  it('are what they refer to', async () => {
    const inline = object({ value: text, next: object({ value: text }) });
    expect(
      await broken(withSchema('request', inline), withSchema('request', reference, node(text))),
    ).toEqual([]);
  });

  it('keep what stands beside them from 3.1 on', async () => {
    const beside = { ...reference, required: ['value'] };
    const old = { openapi: '3.0.3' };
    expect(
      await broken(
        withSchema('request', reference, node(text)),
        withSchema('request', beside, node(text)),
      ),
    ).toEqual(['request-property-required: POST /orders, request body.value must be given now']);
    expect(
      await broken(
        withSchema('request', reference, { ...node(text), ...old }),
        withSchema('request', beside, { ...node(text), ...old }),
      ),
    ).toEqual([]);
  });

  it('that unfold without end are not compared', async () => {
    const deep = (at: number): object => (at === 0 ? text : { type: 'array', items: deep(at - 1) });
    expect(
      rulesOf(await broken(withSchema('request', deep(80)), withSchema('request', deep(80)))),
    ).toEqual(['schema-not-comparable']);
  });
});

it('3.0 and 3.1 say of null and of bounds the same in two ways', async () => {
  const old = withSchema(
    'response',
    object({
      a: { ...text, nullable: true },
      b: { type: 'number', minimum: 0, exclusiveMinimum: true },
    }),
    { openapi: '3.0.3' },
  );
  const now = withSchema(
    'response',
    object({ a: { type: ['string', 'null'] }, b: { type: 'number', exclusiveMinimum: 0 } }),
  );
  expect([await broken(old, now), await broken(now, old)]).toEqual([[], []]);
});
