import type { Node } from '../document/node.ts';
import { child, elements, followed, get, text } from '../document/node.ts';
import { compareSchemas } from '../schema/compare-schemas.ts';
import { compareContent } from './compare-bodies.ts';
import type { OperationPair } from './compare-documents.ts';

/** Parameters of path, query, header and cookie. */
export function compareParameters(pair: OperationPair): void {
  const { sink } = pair;
  const base = parametersOf(pair.basePath, pair.base, new Map());
  const head = parametersOf(pair.headPath, pair.head, pair.renamed);
  for (const [key, from] of base) {
    const where = `${pair.where}, ${key}`;
    const to = head.get(key);
    if (!to) {
      const at = child(pair.head, 'parameters') ?? pair.head;
      sink({
        rule: 'parameter-removed',
        where,
        says: 'is gone',
        base: from,
        head: at,
        was: 'the parameter',
        is: 'none',
      });
      continue;
    }
    if (!isRequired(from) && isRequired(to)) {
      sink({
        rule: 'parameter-required',
        where,
        says: 'must be given now',
        base: from,
        head: to,
        was: 'optional',
        is: 'required',
      });
    }
    const [was, is] = [writtenAs(from), writtenAs(to)];
    if (was !== is) {
      sink({
        rule: 'parameter-style-changed',
        where,
        says: 'is written in another way',
        base: from,
        head: to,
        was,
        is,
      });
    }
    const [schema, other] = [child(from, 'schema'), child(to, 'schema')];
    if (schema ?? other) {
      const walk = { direction: 'request', sink, above: new Set<string>() } as const;
      compareSchemas(
        schema ? [schema] : [],
        other ? [other] : [],
        where,
        { base: from, head: to },
        walk,
      );
    }
    compareContent(
      child(from, 'content'),
      child(to, 'content'),
      where,
      { base: from, head: to },
      'request',
      sink,
    );
  }
  for (const [key, to] of head) {
    if (base.has(key) || !isRequired(to)) continue;
    const at = child(pair.base, 'parameters') ?? pair.base;
    sink({
      rule: 'parameter-required',
      where: `${pair.where}, ${key}`,
      says: 'must be given now',
      base: at,
      head: to,
      was: 'none',
      is: 'required',
    });
  }
}

const isRequired = (parameter: Node): boolean => child(parameter, 'required')?.value === true;

/** By place and name: `query parameter page`. Those of the operation replace those of its path. */
function parametersOf(
  path: Node,
  operation: Node,
  renamed: ReadonlyMap<string, string>,
): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  for (const holder of [path, operation]) {
    for (const reference of elements(child(holder, 'parameters'))) {
      const parameter = followed(reference);
      const [place, given] = [text(get(parameter, 'in')), text(get(parameter, 'name'))];
      if (place === undefined || given === undefined) continue;
      const name =
        place === 'path'
          ? (renamed.get(given) ?? given)
          : place === 'header'
            ? given.toLowerCase()
            : given;
      found.set(`${place} parameter ${name}`, parameter);
    }
  }
  return found;
}

function writtenAs(parameter: Node): string {
  const place = text(get(parameter, 'in')) ?? '';
  const style =
    text(get(parameter, 'style')) ?? (['query', 'cookie'].includes(place) ? 'form' : 'simple');
  const explode = get(parameter, 'explode')?.value ?? style === 'form';
  return `style ${style}, ${explode === true ? '' : 'not '}exploded`;
}
