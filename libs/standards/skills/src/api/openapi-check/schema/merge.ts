import { canonical } from '../document/canonical.ts';
import { isAnnotation } from '../document/keywords.ts';
import type { JsonObject, Node } from '../document/node.ts';
import { child, elements, followed, isObject, target } from '../document/node.ts';
import type { Limit } from './limits.ts';
import { limitsOf, stricter } from './limits.ts';

/** Every one of these must hold: what `allOf`, or a reference with something beside it, comes to. */
export type AllOf = readonly Node[];

/** A schema with references followed and `allOf` merged. */
export interface Schema {
  /** Where it is best pointed at. */
  readonly node: Node;
  /** The schemas that it was merged from, without their references and `allOf`. */
  readonly leaves: readonly Node[];
  /** Undefined: any. `number` always comes with `integer`. */
  readonly types: ReadonlySet<string> | undefined;
  /** The values of `enum` and `const`, by their canonical texts; undefined: any. */
  readonly values: ReadonlySet<string> | undefined;
  readonly properties: ReadonlyMap<string, AllOf>;
  readonly required: ReadonlySet<string>;
  /** Schemas of properties of any other name; `closed` where there may be none. */
  readonly additional: AllOf;
  readonly closed: boolean;
  /** Items of a list, and the first ones of a tuple. */
  readonly items: AllOf;
  readonly tuple: readonly AllOf[];
  readonly limits: ReadonlyMap<string, Limit>;
  readonly formats: ReadonlySet<string>;
  /** Each is a list of alternatives of which one must hold. */
  readonly groups: readonly (readonly Node[])[];
  /** Conditions that are compared as a whole: keyword and canonical text. */
  readonly conditions: ReadonlyMap<string, ReadonlySet<string>>;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
}

const handled = new Set([
  ...['type', 'nullable', 'enum', 'const', 'properties', 'required', 'additionalProperties'],
  ...['unevaluatedProperties', 'items', 'prefixItems', 'format', 'oneOf', 'anyOf', 'allOf', '$ref'],
  ...['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'minLength', 'maxLength'],
  ...['minItems', 'maxItems', 'minProperties', 'maxProperties', 'readOnly', 'writeOnly'],
]);

export function mergeSchema(all: AllOf, fallback: Node): Schema {
  const leaves = all.flatMap((node) => leavesOf(node, []));
  const merged = {
    types: undefined as ReadonlySet<string> | undefined,
    values: undefined as ReadonlySet<string> | undefined,
    properties: new Map<string, Node[]>(),
    required: new Set<string>(),
    additional: new Array<Node>(),
    closed: false,
    items: new Array<Node>(),
    tuple: new Array<Node[]>(),
    limits: new Map<string, Limit>(),
    formats: new Set<string>(),
    groups: new Array<readonly Node[]>(),
    conditions: new Map<string, Set<string>>(),
    readOnly: false,
    writeOnly: false,
  };
  for (const leaf of leaves) {
    const { value } = leaf;
    if (value === false) merged.types = new Set();
    if (!isObject(value)) continue;
    const values = valuesOf(leaf, value);
    merged.types = meet(merged.types, typesOf(leaf, value, values));
    merged.values = meet(merged.values, values);
    for (const [name, property] of children(leaf, 'properties')) {
      merged.properties.set(name, [...(merged.properties.get(name) ?? []), property]);
    }
    for (const { value: name } of elements(child(leaf, 'required'))) {
      if (typeof name === 'string') merged.required.add(name);
    }
    for (const key of ['additionalProperties', 'unevaluatedProperties']) {
      const rest = child(leaf, key);
      if (rest?.value === false) merged.closed = true;
      else if (isObject(rest?.value)) merged.additional.push(rest);
    }
    const items = child(leaf, 'items');
    if (items) merged.items.push(items);
    elements(child(leaf, 'prefixItems')).forEach((item, at) => {
      (merged.tuple[at] ??= []).push(item);
    });
    for (const [key, limit] of limitsOf(leaf, value)) {
      const known = merged.limits.get(key);
      merged.limits.set(key, known ? stricter(known, limit) : limit);
    }
    if (typeof value['format'] === 'string') merged.formats.add(value['format']);
    for (const key of ['oneOf', 'anyOf']) {
      const group = elements(child(leaf, key));
      if (group.length > 0) merged.groups.push(group);
    }
    for (const key of Object.keys(value)) {
      if (handled.has(key) || isAnnotation(key, false)) continue;
      const inner = child(leaf, key);
      if (!inner || inner.value === false) continue;
      const known = merged.conditions.get(key) ?? new Set();
      merged.conditions.set(key, known.add(canonical(inner, key)));
    }
    merged.readOnly ||= value['readOnly'] === true;
    merged.writeOnly ||= value['writeOnly'] === true;
  }
  return { ...merged, leaves, node: leaves[0] ?? all[0] ?? fallback };
}

/** The schemas that all must hold, references followed; one that refers to itself adds nothing the second time. */
function leavesOf(node: Node, above: readonly unknown[]): Node[] {
  const { value } = node;
  if (!isObject(value)) return [node];
  if (above.includes(value)) return [];
  const inside = [...above, value];
  const reference = value['$ref'];
  if (typeof reference === 'string') {
    const found = target(node, reference);
    const next = found ? leavesOf(withNull(found, node), inside) : [node];
    // Until 3.1 what stands beside a reference counts for nothing.
    if (node.document.version === '3.0') return next;
    const rest = without(node, ['$ref']);
    const matters =
      isObject(rest.value) && Object.keys(rest.value).some((key) => !isAnnotation(key, false));
    return matters ? [...next, ...leavesOf(rest, inside)] : next;
  }
  const parts = elements(child(node, 'allOf')).flatMap((part) =>
    leavesOf(withNull(part, node), inside),
  );
  const own = parts.length > 0 ? without(node, ['allOf']) : node;
  if (
    parts.length > 0 &&
    isObject(own.value) &&
    Object.keys(own.value).every((key) => isAnnotation(key, false))
  ) {
    return parts;
  }
  return [...parts, ...(nullableOf(own, inside) ?? [own])];
}

/** `anyOf` of one schema and null, with nothing beside it, is that schema or null. */
function nullableOf(node: Node, above: readonly unknown[]): Node[] | undefined {
  if (!isObject(node.value)) return undefined;
  const keys = Object.keys(node.value).filter((key) => !isAnnotation(key, false));
  const group = elements(child(node, keys[0] ?? ''));
  if (keys.length !== 1 || !['anyOf', 'oneOf'].includes(keys[0] ?? '')) return undefined;
  const others = group.filter(({ value }) => !(isObject(value) && value['type'] === 'null'));
  const [only] = others;
  if (!only || others.length !== 1) return undefined;
  return leavesOf(group.length > 1 ? { ...only, nullable: true } : withNull(only, node), above);
}

function withNull(node: Node, outer: Node): Node {
  return outer.nullable ? { ...node, nullable: true } : node;
}

const stripped = new WeakMap<object, Map<string, JsonObject>>();

/** The same place without some keys; the same object each time, so that circles are seen. */
export function without(node: Node, keys: readonly string[]): Node {
  if (!isObject(node.value)) return node;
  const known = stripped.get(node.value) ?? new Map<string, JsonObject>();
  stripped.set(node.value, known);
  const key = keys.join();
  let value = known.get(key);
  if (!value) {
    value = Object.fromEntries(Object.entries(node.value).filter(([name]) => !keys.includes(name)));
    known.set(key, value);
  }
  return { ...node, value };
}

function children(node: Node, key: string): [string, Node][] {
  const map = child(node, key);
  if (!map || !isObject(map.value)) return [];
  return Object.keys(map.value).flatMap((name): [string, Node][] => {
    const found = child(map, name);
    return found ? [[name, found]] : [];
  });
}

function typesOf(
  node: Node,
  value: JsonObject,
  values: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  const given = value['type'];
  const named = (Array.isArray(given) ? given : [given]).filter((one) => typeof one === 'string');
  const types = new Set<string>(named);
  if (types.size === 0) {
    if (!values) return undefined;
    for (const one of values) types.add(typeOfText(one));
  }
  if (types.has('number')) types.add('integer');
  if (value['nullable'] === true || node.nullable) types.add('null');
  return types;
}

function typeOfText(json: string): string {
  const value: unknown = JSON.parse(json);
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

function valuesOf(node: Node, value: JsonObject): ReadonlySet<string> | undefined {
  const listed = Array.isArray(value['enum'])
    ? new Set(value['enum'].map((one) => JSON.stringify(one) ?? 'null'))
    : undefined;
  const constant = child(node, 'const');
  const values = meet(
    listed,
    constant || value['const'] === null ? new Set([JSON.stringify(value['const'])]) : undefined,
  );
  return values && (value['nullable'] === true || node.nullable)
    ? new Set([...values, 'null'])
    : values;
}

function meet(
  a: ReadonlySet<string> | undefined,
  b: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined {
  if (!a || !b) return a ?? b;
  return new Set([...a].filter((one) => b.has(one)));
}

/** Whether a schema is a property that one direction does not have. */
export function isHidden(property: AllOf, direction: 'request' | 'response'): boolean {
  return property.some((node) => {
    const { value } = followed(node);
    const own = isObject(node.value) ? node.value : {};
    const key = direction === 'request' ? 'readOnly' : 'writeOnly';
    return own[key] === true || (isObject(value) && value[key] === true);
  });
}
