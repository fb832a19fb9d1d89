import type * as fastCheck from 'fast-check';
import type { InjectOptions } from 'fastify';
import { openapiOf } from '../../openapi/document.ts';
import type { Operation } from '../operations.ts';
import { addressOf, operationsOf } from '../operations.ts';
import type { TestService } from '../test-service.ts';
import { answerFault, answerSchemas } from './answer-fault.ts';
import { jsonArbitrary } from './json-arbitrary.ts';

type Fc = typeof fastCheck;
type Arbitrary<Value = unknown> = fastCheck.Arbitrary<Value>;

export interface FuzzOptions {
  /** Who calls: headers of several callers, one of whom is taken for each call. Nobody is among them anyway. */
  readonly callers: readonly Readonly<Record<string, string>>[];
  /** Values of path parameters that lead somewhere: `{ id: [note.id] }`. Others are tried as well. */
  readonly known?: Readonly<Record<string, readonly string[]>>;
  /** Calls of each operation. @default 40 */
  readonly calls?: number;
  /** The same seed makes the same calls. @default 1 */
  readonly seed?: number;
  /** Operations that are left out, with the reason beside them in the test. */
  readonly except?: readonly string[];
}

/** An answer that no client should get. */
export interface FuzzFault {
  readonly operation: string;
  /** What the document does not say, or the service should not do. */
  readonly fault: string;
  /** The smallest call found that shows it. */
  readonly call: string;
}

/**
 * Calls every operation with what its OpenAPI document allows and with what it does not. An answer is a fault where its status
 * is 500 or more, where its status or type is not in the document, or where its body is not what the document says.
 *
 * Needs the optional peers `fast-check`, `ajv` and `ajv-formats`.
 */
export async function fuzzOpenapi(
  service: TestService,
  options: FuzzOptions,
): Promise<FuzzFault[]> {
  const fc = await import('fast-check');
  const document = await openapiOf(service.app);
  const schemas = await answerSchemas(document);
  const faults: FuzzFault[] = [];
  for (const operation of operationsOf(document)) {
    if (options.except?.includes(operation.name) === true) continue;
    const property = fc.asyncProperty(callsOf(fc, document, operation, options), async (call) => {
      const response = await service.app.inject(call);
      const fault = answerFault(schemas, operation, response);
      if (fault !== undefined) throw new Error(fault);
    });
    const result = await fc.check(property, {
      numRuns: options.calls ?? 40,
      seed: options.seed ?? 1,
    });
    if (result.failed) {
      const [call] = result.counterexample ?? [];
      const fault = result.errorInstance instanceof Error ? result.errorInstance.message : 'failed';
      faults.push({ operation: operation.name, fault, call: JSON.stringify(call) });
    }
  }
  return faults;
}

/** What is no one's idea of a value: wrong types, edges of numbers and text, what databases and parsers trip over. */
const oddities: readonly unknown[] = [
  ...[null, true, 0, -1, 1e308, -0.5, 2 ** 53, 2 ** 31, '', ' ', '0', 'null', '\u0000', '\ud800'],
  ...['../../etc/passwd', "'; drop table notes; --", '%00', '%', '<script>', '𝕏'.repeat(50)],
  ...[
    'x'.repeat(5000),
    '2026-02-30',
    '2026-13-01T25:00:00Z',
    'NaN',
    [],
    {},
    [[[[]]]],
    { a: { b: [] } },
  ],
];

const types = [
  'application/json',
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
];

function callsOf(
  fc: Fc,
  document: unknown,
  operation: Operation,
  { callers, known = {} }: FuzzOptions,
): Arbitrary<InjectOptions> {
  const make = jsonArbitrary(fc, document);
  const odd = fc.constantFrom(...oddities);
  const either = (schema: unknown): Arbitrary =>
    fc.oneof({ weight: 3, arbitrary: make(schema) }, { weight: 1, arbitrary: odd });
  const given = operation.about.parameters ?? [];
  const part = (place: string, wrap: (schema: unknown, name: string) => Arbitrary) => {
    const ofPlace = given.filter((one) => 'in' in one && one.in === place);
    return fc.record(
      Object.fromEntries(
        ofPlace.map((one) => {
          const name = String(Reflect.get(one, 'name'));
          return [name, wrap(Reflect.get(one, 'schema'), name)];
        }),
      ),
      place === 'path' ? {} : { requiredKeys: [] },
    );
  };
  const path = part('path', (schema, name) => {
    const values = known[name] ?? [];
    return values.length === 0
      ? either(schema)
      : fc.oneof(
          { weight: 3, arbitrary: fc.constantFrom(...values) },
          { weight: 1, arbitrary: either(schema) },
        );
  });
  const query = part('query', either);
  const headers = part('header', (schema) => either(schema).filter(isHeader));
  return fc
    .record({
      ...{ path, query, headers, body: bodyOf(fc, operation, make, odd) },
      caller: fc.constantFrom({}, ...callers),
      type: fc.oneof(
        { weight: 9, arbitrary: fc.constant(types[0]) },
        { weight: 1, arbitrary: fc.constantFrom(...types) },
      ),
    })
    .map((one) => callOf(operation, one));
}

function isHeader(value: unknown): boolean {
  return typeof value === 'string' && /^[\x20-\x7e]{0,1000}$/.test(value);
}

/** Text of a body: what the schema allows, that with one part spoilt, any JSON, and none of these. */
function bodyOf(
  fc: Fc,
  { about }: Operation,
  make: (schema: unknown) => Arbitrary,
  odd: Arbitrary,
): Arbitrary<string | undefined> {
  const content: unknown = Reflect.get(Object(about.requestBody), 'content');
  const schema: unknown = Reflect.get(
    Object(Reflect.get(Object(content), 'application/json')),
    'schema',
  );
  if (schema === undefined) return fc.constantFrom(undefined, '{}');
  const right = make(schema);
  const spoilt = fc.tuple(right, odd, fc.nat(20)).map(([value, oddity, at]) => {
    if (typeof value !== 'object' || value === null) return oddity;
    const keys = Object.keys(value);
    const key = keys[at % Math.max(1, keys.length)] ?? 'more';
    return { ...value, [key]: oddity };
  });
  const text = (value: unknown): string => JSON.stringify(value);
  return fc.oneof(
    { weight: 5, arbitrary: right.map(text) },
    { weight: 4, arbitrary: spoilt.map(text) },
    { weight: 1, arbitrary: fc.json() },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', '{', '{"a":1', '"', 'undefined', '{"__proto__":{}}'),
    },
  );
}

function callOf(
  operation: Operation,
  one: {
    readonly path: object;
    readonly query: object;
    readonly headers: object;
    readonly caller: object;
    readonly body: string | undefined;
    readonly type: string | undefined;
  },
): InjectOptions {
  const params = Object.fromEntries(
    Object.entries(one.path).map(([name, value]) => [name, wellFormed(value) || '-']),
  );
  const query = Object.fromEntries(
    Object.entries(one.query).map(([name, value]) => [name, wellFormed(value)]),
  );
  return {
    ...{ method: operation.method, url: addressOf(operation, params, query) },
    headers: {
      ...Object.fromEntries(Object.entries(one.headers)),
      ...(one.body === undefined ? {} : { 'content-type': one.type ?? 'application/json' }),
      ...Object.fromEntries(Object.entries(one.caller)),
    },
    ...(one.body === undefined || operation.method === 'GET' ? {} : { payload: one.body }),
  };
}

/** As text that an address can hold: halves of surrogate pairs can't be written into one. */
function wellFormed(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
