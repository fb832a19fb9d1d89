import { isRecord } from './json-value.ts';
import type { JsonPath } from './json-value.ts';
import type { Field } from './package-view.ts';

/** One place where a manifest points at a file. */
export interface Target {
  /** The field, without `publishConfig`. */
  readonly field: string;
  readonly path: JsonPath;
  /** As written. */
  readonly target: string;
  /** The key of `exports` that it belongs to: `.`, `./x`, `./*`; undefined in other fields. */
  readonly subpath: string | undefined;
  /** The conditions on the way to it, outermost first. */
  readonly conditions: readonly string[];
}

export interface Malformed {
  readonly path: JsonPath;
  readonly value: unknown;
  /** What would be right. */
  readonly expected: string;
}

export interface Targets {
  readonly targets: readonly Target[];
  readonly malformed: readonly Malformed[];
}

const fileFields = ['main', 'module', 'types', 'typings', 'unpkg', 'jsdelivr'] as const;

/** Beyond this nobody nests conditions, and a hostile manifest could exhaust the stack. */
const deepest = 32;

/** Everything that a manifest points at, and every field that is not of the shape that says so. */
export function collectTargets(field: (name: string) => Field): Targets {
  const targets: Target[] = [];
  const malformed: Malformed[] = [];
  for (const name of fileFields) {
    const { value, path } = field(name);
    if (value === undefined) continue;
    if (typeof value === 'string') add(name, path, value);
    else malformed.push({ path, value, expected: 'a path as text' });
  }
  collectNamed('bin', 'a path, or an object of commands and paths', () => true);
  // A value of `browser` that does not start with a dot is another package; `false` leaves a module out.
  collectNamed('browser', 'a path, or an object of modules and what replaces them', (value) =>
    value.startsWith('.'),
  );
  const exports = field('exports');
  if (exports.value !== undefined && exports.value !== null) collectExports(exports);
  return { targets, malformed };

  function add(name: string, path: JsonPath, target: string): void {
    targets.push({ field: name, path, target, subpath: undefined, conditions: [] });
  }

  function collectNamed(name: string, expected: string, isFile: (value: string) => boolean): void {
    const { value, path } = field(name);
    if (value === undefined) return;
    if (typeof value === 'string') add(name, path, value);
    else if (!isRecord(value)) malformed.push({ path, value, expected });
    else {
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === 'string') {
          if (isFile(inner)) add(name, [...path, key], inner);
        } else if (!(name === 'browser' && inner === false)) {
          malformed.push({ path: [...path, key], value: inner, expected: 'a path as text' });
        }
      }
    }
  }

  function collectExports({ value, path }: Field): void {
    const keys = isRecord(value) ? Object.keys(value) : [];
    const subpaths = keys.filter((key) => key.startsWith('.'));
    if (subpaths.length === 0) walk(value, path, '.', []);
    else if (subpaths.length < keys.length) {
      malformed.push({ path, value, expected: 'either subpaths (./x) or conditions, not both' });
    } else if (isRecord(value)) {
      for (const key of keys) walk(value[key], [...path, key], key, []);
    }
  }

  function walk(
    value: unknown,
    path: JsonPath,
    subpath: string,
    conditions: readonly string[],
  ): void {
    if (value === null) return;
    if (typeof value === 'string') {
      targets.push({ field: 'exports', path, target: value, subpath, conditions });
    } else if (conditions.length + path.length > deepest || typeof value !== 'object') {
      malformed.push({ path, value, expected: 'a path that starts with ./, conditions, or null' });
    } else if (Array.isArray(value)) {
      for (const [at, inner] of value.entries()) walk(inner, [...path, at], subpath, conditions);
    } else {
      for (const [key, inner] of Object.entries(value)) {
        walk(inner, [...path, key], subpath, [...conditions, key]);
      }
    }
  }
}
