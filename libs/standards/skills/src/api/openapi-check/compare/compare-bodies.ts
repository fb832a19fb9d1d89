import type { Node } from '../document/node.ts';
import { child, entries, get } from '../document/node.ts';
import { compareSchemas } from '../schema/compare-schemas.ts';
import type { Sink } from './change.ts';
import type { OperationPair } from './compare-documents.ts';
import type { Direction } from './rules.ts';

export function compareRequestBody(pair: OperationPair): void {
  const { sink } = pair;
  const where = `${pair.where}, request body`;
  const [from, to] = [get(pair.base, 'requestBody'), get(pair.head, 'requestBody')];
  if (from && !to) {
    sink({
      rule: 'request-body-removed',
      where,
      says: 'is gone',
      base: from,
      head: pair.head,
      was: 'the body',
      is: 'none',
    });
  }
  if (!to) return;
  const isRequired = (body: Node | undefined) => child(body ?? to, 'required')?.value === true;
  if (isRequired(to) && (!from || !isRequired(from))) {
    sink({
      rule: 'request-body-required',
      where,
      says: 'must be given now',
      base: from ?? pair.base,
      head: to,
      was: from ? 'optional' : 'none',
      is: 'required',
    });
  }
  if (!from) return;
  const at = { base: from, head: to };
  compareContent(child(from, 'content'), child(to, 'content'), where, at, 'request', sink);
}

export function compareResponses(pair: OperationPair): void {
  const { sink } = pair;
  const to = child(pair.head, 'responses');
  const answers = new Map(entries(to));
  for (const [code, base] of entries(child(pair.base, 'responses'))) {
    const where = `${pair.where}, response ${code}`;
    const head = answers.get(code) ?? answers.get(`${code[0] ?? ''}XX`);
    if (!head) {
      sink({
        rule: 'response-removed',
        where,
        says: 'is gone',
        base,
        head: to ?? pair.head,
        was: 'the response',
        is: 'none',
      });
      continue;
    }
    compareHeaders(where, base, head, sink);
    compareContent(
      child(base, 'content'),
      child(head, 'content'),
      where,
      { base, head },
      'response',
      sink,
    );
  }
}

function compareHeaders(where: string, base: Node, head: Node, sink: Sink): void {
  const headers = new Map(
    entries(child(head, 'headers')).map(([name, node]) => [name.toLowerCase(), node]),
  );
  for (const [name, from] of entries(child(base, 'headers'))) {
    const inner = `${where}, header ${name}`;
    const to = headers.get(name.toLowerCase());
    if (!to) {
      sink({
        rule: 'response-header-removed',
        where: inner,
        says: 'is gone',
        base: from,
        head,
        was: 'the header',
        is: 'none',
      });
      continue;
    }
    const isRequired = (header: Node) => child(header, 'required')?.value === true;
    if (isRequired(from) && !isRequired(to)) {
      sink({
        rule: 'response-header-optional',
        where: inner,
        says: 'may be missing now',
        base: from,
        head: to,
        was: 'always there',
        is: 'optional',
      });
    }
    compareSchema(from, to, inner, 'response', sink);
  }
}

/** Media types and their schemas. */
export function compareContent(
  base: Node | undefined,
  head: Node | undefined,
  where: string,
  at: { readonly base: Node; readonly head: Node },
  direction: Direction,
  sink: Sink,
): void {
  const media = new Map(entries(head).map(([type, node]) => [type.toLowerCase(), node]));
  const several = entries(base).length > 1;
  for (const [type, from] of entries(base)) {
    const to = media.get(type.toLowerCase());
    if (!to) {
      sink({
        rule:
          direction === 'request' ? 'request-media-type-removed' : 'response-media-type-removed',
        where,
        says: `has no ${type} any more`,
        base: from,
        head: head ?? at.head,
        was: type,
        is: [...media.keys()].join(', ') || 'no body',
      });
      continue;
    }
    compareSchema(from, to, several ? `${where} (${type})` : where, direction, sink);
  }
}

function compareSchema(
  base: Node,
  head: Node,
  where: string,
  direction: Direction,
  sink: Sink,
): void {
  const [from, to] = [child(base, 'schema'), child(head, 'schema')];
  if (!from && !to) return;
  const walk = { direction, sink, above: new Set<string>() };
  compareSchemas(from ? [from] : [], to ? [to] : [], where, { base, head }, walk);
}
