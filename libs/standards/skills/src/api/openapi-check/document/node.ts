import type { JsonPath } from '@h-j-petroleum/standards-engine';

/** An OpenAPI document with the local files that it refers to, all parsed. */
export interface OpenApiDocument {
  /** Relative to the workspace's root. */
  readonly file: string;
  readonly version: '3.0' | '3.1';
  /** Parsed files and their texts by path; the document itself among them. */
  readonly files: ReadonlyMap<string, { readonly text: string; readonly value: unknown }>;
}

/** A value of a document, and where it stands. */
export interface Node {
  readonly document: OpenApiDocument;
  readonly file: string;
  readonly path: JsonPath;
  readonly value: unknown;
  /** Set where `null` is allowed besides: `anyOf` of a schema and null. */
  readonly nullable?: true;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function rootOf(document: OpenApiDocument): Node {
  const value = document.files.get(document.file)?.value;
  return { document, file: document.file, path: [], value };
}

/** What stands under a key or an index; undefined where nothing does. */
export function child(node: Node, key: string | number): Node | undefined {
  const { value } = node;
  const own = Array.isArray(value)
    ? value[Number(key)]
    : isObject(value) && Object.hasOwn(value, key)
      ? value[key]
      : undefined;
  if (own === undefined) return undefined;
  return { document: node.document, file: node.file, path: [...node.path, key], value: own };
}

/** The entries of an object, references followed; extensions (`x-`) left out. */
export function entries(node: Node | undefined): [key: string, value: Node][] {
  if (!node || !isObject(node.value)) return [];
  return Object.keys(node.value).flatMap((key): [string, Node][] => {
    const value = key.startsWith('x-') ? undefined : child(node, key);
    return value ? [[key, followed(value)]] : [];
  });
}

export function elements(node: Node | undefined): Node[] {
  if (!node || !Array.isArray(node.value)) return [];
  return node.value.flatMap((_, at) => child(node, at) ?? []);
}

/** A child with references followed. */
export function get(node: Node | undefined, key: string | number): Node | undefined {
  const found = node && child(node, key);
  return found && followed(found);
}

export function text(node: Node | undefined): string | undefined {
  return typeof node?.value === 'string' ? node.value : undefined;
}

/** What a reference stands for, in the end; the reference itself where it leads nowhere or in a circle. */
export function followed(node: Node): Node {
  let at = node;
  const seen = new Set<unknown>();
  while (isObject(at.value) && typeof at.value['$ref'] === 'string') {
    if (seen.has(at.value)) return node;
    seen.add(at.value);
    const next = target(at, at.value['$ref']);
    if (!next) return node;
    at = next;
  }
  return at;
}

/** Where a reference points; undefined where nothing stands there. */
export function target(from: Node, reference: string): Node | undefined {
  const { file, pointer } = splitReference(from.file, reference);
  const parsed = from.document.files.get(file);
  if (!parsed || (pointer !== '' && !pointer.startsWith('/'))) return undefined;
  let at: Node | undefined = { document: from.document, file, path: [], value: parsed.value };
  for (const part of pointer.split('/').slice(1)) {
    at = at && child(at, decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return at;
}

/** The file that a reference means, relative to the workspace's root, and the pointer inside it. */
export function splitReference(
  from: string,
  reference: string,
): { readonly file: string; readonly pointer: string } {
  const hash = reference.indexOf('#');
  const path = hash === -1 ? reference : reference.slice(0, hash);
  const pointer = hash === -1 ? '' : reference.slice(hash + 1);
  if (path === '') return { file: from, pointer };
  const parts = from.split('/').slice(0, -1);
  for (const part of decoded(path).split('/')) {
    if (part === '..') {
      if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
      else parts.push('..');
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return { file: parts.join('/'), pointer };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
