import type { Node } from '../document/node.ts';
import { child, elements, get, isObject, rootOf } from '../document/node.ts';
import type { OperationPair } from './compare-documents.ts';

/** Schemes and scopes that together suffice; none for a call without credentials. */
type Way = ReadonlyMap<string, ReadonlySet<string>>;

/** What sufficed must still suffice, given in the same way. */
export function compareSecurity(pair: OperationPair): void {
  const [base, head] = [securityOf(pair.base), securityOf(pair.head)];
  const where = `${pair.where}, security`;
  for (const way of base.ways) {
    if (head.ways.some((other) => suffices(way, other))) continue;
    pair.sink({
      rule: 'security-tightened',
      where,
      says: `is not met by ${shown(way)} any more`,
      base: base.node,
      head: head.node,
      was: base.ways.map(shown).join(' or '),
      is: head.ways.map(shown).join(' or '),
    });
  }
  for (const scheme of new Set(base.ways.flatMap((way) => [...way.keys()]))) {
    if (!head.ways.some((way) => way.has(scheme))) continue;
    const [from, to] = [schemeOf(pair.base, scheme), schemeOf(pair.head, scheme)];
    const [was, is] = [describe(from), describe(to)];
    if (!from || !to || was === is) continue;
    pair.sink({
      rule: 'security-scheme-changed',
      where: `security scheme ${scheme}`,
      says: 'is another one now',
      base: from,
      head: to,
      was,
      is,
    });
  }
}

function securityOf(operation: Node): { readonly ways: readonly Way[]; readonly node: Node } {
  const node = child(operation, 'security') ?? child(rootOf(operation.document), 'security');
  const ways = elements(node).map((one): Way => {
    const schemes = isObject(one.value) ? Object.entries(one.value) : [];
    return new Map(
      schemes.map(([name, scopes]) => [
        name,
        new Set(Array.isArray(scopes) ? scopes.map(String) : []),
      ]),
    );
  });
  return { ways: ways.length > 0 ? ways : [new Map()], node: node ?? operation };
}

/** Whether who has the one has all that the other asks for. */
function suffices(has: Way, asks: Way): boolean {
  return [...asks].every(([scheme, scopes]) => {
    const own = has.get(scheme);
    return own !== undefined && [...scopes].every((scope) => own.has(scope));
  });
}

function shown(way: Way): string {
  const parts = [...way].map(([name, scopes]) =>
    scopes.size > 0 ? `${name} (${[...scopes].join(', ')})` : name,
  );
  return parts.join(' and ') || 'no credentials';
}

function schemeOf(operation: Node, name: string): Node | undefined {
  return get(get(get(rootOf(operation.document), 'components'), 'securitySchemes'), name);
}

function describe(scheme: Node | undefined): string {
  return ['type', 'scheme', 'in', 'name']
    .flatMap((key) => {
      const value = get(scheme, key)?.value;
      // Names of headers and of schemes of HTTP are the same in any case.
      return typeof value === 'string' ? [`${key} ${value.toLowerCase()}`] : [];
    })
    .join(', ');
}
