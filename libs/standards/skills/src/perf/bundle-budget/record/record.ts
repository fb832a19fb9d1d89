import { parseJson } from '@h-j-petroleum/standards-engine';
import * as z from 'zod/mini';
import type { MeasuredEntry } from '../facts.ts';

/** The committed sizes of a project, beside its manifest. */
export const recordName = 'standards.bundle.json';

const recordedEntry = z.strictObject({
  raw: z.int(),
  initial: z.int(),
  gzip: z.int(),
  brotli: z.int(),
  /** Bytes after minification of all that weigh at least {@link leastShare} of the whole. */
  modules: z.record(z.string(), z.int()),
});
export type RecordedEntry = z.output<typeof recordedEntry>;

const recordSchema = z.strictObject({
  entries: z.record(z.string(), recordedEntry),
  /** Why an entry was allowed to grow, the last time that it was. */
  accepted: z.optional(z.record(z.string(), z.string().check(z.regex(/\S/)))),
});
export type BundleRecord = z.output<typeof recordSchema>;

/** What weighs less is not listed, so that a record stays short. */
const leastShare = 0.01;

/** Bytes from which a module is listed in the record of an entry. */
export function listedFrom({ raw }: { readonly raw: number }): number {
  return Math.ceil(raw * leastShare);
}

/** A record as its file has it; a sentence where it is none. */
export function parseRecord(text: string): BundleRecord | string {
  const parsed = parseJson(text);
  if (!parsed.ok) return 'no JSON';
  const record = recordSchema.safeParse(parsed.value);
  if (record.success) return record.data;
  const [issue] = record.error.issues;
  const place = issue?.path.map(String).join(' > ');
  return `${place || 'the whole of it'} is missing, unknown, or of another kind`;
}

/** What is recorded of an entry. */
export function recordedOf({ sizes, modules }: MeasuredEntry): RecordedEntry {
  const from = listedFrom(sizes);
  const listed = modules.filter(({ bytes }) => bytes >= from && bytes > 0);
  return {
    ...sizes,
    modules: Object.fromEntries(listed.map(({ name, bytes }) => [name, bytes])),
  };
}

/** The text of a record: sorted by name, so that two branches that touch different entries touch different lines. */
export function recordText({ entries, accepted }: BundleRecord): string {
  const record = {
    entries: byName(entries),
    ...(accepted && Object.keys(accepted).length > 0 ? { accepted: byName(accepted) } : {}),
  };
  return `${JSON.stringify(record, null, 2)}\n`;
}

function byName<T>(values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What stands under a name; names of entries and packages may be those of an object's own methods. */
export function ownOf<T>(
  values: Readonly<Record<string, T>> | undefined,
  name: string,
): T | undefined {
  return values && Object.hasOwn(values, name) ? values[name] : undefined;
}
