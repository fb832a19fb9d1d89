import fastifySwagger from '@fastify/swagger';
import type { RouteOptions } from 'fastify';
import { createJsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { OpenAPIV3_1 } from 'openapi-types';
import * as z from 'zod';
import type { Authenticator } from '../auth/authenticator.ts';
import type { ServiceInstance } from '../app/types.ts';
import { ServiceError } from '../errors.ts';
import type { ProblemCatalogue } from '../problems/catalogue.ts';

/** The form of every problem (RFC 9457). */
export const problemSchema = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    requestId: z.string(),
    traceId: z.string().optional(),
    errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' });

export interface DescribeOptions {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly authenticators: readonly Authenticator[];
  readonly problems: ProblemCatalogue;
}

/**
 * Has the OpenAPI 3.1 document made of the routes' zod schemas, with what they don't say themselves: who may call them
 * (`x-access`, `security`), their headers, and the problems they answer (`x-problems`).
 */
export async function describeRoutes(
  app: ServiceInstance,
  options: DescribeOptions,
): Promise<void> {
  const { authenticators, problems } = options;
  app.addHook('onRoute', (route) => {
    addProblems(route, problems);
  });
  const transform = createJsonSchemaTransform({});
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.1',
      info: { title: options.name, version: options.version, description: options.description },
      components: {
        securitySchemes: Object.fromEntries(
          authenticators.map(({ scheme, securityScheme }) => [scheme, securityScheme]),
        ) satisfies OpenAPIV3_1.ComponentsObject['securitySchemes'],
      },
    },
    transform: (input) => {
      const { schema, url } = transform(input);
      const { config } = input.route;
      const isPublic = config?.access === 'public';
      return {
        url,
        schema: {
          operationId: operationId(String(input.route.method), url),
          ...schema,
          ...headersOf(input.route),
          security: isPublic ? [] : authenticators.map(({ scheme }) => ({ [scheme]: [] })),
          'x-access': config?.access,
          'x-problems': problemCodes(input.route),
        },
      };
    },
    transformObject: (input) => withoutUnused(jsonSchemaTransformObject(input)),
  });
}

/**
 * What clients that are generated call an operation: `getV1RequestsById`. It is made of the whole path, so that it is no
 * other operation's, and stays when others come.
 */
function operationId(method: string, url: string): string {
  const words = url
    .replaceAll(
      /:(\w+)|\{(\w+)\}/g,
      (_, one?: string, other?: string) => `by/${one ?? other ?? ''}`,
    )
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const named = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return [method.toLowerCase(), ...named].join('');
}

/** Codes of the problems that a route answers by what it is. */
function problemCodes({ config, schema = {}, method }: RouteOptions): string[] {
  const { access, ifMatch, idempotency, problems = [] } = config ?? {};
  const takesBody = schema.body !== undefined;
  const codes = [
    ...(takesBody || schema.querystring || schema.params ? ['invalid-request'] : []),
    // A body that a route does not take is read all the same before it is let go.
    ...(method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
      ? []
      : ['malformed-body', 'body-too-large', 'unsupported-media-type']),
    ...(access === 'public' ? [] : ['unauthenticated']),
    ...(typeof access === 'object' ? ['forbidden'] : []),
    ...(schema.params !== undefined || (typeof access === 'object' && access.own === true)
      ? ['not-found']
      : []),
    ...(ifMatch === undefined ? [] : ['precondition-failed']),
    ...(ifMatch === 'required' ? ['precondition-required'] : []),
    ...(idempotency === 'required' ? ['idempotency-key-missing'] : []),
    ...(idempotency === undefined
      ? []
      : ['invalid-request', 'idempotency-key-in-use', 'idempotency-key-reused']),
    ...(config?.callsPerMinute === false ? [] : ['rate-limited']),
    ...(method === 'OPTIONS' ? [] : ['internal-error', 'unavailable', 'request-timeout']),
    ...problems,
  ];
  return [...new Set(codes)].sort();
}

/** Writes a route's problems into its responses by status, so that clients that are generated know their form. */
function addProblems(route: RouteOptions, catalogue: ProblemCatalogue): void {
  if (route.schema?.hide === true || route.schema === undefined) return;
  const byStatus = new Map<number, string[]>();
  for (const code of problemCodes(route)) {
    const kind = catalogue[code];
    if (kind === undefined) {
      throw new ServiceError(
        'SERVICE_UNKNOWN_PROBLEM',
        `The route ${String(route.method)} ${route.url} names the problem "${code}", which is in no catalogue of this service.`,
      );
    }
    byStatus.set(kind.status, [...(byStatus.get(kind.status) ?? []), code]);
  }
  const own = Object(route.schema.response);
  const added = [...byStatus]
    .filter(([status]) => !Object.hasOwn(own, status))
    .map(([status, codes]) => [
      status,
      {
        description: codes.join(', '),
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]);
  // A schema that several routes share stays as it is.
  route.schema = { ...route.schema, response: { ...own, ...Object.fromEntries(added) } };
}

/** Headers that a route's config asks for; their values are read by what heeds them. */
function headersOf({ config }: RouteOptions): { headers?: unknown } {
  const { ifMatch, idempotency } = config ?? {};
  const headers = [
    { name: 'if-match', use: ifMatch, description: 'ETag of the version that was seen' },
    {
      ...{ name: 'idempotency-key', use: idempotency, maxLength: 255 },
      description: 'the same for the same operation, whenever it is sent again',
    },
  ].filter(({ use }) => use !== undefined);
  if (headers.length === 0) return {};
  return {
    headers: {
      type: 'object',
      properties: Object.fromEntries(
        headers.map(({ name, use: _, ...rest }) => [name, { type: 'string', ...rest }]),
      ),
      required: headers.filter(({ use }) => use === 'required').map(({ name }) => name),
    },
  };
}

/** The registry of schemas is the process's, so it may hold those of other services. */
function withoutUnused<Document>(document: Document): Document {
  const components: unknown = Reflect.get(Object(document), 'components');
  const schemas: Record<string, unknown> = Object(Reflect.get(Object(components), 'schemas'));
  const paths: unknown = Reflect.get(Object(document), 'paths');
  const used = new Set<string>();
  const waiting = refsIn(paths);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (used.has(name)) continue;
    used.add(name);
    waiting.push(...refsIn(schemas[name]));
  }
  const kept = Object.entries(schemas)
    .filter(([name]) => used.has(name))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return { ...document, components: { ...Object(components), schemas: Object.fromEntries(kept) } };
}

function refsIn(part: unknown): string[] {
  return [...JSON.stringify(part ?? null).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name = '']) => name,
  );
}
