/** Conditions below conditions; a manifest may be nested deeper than the stack. */
const deepest = 50;

/**
 * The target of an exported subpath under some conditions, by Node's PACKAGE_TARGET_RESOLVE: of an object the first key that
 * is one of them, of an array the first target that is one. Undefined where nothing is.
 *
 * @param subpath a key of `exports` as it stands there, patterns too
 */
export function resolveExport(
  exports: unknown,
  subpath: string,
  conditions: readonly string[],
): string | undefined {
  const known = new Set(conditions);
  const bySubpath = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  const target = resolveTarget(bySubpath ? exports[subpath] : exports, known, deepest);
  return typeof target === 'string' ? target : undefined;
}

/** Null hides a subpath, and so ends the search; undefined goes on with it. */
function resolveTarget(
  target: unknown,
  conditions: ReadonlySet<string>,
  depth: number,
): string | null | undefined {
  if (typeof target === 'string' || target === null) return target;
  if (depth === 0 || typeof target !== 'object') return undefined;
  if (Array.isArray(target)) {
    for (const one of target) {
      const found = resolveTarget(one, conditions, depth - 1);
      if (typeof found === 'string') return found;
    }
    return undefined;
  }
  for (const [condition, inner] of Object.entries(target)) {
    if (!conditions.has(condition)) continue;
    const found = resolveTarget(inner, conditions, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
