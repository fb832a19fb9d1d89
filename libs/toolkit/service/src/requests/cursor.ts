import * as z from 'zod';
import { problem } from '../problems/shared.ts';

/** Turns the place where a page ended into text that a client hands back as it is. */
export interface Cursor<Place> {
  encode(place: Place): string;
  /** @throws ServiceProblem `bad-cursor` */
  decode(text: string | undefined): Place | undefined;
}

/**
 * Pages by the place of the last row rather than by their number, so that rows that come or go meanwhile neither repeat nor
 * hide another. The place is what the list is ordered by, with something unique at its end:
 * `defineCursor(z.tuple([storable.microseconds, z.uuid()]))`. A client can make one up, so the schema lets nothing pass that the
 * database would refuse: `z.iso.date()` has a year that it has not.
 */
export function defineCursor<Schema extends z.ZodType>(schema: Schema): Cursor<z.output<Schema>> {
  return {
    encode: (place) => Buffer.from(JSON.stringify(place)).toString('base64url'),
    decode: (text) => {
      if (text === undefined) return undefined;
      const parsed = schema.safeParse(jsonOf(text));
      if (!parsed.success) throw problem('bad-cursor', 'The cursor is none that this list gave.');
      return parsed.data;
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** `limit` and `cursor` of a list's query, to be spread into its schema. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
} as const;

/** A page as it is answered: `next` is missing on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().optional() });
}

/**
 * Makes a page of rows that were asked for with `limit + 1`: the one too many tells that there is more.
 */
export function page<Row, Place>(
  rows: readonly Row[],
  limit: number,
  cursor: Cursor<Place>,
  placeOf: (row: Row) => Place,
): { items: Row[]; next?: string } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined
    ? { items, next: cursor.encode(placeOf(last)) }
    : { items };
}
