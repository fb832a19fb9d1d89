/** What to do with a batch that was not stored. */
export type Verdict = 'retry' | 'refused';

// https://www.postgresql.org/docs/17/errcodes-appendix.html
// 22 data exception, 23 integrity constraint violation, 54 program limit exceeded: the rows will not be taken another time either.
const rowFault = /^(?:22|23|54)/;

/**
 * Whether a try is worth repeating. What the server says of the rows themselves is final; everything else (no connection, no
 * space, no schema yet, a server that restarts, a permission that is missing) may be mended while the rows wait.
 */
export function verdictOn(error: unknown): Verdict {
  // Bytes that can't be read back: they will not be readable another time, and must not stop those that come after them.
  if (error instanceof RangeError) return 'refused';
  const code: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && rowFault.test(code) && code.length === 5 ? 'refused' : 'retry';
}

/** Whether the server may have committed all the same: it never answered, or was going down when it did. */
export function isUncertain(error: unknown): boolean {
  const code: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code) || /^(?:08|57)/.test(code);
}
