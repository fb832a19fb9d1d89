import type * as fastCheck from 'fast-check';

type Fc = typeof fastCheck;
type Arbitrary = fastCheck.Arbitrary<unknown>;
type Schema = Readonly<Record<string, unknown>>;

/** Makes values that a JSON schema of an OpenAPI document allows. */
export function jsonArbitrary(fc: Fc, root: unknown): (schema: unknown) => Arbitrary {
  const make = (given: unknown, depth: number): Arbitrary => {
    const schema = resolve(root, given);
    if (schema === undefined || depth > 8) return fc.constant(null);
    if ('const' in schema) return fc.constant(schema['const']);
    if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
    const choices = schema['anyOf'] ?? schema['oneOf'];
    if (Array.isArray(choices)) return fc.oneof(...choices.map((one) => make(one, depth + 1)));
    if (Array.isArray(schema['allOf'])) {
      const parts = schema['allOf'].map((one) => make(one, depth + 1));
      return fc.tuple(...parts).map((values) => Object.assign({}, ...values) as unknown);
    }
    const { type } = schema;
    if (Array.isArray(type)) {
      return fc.oneof(...type.map((one: unknown) => make({ ...schema, type: one }, depth + 1)));
    }
    switch (type) {
      case 'string':
        return stringOf(fc, schema);
      case 'integer':
        return fc.integer(boundsOf(schema, 1));
      case 'number':
        return fc.double({ ...boundsOf(schema, 0), noNaN: true, noDefaultInfinity: true });
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array':
        return arrayOf(fc, schema, (one) => make(one, depth + 1));
      case 'object':
        return objectOf(fc, schema, (one) => make(one, depth + 1));
      default:
        return fc.jsonValue();
    }
  };
  return (schema) => make(schema, 0);
}

function resolve(root: unknown, given: unknown): Schema | undefined {
  let schema: unknown = given;
  for (let hops = 0; hops < 20; hops++) {
    if (typeof schema !== 'object' || schema === null) return undefined;
    const ref: unknown = Reflect.get(schema, '$ref');
    if (typeof ref !== 'string') return schema as Schema;
    schema = ref
      .replace(/^#\//, '')
      .split('/')
      .reduce<unknown>((at, key) => Reflect.get(Object(at), key), root);
  }
  return undefined;
}

function stringOf(fc: Fc, schema: Schema): Arbitrary {
  const { format, pattern } = schema;
  const minLength = numberOf(schema['minLength']) ?? 0;
  const maxLength = Math.min(numberOf(schema['maxLength']) ?? minLength + 50, minLength + 200);
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') {
    return timesOf(fc).map((date) => date.toISOString());
  }
  if (format === 'date') return timesOf(fc).map((date) => date.toISOString().slice(0, 10));
  if (format === 'uri') return fc.webUrl();
  if (format === 'email') return fc.emailAddress();
  if (typeof pattern === 'string') {
    try {
      return fc.stringMatching(new RegExp(pattern));
    } catch {
      // Of a pattern that can't be turned round, any text: it is refused, which is an answer too.
    }
  }
  return fc.string({ minLength, maxLength, unit: 'grapheme' });
}

function timesOf(fc: Fc) {
  return fc.date({
    ...{ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z') },
    noInvalidDate: true,
  });
}

function boundsOf(schema: Schema, step: 0 | 1): { min: number; max: number } {
  const far = step === 1 ? 2 ** 31 - 1 : 1e15;
  const above = numberOf(schema['exclusiveMinimum']);
  const below = numberOf(schema['exclusiveMaximum']);
  const min = Math.max(
    numberOf(schema['minimum']) ?? -far,
    above === undefined ? -far : above + step,
    -far,
  );
  const max = Math.min(
    numberOf(schema['maximum']) ?? far,
    below === undefined ? far : below - step,
    far,
  );
  return { min, max: Math.max(min, max) };
}

function arrayOf(fc: Fc, schema: Schema, make: (schema: unknown) => Arbitrary): Arbitrary {
  const minLength = numberOf(schema['minItems']) ?? 0;
  const maxLength = Math.min(numberOf(schema['maxItems']) ?? minLength + 5, minLength + 10);
  return fc.array(make(schema['items'] ?? {}), { minLength, maxLength });
}

function objectOf(fc: Fc, schema: Schema, make: (schema: unknown) => Arbitrary): Arbitrary {
  const properties = Object.entries(Object(schema['properties']) as Schema);
  const required = new Set(Array.isArray(schema['required']) ? schema['required'] : []);
  const model = Object.fromEntries(properties.map(([name, one]) => [name, make(one)]));
  const requiredKeys = properties.map(([name]) => name).filter((name) => required.has(name));
  const known = fc.record(model, { requiredKeys });
  const more = schema['additionalProperties'];
  if (properties.length > 0 || typeof more !== 'object' || more === null) return known;
  return fc.dictionary(fc.string({ maxLength: 20 }), make(more), { maxKeys: 5 });
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
