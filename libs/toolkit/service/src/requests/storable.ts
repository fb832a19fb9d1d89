import * as z from 'zod';

/**
 * Schemas of values that clients send and columns of PostgreSQL take: what passes is never refused by the database. They are what
 * places of cursors are made of, too, because a client can make one up.
 */
export const storable = {
  /** Of a column `text`, which holds no U+0000. @param longest in UTF-16 units */
  text: (longest: number) =>
    z
      .string()
      .max(longest)
      .refine((text) => !text.includes('\0'), 'must not contain U+0000'),
  /** Of a column `integer`. */
  integer: z.int32(),
  /** Of a column `date`: ISO 8601 has a year 0, and PostgreSQL has none. */
  day: z.iso.date().refine((day) => !day.startsWith('0000'), 'must not be of the year 0'),
  /**
   * A `timestamptz` with all its digits, which a Date does not have: `(extract(epoch from at) * 1000000)::bigint::text`, and back again
   * `timestamptz 'epoch' + $1::bigint * interval '1 microsecond'`.
   */
  microseconds: z.string().regex(/^\d{1,16}$/, 'must be microseconds since 1970'),
} as const;
