import type { JsonPath, ParsedJson } from '@h-j-petroleum/standards-engine';
import { parseJson, parseYaml } from '@h-j-petroleum/standards-engine';
import { holdsNames, isData } from './keywords.ts';
import type { OpenApiDocument } from './node.ts';
import { isObject, splitReference } from './node.ts';

/** A reference that is not followed, or a file that cannot be. */
export interface ReferenceProblem {
  readonly kind: 'remote' | 'outside';
  readonly file: string;
  readonly path: JsonPath;
  readonly reference: string;
}

export type Loaded =
  | {
      readonly state: 'read';
      readonly document: OpenApiDocument;
      readonly problems: readonly ReferenceProblem[];
      /** Where references stand that are followed, by {@link placeOf}. */
      readonly references: ReadonlySet<string>;
    }
  | {
      readonly state: 'unreadable';
      readonly file: string;
      readonly line: number;
      readonly reason: string;
    }
  /** Not of a version that is read: the version as written, or that there is none. */
  | { readonly state: 'other-version'; readonly version: string | undefined }
  | { readonly state: 'missing' };

/** Far past what a person or a generator writes, and far from where the stack of any reader ends. */
const maxDepth = 400;

/**
 * Reads a document and all local files that it refers to.
 *
 * @param folder the project's root, which references must not leave
 */
export async function loadDocument(
  file: string,
  folder: string,
  read: (file: string) => Promise<string | undefined>,
): Promise<Loaded> {
  const files = new Map<string, { text: string; value: unknown }>();
  const problems: ReferenceProblem[] = [];
  const references = new Set<string>();
  const queue = [file];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (files.has(next)) continue;
    const text = await read(next);
    if (text === undefined) {
      if (next === file) return { state: 'missing' };
      // The lint says which reference leads nowhere.
      continue;
    }
    const parsed = await parseText(next, text);
    if (!parsed.ok) {
      return { state: 'unreadable', file: next, line: parsed.line, reason: parsed.reason };
    }
    const found = referencesIn(parsed.value);
    if (!found) {
      return { state: 'unreadable', file: next, line: 1, reason: tooDeep };
    }
    files.set(next, { text, value: parsed.value });
    for (const { path, reference } of found) {
      if (/^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(reference)) {
        problems.push({ kind: 'remote', file: next, path, reference });
        continue;
      }
      const { file: named } = splitReference(next, reference);
      const inside = folder === '' ? !named.startsWith('../') : named.startsWith(`${folder}/`);
      if (inside) {
        queue.push(named);
        references.add(placeOf(next, path.slice(0, -1)));
      } else problems.push({ kind: 'outside', file: next, path, reference });
    }
  }
  const root = files.get(file)?.value;
  const version = isObject(root) ? root['openapi'] : undefined;
  const [, minor] = /^3\.([01])\.\d+/.exec(typeof version === 'string' ? version : '') ?? [];
  if (minor === undefined) {
    const other = isObject(root) ? (root['openapi'] ?? root['swagger']) : undefined;
    return { state: 'other-version', version: other === undefined ? undefined : String(other) };
  }
  const document = { file, version: minor === '0' ? '3.0' : '3.1', files } as const;
  return { state: 'read', document, problems, references };
}

/** A file and a pointer into it: `openapi.json#/paths/~1orders`. */
export function placeOf(file: string, path: JsonPath): string {
  const parts = path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return `${file}#${parts.join('')}`;
}

async function parseText(file: string, text: string): Promise<ParsedJson> {
  try {
    return /\.ya?ml$/.test(file) ? await parseYaml(text) : parseJson(text);
  } catch (error) {
    // Nested past what the parser's stack holds.
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, line: 1, reason: tooDeep };
  }
}

const tooDeep = `it is nested more than ${maxDepth} deep`;

/** Undefined for what is nested too deep. */
function referencesIn(
  root: unknown,
): { readonly path: JsonPath; readonly reference: string }[] | undefined {
  const found: { path: JsonPath; reference: string }[] = [];
  interface Place {
    readonly value: unknown;
    readonly path: JsonPath;
    readonly key?: string;
    readonly keyIsName?: boolean;
    /** Set inside of examples and the like, where a `$ref` refers to nothing. */
    readonly data?: boolean;
  }
  // A list of its own in place of the stack: a document may be nested past what that holds.
  const places: Place[] = [{ value: root, path: [] }];
  for (let place = places.pop(); place; place = places.pop()) {
    const { value, path, key, keyIsName = false, data = false } = place;
    if (path.length > maxDepth) return undefined;
    if (Array.isArray(value)) {
      value.forEach((one, at) => places.push({ value: one, path: [...path, at], data }));
    } else if (isObject(value)) {
      const names = holdsNames(key, keyIsName);
      for (const [name, inner] of Object.entries(value)) {
        const next = [...path, name];
        if (name === '$ref' && !names && !data && typeof inner === 'string') {
          found.push({ path: next, reference: inner });
        } else {
          const isInner = data || isData(name, names);
          places.push({ value: inner, path: next, key: name, keyIsName: names, data: isInner });
        }
      }
    }
  }
  return found.reverse();
}
