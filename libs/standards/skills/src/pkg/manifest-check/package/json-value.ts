export type JsonPath = readonly (string | number)[];

/** True for an object that is no array: what a field with named parts must be. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The own field of an untrusted object; `__proto__` and `constructor` are no fields. */
export function ownField(of: unknown, key: string): unknown {
  return isRecord(of) && Object.hasOwn(of, key) ? of[key] : undefined;
}

/** A value as it stands in JSON, short enough for one line of a report. */
export function asJson(value: unknown): string {
  const text = stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** What is nested deeper than the stack can be parsed, but not written again. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch {
    return Array.isArray(value) ? '[...]' : '{...}';
  }
}
