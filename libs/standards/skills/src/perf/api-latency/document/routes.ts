import { matchesStar } from '../../star.ts';
import type { LatencySettings, RequestSettings } from '../options.ts';

/** One request that is sent again and again. */
export interface RouteRequest {
  /** `GET /v1/orders/{id}`, as the document has it. */
  readonly route: string;
  readonly method: string;
  /** With the base path of the first server, parameters filled in. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Statuses that are as they should be; undefined for all from 200 to 399. */
  readonly status: RequestSettings['status'];
}

export interface Routes {
  readonly requests: readonly RouteRequest[];
  readonly undriven: readonly { readonly route: string; readonly reason: string }[];
  readonly unknown: readonly string[];
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

/**
 * The requests by which a document's routes are driven: its GETs, and what the settings name besides. Parameters that are
 * required are filled by their examples.
 *
 * @returns a sentence where the document is none that can be used
 */
export function routesOf(document: unknown, settings: LatencySettings): Routes | string {
  if (!isRecord(document)) return 'it is no object';
  const { openapi, paths } = document;
  if (typeof openapi !== 'string' || !/^3\.[01]\./.test(openapi)) {
    return `its \`openapi\` is ${JSON.stringify(openapi) ?? 'missing'}`;
  }
  if (!isRecord(paths)) return 'it has no `paths`';
  const wanted = settings.routes ?? ['GET *'];
  const named = settings.requests ?? {};
  const base = basePath(document);
  const requests: RouteRequest[] = [];
  const undriven: { route: string; reason: string }[] = [];
  const known = new Set<string>();
  for (const [path, given] of Object.entries(paths)) {
    const item = resolved(document, given);
    if (!isRecord(item)) continue;
    for (const method of methods) {
      const operation = item[method];
      if (!isRecord(operation)) continue;
      const route = `${method.toUpperCase()} ${path}`;
      known.add(route);
      const own = Object.hasOwn(named, route) ? named[route] : undefined;
      const isWanted = wanted.some((pattern) => matchesStar(pattern, route));
      // What changes something is driven only where somebody said so by its name.
      if (own === undefined && (!isWanted || method !== 'get')) continue;
      const parameters = parametersOf(document, item, operation);
      const target = own?.path ?? filledPath(path, parameters);
      if (typeof target !== 'string') {
        undriven.push({ route, reason: `no example of its parameter ${target.missing}` });
        continue;
      }
      requests.push({
        ...{ route, method: method.toUpperCase(), path: base + target, body: own?.body },
        headers: { ...headersOf(parameters), ...settings.headers, ...own?.headers },
        status: own?.status,
      });
    }
  }
  const unknown = Object.keys(named).filter((route) => !known.has(route));
  if (requests.length + undriven.length + unknown.length === 0) {
    return `none of its ${known.size} routes is ${wanted.join(' or ')} and a GET`;
  }
  return { requests, undriven, unknown };
}

/** Whether an answer is one that the request should have. */
export function isExpected(status: number, expected: RequestSettings['status']): boolean {
  return expected ? expected.includes(status) : status >= 200 && status < 400;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly isRequired: boolean;
  /** What an example says; undefined where there is none. */
  readonly example: string | undefined;
}

function parametersOf(
  document: Readonly<Record<string, unknown>>,
  item: Readonly<Record<string, unknown>>,
  operation: Readonly<Record<string, unknown>>,
): readonly Parameter[] {
  const found = new Map<string, Parameter>();
  for (const list of [item['parameters'], operation['parameters']]) {
    if (!Array.isArray(list)) continue;
    for (const given of list) {
      const one = resolved(document, given);
      if (!isRecord(one) || typeof one['name'] !== 'string' || typeof one['in'] !== 'string') {
        continue;
      }
      const { name, in: place } = one;
      found.set(`${place} ${name}`, {
        ...{ name, in: place, isRequired: place === 'path' || one['required'] === true },
        example: exampleOf(document, one),
      });
    }
  }
  return [...found.values()];
}

/** The first value that the document itself gives for a parameter. */
function exampleOf(
  document: Readonly<Record<string, unknown>>,
  parameter: Readonly<Record<string, unknown>>,
): string | undefined {
  const { examples } = parameter;
  const schema = resolved(document, parameter['schema']);
  const ofSchema = isRecord(schema) ? schema : {};
  const first = (values: unknown): unknown => (Array.isArray(values) ? values[0] : undefined);
  const named = isRecord(examples) ? resolved(document, Object.values(examples)[0]) : undefined;
  return [
    parameter['example'],
    isRecord(named) ? named['value'] : undefined,
    ofSchema['example'],
    first(ofSchema['examples']),
    ofSchema['default'],
    ofSchema['const'],
    first(ofSchema['enum']),
  ]
    .filter((value) => ['string', 'number', 'boolean'].includes(typeof value))
    .map(String)[0];
}

function filledPath(
  path: string,
  parameters: readonly Parameter[],
): string | { readonly missing: string } {
  let filled = path;
  const query = new URLSearchParams();
  for (const { name, in: place, isRequired, example } of parameters) {
    if (!isRequired || place === 'cookie') continue;
    if (example === undefined) return { missing: name };
    if (place === 'path')
      filled = filled.replaceAll(`{${name}}`, () => encodeURIComponent(example));
    if (place === 'query') query.append(name, example);
  }
  // A parameter of the path that nothing describes.
  const [, missing] = /\{([^}]*)\}/.exec(filled) ?? [];
  if (missing !== undefined) return { missing };
  return query.size === 0 ? filled : `${filled}?${query.toString()}`;
}

function headersOf(parameters: readonly Parameter[]): Record<string, string> {
  return Object.fromEntries(
    parameters.flatMap(({ name, in: place, isRequired, example }) =>
      place === 'header' && isRequired && example !== undefined ? [[name, example]] : [],
    ),
  );
}

/** The path of the first server, without a slash at its end. */
function basePath({ servers }: Readonly<Record<string, unknown>>): string {
  const [server] = Array.isArray(servers) ? servers : [];
  const url: unknown = isRecord(server) ? server['url'] : undefined;
  const origin = 'http://127.0.0.1';
  if (typeof url !== 'string' || url.includes('{') || !URL.canParse(url, origin)) return '';
  return new URL(url, origin).pathname.replace(/\/+$/, '');
}

/** What a `$ref` into the document points at; anything else as it is. */
function resolved(document: Readonly<Record<string, unknown>>, value: unknown): unknown {
  let found = value;
  // A chain of references is short, or a circle.
  for (let hops = 0; hops < 10; hops++) {
    const reference: unknown = isRecord(found) ? found['$ref'] : undefined;
    if (typeof reference !== 'string') return found;
    if (!reference.startsWith('#/')) return undefined;
    found = reference
      .slice(2)
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>(
        (inner, key) => (isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined),
        document,
      );
  }
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
