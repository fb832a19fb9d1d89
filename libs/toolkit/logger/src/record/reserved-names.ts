/** The record's own names; a field that is called so keeps its value under `field.<name>`. */
export const taken: ReadonlySet<string> = new Set(['level', 'message', 'timestamp', 'splat']);

/** Fields that have a column of their own in a record, or repeat what has one. */
export const columns: ReadonlySet<string> = new Set([
  ...['level', 'message', 'timestamp', 'splat', 'trace_id', 'span_id', 'trace_flags', 'logger'],
]);

/** Fields under which an error is what the record is about. */
export const errorNames: ReadonlySet<string> = new Set([
  ...['error', 'err', 'exception', 'ex', 'e', 'reason', 'cause'],
]);

const reserved: ReadonlySet<string> = new Set([
  ...[...taken, ...columns, ...errorNames],
  // An assignment to it is none.
  '__proto__',
]);

/** Whether a field of this name may be more than an attribute. */
export function isReservedName(name: string): boolean {
  return reserved.has(name);
}
