import { canonical } from '../document/canonical.ts';
import type { Node, OpenApiDocument } from '../document/node.ts';
import { child, entries, followed, get, rootOf } from '../document/node.ts';
import type { MetChange, Sink } from './change.ts';
import { gather } from './change.ts';
import { compareParameters } from './compare-parameters.ts';
import { compareRequestBody, compareResponses } from './compare-bodies.ts';
import { compareSecurity } from './compare-security.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'];

/** One operation in both documents. */
export interface OperationPair {
  readonly where: string;
  readonly base: Node;
  readonly head: Node;
  readonly basePath: Node;
  readonly headPath: Node;
  /** Names of path parameters in the base, by their name in the head. */
  readonly renamed: ReadonlyMap<string, string>;
  readonly sink: Sink;
}

/** All that consumers of the base would trip over in the head. */
export function compareDocuments(
  base: OpenApiDocument,
  head: OpenApiDocument,
): readonly MetChange[] {
  const { sink, changes } = gather();
  const [from, to] = [rootOf(base), rootOf(head)];
  const headPaths = new Map(
    entries(child(to, 'paths')).map(([path, node]) => [shapeOf(path), { path, node }]),
  );
  for (const [path, basePath] of entries(child(from, 'paths'))) {
    const found = headPaths.get(shapeOf(path));
    if (!found) {
      const at = child(to, 'paths') ?? to;
      sink({
        rule: 'path-removed',
        where: path,
        says: 'is gone',
        base: basePath,
        head: at,
        was: 'the path',
        is: 'none',
      });
      continue;
    }
    comparePathItem(path, found.path, basePath, found.node, sink);
  }
  compareCallsBack(child(from, 'webhooks'), child(to, 'webhooks'), 'webhook', to, sink);
  return changes();
}

/** What the service itself calls, webhooks and callbacks, is the same or it cannot be told. */
function compareCallsBack(
  base: Node | undefined,
  head: Node | undefined,
  what: string,
  at: Node,
  sink: Sink,
): void {
  for (const [name, from] of entries(base)) {
    const where = `${what} ${name}`;
    const to = get(head, name);
    if (!to) {
      sink({
        rule: 'callback-removed',
        where,
        says: 'is gone',
        base: from,
        head: head ?? at,
        was: 'called',
        is: 'none',
      });
    } else if (canonical(from) !== canonical(to)) {
      const rule = 'callback-not-comparable';
      sink({
        rule,
        where,
        says: 'is another one now',
        base: from,
        head: to,
        was: 'as it was',
        is: 'another',
      });
    }
  }
}

/** A path without the names of its parameters, which no consumer sees. */
const shapeOf = (path: string): string => path.replaceAll(/\{[^}]*\}/g, '{}');

const parameterNames = (path: string): string[] =>
  [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');

function comparePathItem(
  path: string,
  headName: string,
  basePath: Node,
  headPath: Node,
  sink: Sink,
): void {
  const names = parameterNames(path);
  const renamed = new Map(parameterNames(headName).map((name, at) => [name, names[at] ?? name]));
  for (const method of methods) {
    const operation = get(basePath, method);
    if (!operation) continue;
    const where = `${method.toUpperCase()} ${path}`;
    const found = child(headPath, method);
    if (!found) {
      sink({
        rule: 'operation-removed',
        where,
        says: 'is gone',
        base: operation,
        head: headPath,
        was: 'the operation',
        is: 'none',
      });
      continue;
    }
    const pair = {
      where,
      base: operation,
      head: followed(found),
      basePath,
      headPath,
      renamed,
      sink,
    };
    compareSecurity(pair);
    compareParameters(pair);
    compareRequestBody(pair);
    compareResponses(pair);
    const [from, to] = [child(operation, 'callbacks'), child(pair.head, 'callbacks')];
    compareCallsBack(from, to, `${where}, callback`, pair.head, sink);
  }
}
