import type { Manifest } from '../plan/manifest.ts';

/** One file that a manifest names. */
export interface EntryPoint {
  /** Where it is named: `exports["./testing"].types`, `bin.standards`. */
  readonly where: string;
  /** What it is named for: the key of `exports`, or the field. */
  readonly entry: string;
  /** Conditions on the way to it, outermost first. */
  readonly conditions: readonly string[];
  /** As written. */
  readonly target: string;
}

const plainFields = ['main', 'module', 'types', 'typings', 'executors', 'generators'] as const;

/** All files that a manifest names for its consumers, in the order of the manifest. */
export function entryPoints(manifest: Manifest): readonly EntryPoint[] {
  return [
    ...plainFields.flatMap((field) => targets(manifest[field], field, field, [])),
    ...named(manifest['bin'], 'bin'),
    ...named(manifest['exports'], 'exports'),
    ...named(manifest['imports'], 'imports'),
  ];
}

function named(value: unknown, field: string): readonly EntryPoint[] {
  if (typeof value !== 'object' || value === null) return targets(value, field, '.', []);
  const entries = Object.entries(value);
  // Of exports an object may hold conditions of the one entry.
  if (field === 'exports' && !entries.some(([key]) => key.startsWith('.'))) {
    return targets(value, field, '.', []);
  }
  return entries.flatMap(([key, inner]) =>
    targets(inner, `${field}${step(key)}`, field === 'exports' ? key : `${field} ${key}`, []),
  );
}

function targets(
  value: unknown,
  where: string,
  entry: string,
  conditions: readonly string[],
): readonly EntryPoint[] {
  if (typeof value === 'string') return [{ where, entry, conditions, target: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    targets(
      inner,
      `${where}${step(key)}`,
      entry,
      Array.isArray(value) ? conditions : [...conditions, key],
    ),
  );
}

function step(key: string): string {
  return /^[\w$]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

export interface ResolvedTypes {
  readonly entry: string;
  /** Declarations that a consumer gets; `null` for an entry of code without any. */
  readonly types: string | null;
}

/** Of each entry of `exports` that is code, the declarations that a consumer's compiler finds. */
export function resolvedTypes(
  manifest: Manifest,
  files: ReadonlySet<string>,
): readonly ResolvedTypes[] {
  const exported = entryPoints(manifest).filter(({ where }) => /^exports\b/.test(where));
  const entries = [...new Set(exported.map(({ entry }) => entry))];
  return entries.flatMap((entry) => {
    const points = exported.filter((point) => point.entry === entry);
    const code = points.find(({ target }) => /\.[cm]?js$/.test(target));
    if (code === undefined) return [];
    const declared = points.find(
      ({ conditions, target }) => conditions.includes('types') && files.has(plainPath(target)),
    );
    const beside = code.target.replace(/\.([cm]?)js$/, '.d.$1ts');
    const types = declared?.target ?? (files.has(plainPath(beside)) ? beside : null);
    return [{ entry, types }];
  });
}

export function plainPath(target: string): string {
  return target.replace(/^\.\//, '');
}
