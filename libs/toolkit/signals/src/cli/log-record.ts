import * as z from 'zod';

const text = z.string().min(1).optional().catch(undefined);
const thrown = z
  .object({ type: text, name: text, message: text, stack: text })
  .optional()
  .catch(undefined);

/** A log record as loggers write it in JSON; of each thing the first name that holds text is taken. */
const record = z.object({
  message: text,
  msg: text,
  body: text,
  event: text,
  type: text,
  stack: text,
  'exception.type': text,
  'exception.message': text,
  'exception.stacktrace': text,
  err: thrown,
  error: z
    .union([z.string().transform((message) => ({ message })), thrown])
    .optional()
    .catch(undefined),
});

export interface ReadRecord {
  readonly message: string;
  readonly type: string | undefined;
  readonly stack: string | undefined;
}

/** What a line of NDJSON says of an error: only where it has a stack, for the message alone is read from the line as it is. */
export function recordWithStack(line: string): ReadRecord | undefined {
  if (!line.startsWith('{') || !line.includes('\\n')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = record.safeParse(value);
  if (!parsed.success) return undefined;
  const one = parsed.data;
  const cause = one.err ?? (one.error && 'stack' in one.error ? one.error : undefined);
  const stack = one['exception.stacktrace'] ?? one.stack ?? cause?.stack;
  if (stack === undefined) return undefined;
  return {
    message: one['exception.message'] ?? one.message ?? one.msg ?? one.body ?? cause?.message ?? '',
    type: one['exception.type'] ?? cause?.type ?? cause?.name,
    stack,
  };
}
