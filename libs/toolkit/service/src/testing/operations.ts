import type { OpenAPIV3_1 } from 'openapi-types';

/** One operation of an OpenAPI document. */
export interface Operation {
  /** `PUT /v1/notes/{id}` */
  readonly name: string;
  readonly method: 'DELETE' | 'GET' | 'PATCH' | 'POST' | 'PUT';
  /** `/v1/notes/{id}` */
  readonly path: string;
  readonly about: OpenAPIV3_1.OperationObject & { readonly 'x-access'?: unknown };
}

const methods = ['DELETE', 'GET', 'PATCH', 'POST', 'PUT'] as const;

/** All operations of a document, in its order. */
export function operationsOf({ paths = {} }: OpenAPIV3_1.Document): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const about = Reflect.get(Object(item), method.toLowerCase()) as
        Operation['about'] | undefined;
      return about === undefined ? [] : [{ name: `${method} ${path}`, method, path, about }];
    }),
  );
}

/** The address of an operation with its parameters filled in. */
export function addressOf(
  { path }: Operation,
  params: Readonly<Record<string, string>> = {},
  query: Readonly<Record<string, unknown>> = {},
): string {
  const filled = path.replace(/\{([^}]+)\}/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? encodeURIComponent(params[name] ?? '') : whole,
  );
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value])
        .filter((one) => one !== undefined)
        .map((one): [string, string] => [name, textOf(one)]),
    ),
  ).toString();
  return search === '' ? filled : `${filled}?${search}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
